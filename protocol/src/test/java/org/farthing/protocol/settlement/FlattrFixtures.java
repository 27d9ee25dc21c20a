package org.farthing.protocol.settlement;

import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.message.Flattr;
import org.farthing.protocol.message.FlattrAnswer;
import org.farthing.protocol.message.RefusalCode;
import org.farthing.protocol.message.SettlementCalendar;
import org.farthing.protocol.message.WaitingCode;
import org.farthing.protocol.money.CurrencyUnit;

/** Flattrs of November from alder to birch, and their states in words: {@code counted 7}. */
final class FlattrFixtures {

  static final Instant IN_TIME = Instant.parse("2026-11-09T12:00:00Z");
  static final Instant CUT_OFF = SettlementCalendar.STANDARD.cutOff(Pair.NOVEMBER);
  static final Instant LAST_MOMENT = CUT_OFF.minusNanos(1);
  static final Flattr FLATTR = flattr("1", CurrencyUnit.EUR, "2026-11-09T10:00:00Z");

  private FlattrFixtures() {}

  static Flattr flattr(String name, CurrencyUnit currency, String published) {
    return new Flattr(
        ActivityId.of("https://alder.example/flattrs/" + name),
        ActorId.of("https://alder.example/users/alice"),
        URI.create("https://blog.example/post/" + name),
        Pair.NOVEMBER,
        ActorId.of("https://birch.example/users/bob"),
        currency,
        null,
        null,
        Instant.parse(published));
  }

  static ReceivedFlattr received(String status) {
    return new ReceivedFlattr(FLATTR.id(), Pair.DIGEST, Pair.NOVEMBER, receivedStatus(status));
  }

  private static ReceivedFlattr.Status receivedStatus(String words) {
    String detail = detail(words);
    return switch (kind(words)) {
      case "waiting" -> new ReceivedFlattr.Status.Waiting(WaitingCode.valueOf(upper(detail)));
      case "counted" -> new ReceivedFlattr.Status.Counted(Long.parseLong(detail));
      case "undone" -> new ReceivedFlattr.Status.Undone(Long.parseLong(detail));
      case "refused" -> new ReceivedFlattr.Status.Refused(RefusalCode.valueOf(upper(detail)));
      default -> throw new IllegalArgumentException(words);
    };
  }

  static GivenFlattr given(String words) {
    String detail = detail(words);
    GivenFlattr.Status status =
        switch (kind(words)) {
          case "sent" -> new GivenFlattr.Status.Sent();
          case "counted" -> new GivenFlattr.Status.Counted(Long.parseLong(detail));
          case "unclaimed" -> new GivenFlattr.Status.Unclaimed(WaitingCode.valueOf(upper(detail)));
          case "refused" -> new GivenFlattr.Status.Refused(RefusalCode.valueOf(upper(detail)));
          case "undone" -> new GivenFlattr.Status.Undone();
          default -> throw new IllegalArgumentException(words);
        };
    return new GivenFlattr(FLATTR.id(), Pair.DIGEST, Pair.NOVEMBER, status);
  }

  static CreatorSide.Answer answer(String words) {
    String detail = detail(words);
    return switch (kind(words)) {
      case "receipt" -> new CreatorSide.Answer.Receipt(Long.parseLong(detail));
      case "waiting" -> new CreatorSide.Answer.Waiting(WaitingCode.valueOf(upper(detail)));
      case "refusal" -> new CreatorSide.Answer.Refusal(RefusalCode.valueOf(upper(detail)));
      case "undo-receipt" -> new CreatorSide.Answer.UndoReceipt(Long.parseLong(detail));
      default -> throw new IllegalArgumentException(words);
    };
  }

  /** What birch sends to say that. */
  static FlattrAnswer message(ActivityId flattr, CreatorSide.Answer answer) {
    return switch (answer) {
      case CreatorSide.Answer.Receipt it ->
          new FlattrAnswer.Receipt(
              id(flattr, "receipt"),
              Pair.BIRCH,
              flattr,
              Pair.DIGEST,
              Pair.NOVEMBER,
              it.sequence(),
              Pair.DIGEST,
              IN_TIME);
      case CreatorSide.Answer.Waiting it ->
          new FlattrAnswer.Waiting(
              id(flattr, it.code().code()), Pair.BIRCH, flattr, it.code(), IN_TIME);
      case CreatorSide.Answer.Refusal it ->
          new FlattrAnswer.Refusal(id(flattr, "refusal"), Pair.BIRCH, flattr, it.code(), IN_TIME);
      case CreatorSide.Answer.UndoReceipt it ->
          new FlattrAnswer.UndoReceipt(
              id(flattr, "undo"), Pair.BIRCH, flattr, Pair.NOVEMBER, it.sequence(), IN_TIME);
    };
  }

  private static ActivityId id(ActivityId flattr, String kind) {
    return ActivityId.of("https://birch.example/answers" + flattr.uri().getPath() + "/" + kind);
  }

  private static String kind(String words) {
    return words.split(" ", 2)[0];
  }

  private static String detail(String words) {
    return words.contains(" ") ? words.split(" ", 2)[1] : "";
  }

  private static String upper(String code) {
    return code.toUpperCase(Locale.ROOT);
  }
}
