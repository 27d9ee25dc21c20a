package org.farthing.node.federation.outbox;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.farthing.node.federation.actor.ActivityMedia;
import org.farthing.node.federation.actor.RequestSigner;
import org.farthing.node.federation.outbox.DeliveryOutcome.Delivered;
import org.farthing.node.federation.outbox.DeliveryOutcome.HostDown;
import org.farthing.node.federation.outbox.DeliveryOutcome.Postponed;
import org.farthing.node.federation.outbox.DeliveryOutcome.Refused;
import org.farthing.node.platform.http.GuardedHttpClient;
import org.farthing.node.platform.http.OutboundResult;
import org.farthing.node.platform.http.OutboundResult.Answer;
import org.farthing.node.platform.http.OutboundResult.Failure;
import org.farthing.protocol.activity.Origin;
import org.farthing.protocol.signature.HttpSignatureScheme;

/**
 * Posts a message, signed afresh by the node. Between nodes RFC 9421 is tried first; whoever
 * refuses one way of signing is tried with the other, and remembered for what it took.
 */
final class DeliverySender {

  private static final int MOST_ORIGINS = 10_000;

  private final GuardedHttpClient client;
  private final RequestSigner signer;
  private final RetrySchedule schedule;
  private final Cache<Origin, HttpSignatureScheme> understood =
      Caffeine.newBuilder().maximumSize(MOST_ORIGINS).build();

  DeliverySender(GuardedHttpClient client, RequestSigner signer, RetrySchedule schedule) {
    this.client = client;
    this.signer = signer;
    this.schedule = schedule;
  }

  DeliveryOutcome send(Delivery delivery) {
    Origin origin = Origin.of(delivery.inbox());
    HttpSignatureScheme first =
        Objects.requireNonNullElse(understood.getIfPresent(origin), HttpSignatureScheme.RFC_9421);
    OutboundResult result = post(delivery, first);
    if (result instanceof Answer answer && (answer.status() == 400 || answer.status() == 401)) {
      OutboundResult other = post(delivery, first.other());
      if (other instanceof Answer taken && taken.isSuccess()) {
        understood.put(origin, first.other());
        return new Delivered();
      }
    }
    return outcome(result);
  }

  private OutboundResult post(Delivery delivery, HttpSignatureScheme scheme) {
    return client.send(
        signer.post(
            delivery.inbox(), Map.of("Content-Type", ActivityMedia.TYPE), delivery.body(), scheme));
  }

  private DeliveryOutcome outcome(OutboundResult result) {
    return switch (result) {
      case Answer answer when answer.isSuccess() -> new Delivered();
      case Answer answer -> {
        int status = answer.status();
        String reason = "status " + status;
        if (status == 429 || status >= 500) {
          yield new HostDown(reason, retryAfter(answer));
        }
        yield schedule.isFinal(status) ? new Refused(reason) : new Postponed(reason);
      }
      case Failure failure ->
          new HostDown(failure.reason().code() + ": " + failure.detail(), Duration.ZERO);
    };
  }

  /** In its form of seconds: that of a date depends on the other's clock. */
  private static Duration retryAfter(Answer answer) {
    return answer
        .header("retry-after")
        .filter(value -> value.matches("[0-9]{1,6}"))
        .map(value -> Duration.ofSeconds(Long.parseLong(value)))
        .orElse(Duration.ZERO);
  }
}
