package org.farthing.protocol.example;

import static org.farthing.protocol.example.ExampleKeys.ALDER;
import static org.farthing.protocol.example.ExampleKeys.ALICE;
import static org.farthing.protocol.example.ExampleKeys.BIRCH;
import static org.farthing.protocol.example.ExampleKeys.BOB;

import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.stream.Stream;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.message.CheckpointAnswer;
import org.farthing.protocol.message.CheckpointOffer;
import org.farthing.protocol.message.Claim;
import org.farthing.protocol.message.DocumentDigest;
import org.farthing.protocol.message.Donation;
import org.farthing.protocol.message.FarthingMessage;
import org.farthing.protocol.message.Flattr;
import org.farthing.protocol.message.FlattrAnswer;
import org.farthing.protocol.message.FlattrAnswer.Receipt;
import org.farthing.protocol.message.FlattrAnswer.Refusal;
import org.farthing.protocol.message.FlattrAnswer.UndoReceipt;
import org.farthing.protocol.message.FlattrAnswer.Waiting;
import org.farthing.protocol.message.FlattrCheckpoint;
import org.farthing.protocol.message.Gift;
import org.farthing.protocol.message.LogEntry;
import org.farthing.protocol.message.LogHead;
import org.farthing.protocol.message.MessageWriter;
import org.farthing.protocol.message.NodePolicy;
import org.farthing.protocol.message.Ownership;
import org.farthing.protocol.message.RefusalCode;
import org.farthing.protocol.message.SettlementCalendar;
import org.farthing.protocol.message.Unflattr;
import org.farthing.protocol.message.WaitingCode;
import org.farthing.protocol.money.CurrencyUnit;
import org.farthing.protocol.money.Money;
import org.farthing.protocol.settlement.MerkleTree;
import org.jspecify.annotations.Nullable;

/**
 * What donors of alder give to creators of birch in November, and birch's log of it. From the 28th
 * to the 5th of December the two do not reach each other: so birch counts the fifth one and cannot
 * say so, and the sixth comes too late.
 */
final class ExampleFlattrs {

  static final YearMonth NOVEMBER = YearMonth.of(2026, 11);
  static final ActorId DORA = ActorId.of("https://birch.example/users/dora");

  /** Alice's tag, and that of the donor who is not named: in alder's statement to birch alone. */
  static final String ALICES_TAG = "3q2-7w3vSkmBYGsHv9XcIA";

  static final String UNNAMED_TAG = "Hk0XwQvT5mYb8sRzLfJ2cg";

  static final NodePolicy POLICY = policy(BIRCH, birch("policies/3"), 3);
  static final NodePolicy ALDERS_POLICY = policy(ALDER, alder("policies/1"), 1);

  static final Flattr FLATTR = flattr(1, ALICE, "post/1", BOB, null, null, "2026-11-02T09:00:00Z");
  static final Flattr ANONYMOUS =
      flattr(2, ALDER, "post/1", BOB, UNNAMED_TAG, null, "2026-11-02T21:30:00Z");
  static final Flattr UNDONE = flattr(3, ALICE, "post/2", BOB, null, null, "2026-11-04T10:00:00Z");
  static final Gift GIFT =
      new Gift(
          alder("flattrs/4"),
          ALICE,
          NOVEMBER,
          BOB,
          new Money(5_000_000, CurrencyUnit.EUR),
          null,
          Instant.parse("2026-11-05T18:00:00Z"));
  static final Unflattr UNFLATTR =
      new Unflattr(alder("flattrs/3/undo"), ALICE, UNDONE, Instant.parse("2026-11-09T10:00:00Z"));
  static final Flattr OFFERED_AGAIN =
      flattr(5, ALICE, "dora/1", DORA, null, alder("flattrs/october-7"), "2026-11-10T12:00:00Z");
  static final Flattr LATE = flattr(6, ALICE, "post/3", BOB, null, null, "2026-11-30T21:00:00Z");

  static final Receipt RECEIPT = receipt(1, FLATTR, 1, "2026-11-02T09:00:01.250Z");
  static final Receipt ANONYMOUS_RECEIPT = receipt(2, ANONYMOUS, 2, "2026-11-02T21:30:01.500Z");
  static final UndoReceipt UNDO_RECEIPT =
      new UndoReceipt(
          answer(5), BIRCH, UNDONE.id(), NOVEMBER, 5, Instant.parse("2026-11-09T10:00:01Z"));
  static final Waiting WAITING =
      new Waiting(
          answer(6),
          BIRCH,
          OFFERED_AGAIN.id(),
          WaitingCode.NOT_RECEIVING,
          Instant.parse("2026-11-10T12:00:01Z"));
  static final Receipt OFFERED_AGAIN_RECEIPT =
      receipt(7, OFFERED_AGAIN, 6, "2026-11-28T15:00:00.125Z");
  static final Refusal REFUSAL =
      new Refusal(
          answer(8), BIRCH, LATE.id(), RefusalCode.LATE, Instant.parse("2026-12-05T01:00:03Z"));

  /** Birch's whole log of the month, whose debtor is alder. */
  static final List<FlattrAnswer> LOG =
      List.of(
          RECEIPT,
          ANONYMOUS_RECEIPT,
          receipt(3, UNDONE, 3, "2026-11-04T10:00:00.750Z"),
          receipt(4, GIFT, 4, "2026-11-05T18:00:01Z"),
          UNDO_RECEIPT,
          OFFERED_AGAIN_RECEIPT);

  static final CheckpointOffer CHECKPOINT_OFFER =
      new CheckpointOffer(
          birch("checkpoints/2026-11/2"),
          BIRCH,
          checkpoint(2),
          Instant.parse("2026-11-03T00:00:05Z"));
  static final CheckpointAnswer CHECKPOINT_ANSWER =
      new CheckpointAnswer(
          alder("checkpoints/answers/2026-11/2"),
          ALDER,
          CHECKPOINT_OFFER.id(),
          CHECKPOINT_OFFER.checkpoint(),
          Instant.parse("2026-11-03T00:00:06Z"));
  static final LogHead HEAD =
      new LogHead(
          BIRCH, checkpoint(LOG.size()), LOG.size(), true, Instant.parse("2026-12-05T01:00:05Z"));

  static final Ownership OWNERSHIP =
      new Ownership(
          BIRCH,
          URI.create("https://social.example/users/bob"),
          BOB,
          Ownership.Basis.PROVED_ACTOR,
          Instant.parse("2026-11-02T08:59:00Z"));
  static final Claim CLAIM =
      new Claim(
          birch("claims/1"),
          BIRCH,
          BOB,
          List.of(OWNERSHIP.url(), URI.create("https://blog.example")),
          Instant.parse("2026-11-01T18:00:00Z"));

  private ExampleFlattrs() {}

  static List<FarthingMessage> given() {
    return List.of(FLATTR, ANONYMOUS, UNDONE, GIFT, OFFERED_AGAIN);
  }

  static List<byte[]> leaves() {
    return LOG.stream().map(answer -> LogEntry.of(answer).orElseThrow().canonicalBytes()).toList();
  }

  static FlattrCheckpoint checkpoint(int count) {
    return new FlattrCheckpoint(
        NOVEMBER, ALDER, BIRCH, count, root(leaves().subList(0, count).stream()));
  }

  static String root(Stream<byte[]> leaves) {
    MerkleTree tree = new MerkleTree();
    leaves.forEach(tree::add);
    return tree.root().toString();
  }

  static ActivityId alder(String path) {
    return ActivityId.of("https://alder.example/" + path);
  }

  static ActivityId birch(String path) {
    return ActivityId.of("https://birch.example/" + path);
  }

  private static ActivityId answer(int number) {
    return birch("answers/" + number);
  }

  private static Receipt receipt(int number, Donation donation, int sequence, String published) {
    JsonObject given = MessageWriter.write((FarthingMessage) donation, BIRCH);
    return new Receipt(
        answer(number),
        BIRCH,
        donation.id(),
        DocumentDigest.of(given),
        NOVEMBER,
        sequence,
        POLICY.digest(),
        Instant.parse(published));
  }

  private static Flattr flattr(
      int number,
      ActorId donor,
      String thing,
      ActorId creator,
      @Nullable String tag,
      @Nullable ActivityId replaces,
      String published) {
    return new Flattr(
        alder("flattrs/" + number),
        donor,
        URI.create("https://blog.example/" + thing),
        NOVEMBER,
        creator,
        CurrencyUnit.EUR,
        tag,
        replaces,
        Instant.parse(published));
  }

  private static NodePolicy policy(ActorId node, ActivityId id, int version) {
    return new NodePolicy(
        id,
        node,
        version,
        CurrencyUnit.EUR,
        1_000,
        2_000_000,
        1_000_000,
        true,
        SettlementCalendar.STANDARD,
        List.of("test"),
        YearMonth.of(2026, 10));
  }
}
