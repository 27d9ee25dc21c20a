package org.farthing.node.social;

import java.net.URI;
import java.time.Instant;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;

/**
 * An actor elsewhere that one of ours follows, or has asked to.
 *
 * @param sequence ascends with the time at which it was asked
 * @param follow our activity
 * @param accepted whether the other side has said so
 */
public record Following(
    long sequence, ActorId actor, ActivityId follow, URI inbox, boolean accepted, Instant since) {}
