package org.farthing.node.flattr;

import java.time.Instant;
import org.farthing.node.account.MemberId;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.jspecify.annotations.Nullable;

/**
 * A Like from an actor elsewhere that a member here has proved to be theirs.
 *
 * @param sequence ascends with the time at which it came
 * @param object the address that was liked
 * @param flattr the id of the flattr that it becomes, if it does
 * @param stands whether it was not undone
 * @param codeOrNull why it is applause, or why its flattr stays though it was undone
 */
public record LinkedLike(
    long sequence,
    ActivityId id,
    ActorId actor,
    String object,
    MemberId member,
    Instant receivedAt,
    FlattrId flattr,
    boolean stands,
    State state,
    @Nullable String codeOrNull) {

  /** What has become of it. */
  public enum State {
    WAITING,
    FLATTR,
    APPLAUSE,
    UNDONE
  }
}
