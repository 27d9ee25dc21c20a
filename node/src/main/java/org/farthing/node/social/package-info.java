/**
 * This node as an ordinary server of the fediverse: who follows whom, applause for what is here,
 * what members like and boost elsewhere, answers and mentions, and what people elsewhere report.
 *
 * <p>Enter at {@link org.farthing.node.social.Social}, which puts the parts together; {@link
 * org.farthing.node.social.SocialInbox} acts on what comes in, {@link
 * org.farthing.node.social.Followers} knows who follows, and delivers to them.
 *
 * <p>What always holds: nothing here moves money; a document speaks for its own origin alone, and
 * what is embedded from elsewhere is fetched from there or not believed (FEP-fe34); no order is
 * assumed, so that an Undo or a Delete that comes first is honoured; HTML is cleaned before it is
 * stored; no transaction is open while something is fetched.
 *
 * <p>Left out on purpose: a timeline of those whom members follow, media, and polls.
 */
@NullMarked
package org.farthing.node.social;

import org.jspecify.annotations.NullMarked;
