package org.farthing.protocol.settlement;

import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.json.Json;
import org.farthing.protocol.message.FarthingMessage;
import org.farthing.protocol.message.MessageWriter;
import org.farthing.protocol.message.PaymentOffer;
import org.farthing.protocol.message.Settlement;
import org.farthing.protocol.message.SettlementAnswer;
import org.farthing.protocol.message.SettlementOffer;
import org.farthing.protocol.message.StatementAnswer;
import org.farthing.protocol.message.StatementOffer;

/**
 * What this node has said of a pair's month, as the peer has shown, and its books do not show. As
 * long as there is something of it, the month goes on as it did then.
 *
 * @param messages in the order in which they were said
 */
public record Unsaid(List<FarthingMessage> messages) {

  /** The code of what must not be said, since something else was. */
  public static final String SAID_OTHERWISE = "said_otherwise";

  public Unsaid {
    messages = List.copyOf(messages);
  }

  public boolean isEmpty() {
    return messages.isEmpty();
  }

  /** When the first of it was said: what led to it had happened by then. */
  public Optional<Instant> since() {
    return messages.stream().map(FarthingMessage::published).findFirst();
  }

  /** Whether it says what we owe or have paid: then nobody can take it back. */
  public boolean isOfDebt() {
    return messages.stream()
        .anyMatch(
            message ->
                message instanceof StatementOffer
                    || message instanceof SettlementOffer
                    || message instanceof PaymentOffer);
  }

  /** The settlement that a message of ours says is the month's, if it does. */
  public static Optional<PairEvent.SettlementRecalled> settledBy(FarthingMessage message) {
    Settlement settlement =
        switch (message) {
          case SettlementOffer it -> it.settlement();
          case SettlementAnswer.Confirmation it -> it.settlement();
          default -> null;
        };
    return Optional.ofNullable(settlement)
        .map(it -> new PairEvent.SettlementRecalled(it, message.published()));
  }

  /** The message of a kind, if there is one. */
  public <T extends FarthingMessage> Optional<T> find(Class<T> kind) {
    return messages.stream().filter(kind::isInstance).map(kind::cast).findFirst();
  }

  /** What was answered first to a statement of the peer's, if anything was. */
  public Optional<StatementAnswer> answerTo(StatementOffer offer) {
    return messages.stream()
        .filter(StatementAnswer.class::isInstance)
        .map(StatementAnswer.class::cast)
        .filter(answer -> answer.offer().equals(offer.id()))
        .findFirst();
  }

  /**
   * A step in the words in which it was taken then.
   *
   * @param wasSaid whether something is said again that our books show
   * @throws ProtocolException {@code said_otherwise} when something else was said then; early, and
   *     {@code not_said_again}, when something new is said before all of it is said again
   */
  public PairStep repeated(PairStep step, ActorId peer, Predicate<ActivityId> wasSaid) {
    if (isEmpty() || step.messages().isEmpty()) {
      return step;
    }
    Map<ActivityId, FarthingMessage> words = new LinkedHashMap<>();
    messages.forEach(word -> words.put(word.id(), word));
    Map<ActivityId, FarthingMessage> left = new LinkedHashMap<>(words);
    for (FarthingMessage message : step.messages()) {
      FarthingMessage was = left.remove(message.id());
      if (was != null && !isSame(was, message, peer)) {
        throw ProtocolException.early(
            SAID_OTHERWISE,
            "%s was said, and would be said otherwise now: %s instead of %s"
                .formatted(was.id(), content(message, peer), content(was, peer)));
      }
    }
    List<FarthingMessage> fresh =
        step.messages().stream()
            .filter(message -> !words.containsKey(message.id()) && !wasSaid.test(message.id()))
            .toList();
    if (!fresh.isEmpty() && !left.isEmpty()) {
      throw ProtocolException.early(
          "not_said_again",
          "%s waits until this is said again: %s"
              .formatted(ids(fresh.stream()), ids(left.values().stream())));
    }
    return step.inWordsOf(words);
  }

  private static List<ActivityId> ids(Stream<FarthingMessage> messages) {
    return messages.map(FarthingMessage::id).toList();
  }

  /** Made again later, a message differs from the first in nothing but its time. */
  private static boolean isSame(FarthingMessage was, FarthingMessage message, ActorId peer) {
    return content(was, peer).equals(content(message, peer));
  }

  private static JsonObject content(FarthingMessage message, ActorId peer) {
    return Json.newObject(MessageWriter.write(message, peer))
        .remove("@context")
        .remove("published")
        .build();
  }
}
