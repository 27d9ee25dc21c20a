package org.farthing.node.bot;

import java.time.Instant;
import org.farthing.node.account.MemberId;
import org.farthing.node.flattr.FlattrId;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.jspecify.annotations.Nullable;

/**
 * A post of a member's that mentions the bot in a reply to something.
 *
 * @param sequence ascends with the time at which it came
 * @param actor the member's account elsewhere
 * @param object the id of what it is a reply to
 * @param flattr the id of the flattr that it becomes, if it does
 * @param stands whether it was not deleted in time
 * @param codeOrNull why it is no flattr, or why its flattr stays though it was deleted
 * @param tries how often it was looked at
 */
public record BotCall(
    long sequence,
    ActivityId post,
    ActorId actor,
    String object,
    MemberId member,
    Instant receivedAt,
    FlattrId flattr,
    boolean stands,
    State state,
    @Nullable String codeOrNull,
    int tries) {

  /** What has become of it. */
  public enum State {
    WAITING,
    FLATTR,
    REFUSED,
    UNDONE
  }
}
