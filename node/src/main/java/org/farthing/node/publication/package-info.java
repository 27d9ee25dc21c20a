/**
 * What creators here tell of their things: registered ones that stand elsewhere, and such as are
 * published here. Each is an ActivityStreams object with a page, goes to its creator's followers,
 * and stands in the creator's outbox and feed.
 *
 * <p>Enter at {@link org.farthing.node.publication.Publications}. What always holds: what is stored
 * of a thing and what followers are sent of it are committed together; the same thing sent twice is
 * one; ids stay, and a withdrawn thing leaves a tombstone under its id; a thing that is not listed
 * stands in no list that everybody can see. Things as what flattrs go to are kept in {@code
 * flattr}; who follows, likes and boosts is kept elsewhere, behind {@link
 * org.farthing.node.federation.actor.FollowerMail} and {@link
 * org.farthing.node.publication.Applause}.
 */
@NullMarked
package org.farthing.node.publication;

import org.jspecify.annotations.NullMarked;
