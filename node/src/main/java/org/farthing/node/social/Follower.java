package org.farthing.node.social;

import java.net.URI;
import java.time.Instant;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.jspecify.annotations.Nullable;

/**
 * An actor elsewhere that follows one of ours, or has asked to.
 *
 * @param sequence ascends with the time at which it first asked
 * @param follow the activity by which it asked, the last one if it did so again
 * @param sharedInboxOrNull one inbox for all actors of its server
 * @param since when it asked, the last time
 */
public record Follower(
    long sequence,
    ActorId actor,
    ActivityId follow,
    URI inbox,
    @Nullable URI sharedInboxOrNull,
    boolean accepted,
    Instant since) {}
