package org.farthing.protocol.message;

import jakarta.json.JsonObject;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.message.FlattrAnswer.Receipt;
import org.farthing.protocol.message.FlattrAnswer.Refusal;
import org.farthing.protocol.message.FlattrAnswer.UndoReceipt;
import org.farthing.protocol.message.FlattrAnswer.Waiting;

/**
 * Answers to a flattr: the flattr's id as {@code object}, what the answer says as {@code result}.
 */
final class FlattrAnswerForm {

  private FlattrAnswerForm() {}

  static JsonObject result(FlattrAnswer answer) {
    return switch (answer) {
      case Receipt receipt -> result(receipt);
      case Waiting waiting ->
          Wire.object("FlattrWaiting").add("code", waiting.code().code()).build();
      case Refusal refusal ->
          Wire.object("FlattrRefusal").add("code", refusal.code().code()).build();
      case UndoReceipt receipt ->
          Wire.object("UndoReceipt")
              .add("flattr", receipt.flattr().toString())
              .add("period", receipt.period().toString())
              .add("sequence", receipt.sequence())
              .build();
    };
  }

  private static JsonObject result(Receipt receipt) {
    return Wire.object("FlattrReceipt")
        .add("flattr", receipt.flattr().toString())
        .add("digest", receipt.digest())
        .add("period", receipt.period().toString())
        .add("sequence", receipt.sequence())
        .add("policy", receipt.policy())
        .build();
  }

  static Receipt readReceipt(Fields accept) {
    var envelope = Envelope.read(accept);
    Fields result = accept.in("result");
    return new Receipt(
        envelope.id(),
        envelope.actor(),
        answered(accept, result),
        result.text("digest"),
        result.period("period"),
        result.integer("sequence"),
        result.text("policy"),
        envelope.published());
  }

  static UndoReceipt readUndoReceipt(Fields accept) {
    var envelope = Envelope.read(accept);
    Fields result = accept.in("result");
    return new UndoReceipt(
        envelope.id(),
        envelope.actor(),
        answered(accept, result),
        result.period("period"),
        result.integer("sequence"),
        envelope.published());
  }

  static Waiting readWaiting(Fields answer) {
    var envelope = Envelope.read(answer);
    return new Waiting(
        envelope.id(),
        envelope.actor(),
        answer.activityId("object"),
        answer.in("result").code("code", WaitingCode.class),
        envelope.published());
  }

  static Refusal readRefusal(Fields reject) {
    var envelope = Envelope.read(reject);
    return new Refusal(
        envelope.id(),
        envelope.actor(),
        reject.activityId("object"),
        reject.in("result").code("code", RefusalCode.class),
        envelope.published());
  }

  /** Of a receipt, activity and result name the flattr: the result is evidence on its own. */
  private static ActivityId answered(Fields accept, Fields result) {
    ActivityId flattr = accept.activityId("object");
    Checks.that(
        result.activityId("flattr").equals(flattr), "/result/flattr", "The same as the object.");
    return flattr;
  }
}
