package org.farthing.protocol.settlement;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.message.FarthingMessage;

/**
 * The outcome of one event: what is stored, sent and booked in one transaction.
 *
 * @param messages to the peer. One whose id was sent before is a repetition, made anew: what was
 *     sent first stands, and may be sent again as it was
 * @param commands never given again when the event is a repetition
 */
public record PairStep(
    PairMonth month, List<FarthingMessage> messages, List<LedgerCommand> commands) {

  public PairStep {
    messages = List.copyOf(messages);
    commands = List.copyOf(commands);
  }

  static PairStep unchanged(PairMonth month) {
    return new PairStep(month, List.of(), List.of());
  }

  static PairStep saying(PairMonth month, FarthingMessage message) {
    return new PairStep(month, List.of(message), List.of());
  }

  PairStep booking(LedgerCommand... commands) {
    return booking(List.of(commands));
  }

  PairStep booking(List<LedgerCommand> commands) {
    return new PairStep(month, messages, commands);
  }

  PairStep with(PairMonth next) {
    return new PairStep(next, messages, commands);
  }

  /** Both steps in one, the other taken from this one's month. */
  PairStep then(PairStep next) {
    return new PairStep(
        next.month, concat(messages, next.messages), concat(commands, next.commands));
  }

  /**
   * The same step in the words in which it was taken before: what was signed once stays as it was.
   *
   * @param words by their ids; they differ from what this step says in {@code published} alone
   */
  public PairStep inWordsOf(Map<ActivityId, FarthingMessage> words) {
    List<FarthingMessage> said =
        messages.stream().map(message -> words.getOrDefault(message.id(), message)).toList();
    return new PairStep(month.inWordsOf(words), said, commands);
  }

  private static <T> List<T> concat(List<T> first, List<T> then) {
    return Stream.concat(first.stream(), then.stream()).toList();
  }
}
