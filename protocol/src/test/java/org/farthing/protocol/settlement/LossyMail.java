package org.farthing.protocol.settlement;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.farthing.protocol.activity.ActivityId;

/**
 * A node's messages on their way: lost, doubled and re-ordered by chance, and sent again until they
 * are acknowledged. A message that was sent before is sent again as it was.
 */
final class LossyMail<M> {

  private static final int LOST = 20;
  private static final int DOUBLED = 20;
  private static final int UNACKNOWLEDGED = 20;

  private final Map<ActivityId, M> sent = new LinkedHashMap<>();
  private final Map<ActivityId, M> waiting = new LinkedHashMap<>();

  void post(ActivityId id, M message) {
    sent.putIfAbsent(id, message);
    waiting.put(id, sent.get(id));
  }

  boolean isDelivered() {
    return waiting.isEmpty();
  }

  /** All that was ever sent, each once. */
  List<M> sent() {
    return List.copyOf(sent.values());
  }

  /**
   * Lets one message try its luck.
   *
   * @param receiver says whether it has the message safe
   */
  void deliverOne(Chance chance, Predicate<M> receiver) {
    ActivityId id = chance.oneOf(List.copyOf(waiting.keySet()));
    M message = sent.get(id);
    if (chance.strikes(LOST)) {
      return;
    }
    boolean safe = receiver.test(message);
    if (chance.strikes(DOUBLED)) {
      safe |= receiver.test(message);
    }
    if (safe && !chance.strikes(UNACKNOWLEDGED)) {
      waiting.remove(id);
    }
  }
}
