package org.farthing.node.federation.outbox;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.regex.Pattern;
import org.farthing.node.federation.actor.ActivityMedia;
import org.farthing.node.federation.directory.Admission;
import org.farthing.node.federation.outbox.DeliveryOutcome.Delivered;
import org.farthing.node.federation.outbox.DeliveryOutcome.Gone;
import org.farthing.node.federation.outbox.DeliveryOutcome.HostDown;
import org.farthing.node.federation.outbox.DeliveryOutcome.Postponed;
import org.farthing.node.federation.outbox.DeliveryOutcome.Refused;
import org.farthing.node.federation.signing.SignedClient;
import org.farthing.node.platform.http.OutboundResult;
import org.farthing.node.platform.http.OutboundResult.Answer;
import org.farthing.node.platform.http.OutboundResult.Failure;
import org.farthing.node.platform.http.OutboundResult.Reason;
import org.farthing.protocol.activity.ActivityDocument;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.json.Json;
import org.farthing.protocol.json.JsonRefused;

/**
 * Posts a message, signed afresh with the key that is in use now: what is owed between nodes by the
 * node, what ordinary servers are told by the actor who says it.
 */
final class DeliverySender {

  private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9_]{1,63}");
  private static final Pattern POINTER = Pattern.compile("/[!-~]{0,127}");

  private final SignedClient client;
  private final InstantSource system;

  private final Admission admission;

  DeliverySender(SignedClient client, Admission admission, InstantSource system) {
    this.client = client;
    this.admission = admission;
    this.system = system;
  }

  /**
   * One attempt.
   *
   * @param schedule says which answers are final
   */
  DeliveryOutcome send(Delivery delivery, RetrySchedule schedule) {
    if (!admission.releases(delivery.inbox(), delivery.body())) {
      return new Refused(Reason.BLOCKED.code());
    }
    return switch (post(delivery)) {
      case Answer answer when answer.isSuccess() -> new Delivered();
      case Answer answer -> outcome(answer, schedule);
      case Failure failure when failure.reason() == Reason.BLOCKED ->
          new Refused(failure.reason().code());
      case Failure failure ->
          new HostDown(failure.reason().code() + ": " + failure.detail(), Duration.ZERO);
    };
  }

  private OutboundResult post(Delivery delivery) {
    Map<String, String> headers = Map.of("Content-Type", ActivityMedia.TYPE);
    if (delivery.isOwed()) {
      return client.post(delivery.inbox(), headers, delivery.body());
    }
    ActorId author = new ActivityDocument(Json.parseObject(delivery.body())).actor();
    return client.postAs(author, delivery.inbox(), headers, delivery.body());
  }

  private DeliveryOutcome outcome(Answer answer, RetrySchedule schedule) {
    int status = answer.status();
    String reason = reason(answer);
    if (status == 429 || status >= 500) {
      return new HostDown(reason, RetryAfter.of(answer, system.instant()));
    }
    if (!schedule.isFinal(status)) {
      return new Postponed(reason);
    }
    return status == 410 ? new Gone(reason) : new Refused(reason);
  }

  /** The status, with the code and the place that a peer gives for it. */
  private static String reason(Answer answer) {
    String status = "status " + answer.status();
    try {
      JsonObject problem = Json.parseObject(answer.body());
      String code = problem.getString("code", "");
      String place = problem.getString("pointer", "");
      if (!CODE.matcher(code).matches()) {
        return status;
      }
      return POINTER.matcher(place).matches()
          ? "%s %s at %s".formatted(status, code, place)
          : status + " " + code;
    } catch (JsonRefused e) {
      return status;
    }
  }
}
