/**
 * ActivityStreams documents, read tolerantly: a property may be a string, an object or an array.
 *
 * <p>Enter at {@link org.farthing.protocol.activity.ActivityDocument} and {@link
 * org.farthing.protocol.activity.ActorDocument} with what another server sent, at {@link
 * org.farthing.protocol.activity.ActorId} and {@link org.farthing.protocol.activity.ActivityId} for
 * the ids in it. What a peer does wrong is always a {@link
 * org.farthing.protocol.activity.ProtocolException} with a code, never another exception; every
 * list and text that is handed out is bounded.
 *
 * <p>Left out on purpose: JSON-LD processing (terms are read by their compact names, as the
 * fediverse writes them), verification of any kind, and cleaning of HTML. Our own messages stand in
 * {@code message}.
 */
@NullMarked
package org.farthing.protocol.activity;

import org.jspecify.annotations.NullMarked;
