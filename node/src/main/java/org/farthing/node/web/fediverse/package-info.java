/**
 * What a member is to the rest of the fediverse: the handle that others find them by, who follows
 * them and asks to, whom they follow, what they like and boost, and what is said to them.
 *
 * <p>Enter at {@link org.farthing.node.web.fediverse.FediversePages}; the page lies in {@code
 * src/main/jte/fediverse}.
 *
 * <p>What always holds: a page shows its own member alone; only a form that they sent changes
 * anything, and sent twice it changes nothing twice; nothing here moves money; HTML of strangers is
 * shown as it was cleaned when it came, and fetches nothing. Left out on purpose: a timeline.
 */
@NullMarked
package org.farthing.node.web.fediverse;

import org.jspecify.annotations.NullMarked;
