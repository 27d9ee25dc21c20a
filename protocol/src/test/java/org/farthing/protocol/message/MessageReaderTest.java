package org.farthing.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.farthing.protocol.example.ExampleKeys.ALDER;
import static org.farthing.protocol.example.ExampleKeys.BIRCH;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.farthing.protocol.SeededCases;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.example.ExampleDocuments;
import org.farthing.protocol.example.ExampleKeys;
import org.farthing.protocol.json.CanonicalJson;
import org.farthing.protocol.json.Json;
import org.farthing.protocol.message.StatementAnswer.Disagreement;
import org.farthing.protocol.money.CurrencyUnit;
import org.farthing.protocol.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageReaderTest {

  private static final JsonProvider JSON = JsonProvider.provider();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        """
        {"id": "https://a.example/1", "type": "Like", "actor": "https://a.example/u",
         "object": "https://b.example/p"}\
        """,
        """
        {"id": "https://a.example/1", "type": "Undo", "actor": "https://a.example/u",
         "object": {"type": "Like", "object": "https://b.example/p"}}\
        """,
        """
        {"type": "Undo", "object": "https://a.example/likes/1"}\
        """,
        """
        {"type": "Follow", "object": "https://b.example/u"}\
        """,
        """
        {"type": "Accept", "object": {"type": "Follow"}}\
        """,
        """
        {"type": "Accept", "object": "https://b.example/f", "result": "https://b.example/r"}\
        """,
        """
        {"type": ["Offer"], "object": {"type": ["Agreement"]}}\
        """,
        """
        {"@context": ["https://www.w3.org/ns/activitystreams",
           {"vf": "https://w3id.org/valueflows/ont/vf#", "Agreement": "vf:Agreement"}],
         "type": "Accept", "object": "https://b.example/o", "result": {"type": "Agreement"}}\
        """
      })
  void whatIsNoneOfOursIsEmpty(String document) {
    assertThat(MessageReader.read(parse(document))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        {"@context": {"Pledge": "https://w3id.org/farthing/ns#Pledge"},
         "type": "Offer", "object": {"type": "Pledge"}}\
        """,
        """
        {"@context": [{"f": "https://w3id.org/farthing/ns#", "Pledge": "f:Pledge"}],
         "type": "Announce", "object": {"type": "Pledge"}}\
        """,
        """
        {"type": "Create", "object": {"type": "https://w3id.org/farthing/ns#Gift"}}\
        """,
        """
        {"type": "Offer", "object": {"type": "NodePolicy"}}\
        """
      })
  void aKindOfALaterVersionIsRefusedByName(String document) {
    assertThatThrownBy(() -> MessageReader.read(parse(document)))
        .isInstanceOfSatisfying(
            ProtocolException.class,
            refusal -> assertThat(refusal.code()).isEqualTo("unknown_kind"));
  }

  @Test
  void unknownFieldsAreIgnored() throws IOException {
    JsonObject receipt = ExampleDocuments.file("receipt");
    JsonObject extended = JSON.createPointer("/result/mood").add(receipt, JsonValue.TRUE);
    extended = JSON.createPointer("/proof").add(extended, JsonValue.EMPTY_JSON_OBJECT);

    assertThat(MessageReader.read(extended)).isEqualTo(MessageReader.read(receipt));
  }

  @Test
  void anyMessageSurvivesTheWire() {
    SeededCases.check(
        200,
        random -> {
          for (FarthingMessage message : anyMessages(random)) {
            JsonObject document = MessageWriter.write(message, ExampleDocuments.peerOf(message));
            JsonObject received = Json.parseObject(CanonicalJson.of(document));

            assertThat(received).isEqualTo(document);
            assertThat(MessageReader.read(received)).contains(message);
          }
        });
  }

  @Test
  void theDigestLeavesOutTheProofAndNothingElse() throws IOException {
    JsonObject like = ExampleDocuments.file("flattr");
    JsonObject proven = JSON.createPointer("/proof").add(like, JsonValue.EMPTY_JSON_OBJECT);
    JsonObject moodier = JSON.createPointer("/mood").add(like, JsonValue.TRUE);

    assertThat(DocumentDigest.of(proven)).isEqualTo(DocumentDigest.of(like)).hasSize(64);
    assertThat(DocumentDigest.of(moodier)).isNotEqualTo(DocumentDigest.of(like));
  }

  @Test
  void moreDisputesThanCanBeReadAreRefused() {
    Dispute dispute = new Dispute(null, Dispute.Code.SIGNATURE, "");
    List<Dispute> disputes = new ArrayList<>();
    for (int count = 0; count <= Disagreement.MOST_DISPUTES; count++) {
      disputes.add(dispute);
    }

    assertThatThrownBy(
            () ->
                new Disagreement(
                    ActivityId.of("https://birch.example/answers/6"),
                    BIRCH,
                    ActivityId.of("https://alder.example/offers/1"),
                    ActivityId.of("https://alder.example/statements/1"),
                    disputes,
                    null,
                    Instant.EPOCH.plusSeconds(1_800_000_000)))
        .isInstanceOf(ProtocolException.class);
  }

  private static List<FarthingMessage> anyMessages(SplittableRandom random) {
    List<FarthingMessage> messages = new ArrayList<>(anyFlattrMessages(random));
    messages.addAll(anySettlementMessages(random));
    messages.addAll(anyCheckpointMessages(random));
    return messages;
  }

  private static List<FarthingMessage> anyCheckpointMessages(SplittableRandom random) {
    FlattrCheckpoint checkpoint = anyCheckpoint(random);
    ActivityId offer = birch(random);
    return List.of(
        new CheckpointOffer(offer, BIRCH, checkpoint, anyInstant(random)),
        new CheckpointAnswer(alder(random), ALDER, offer, checkpoint, anyInstant(random)));
  }

  private static FlattrCheckpoint anyCheckpoint(SplittableRandom random) {
    return new FlattrCheckpoint(
        anyPeriod(random),
        ALDER,
        BIRCH,
        2 + SeededCases.anyScale(random, Checks.LARGEST_INTEGER - 2),
        anyDigest(random));
  }

  private static List<FarthingMessage> anyFlattrMessages(SplittableRandom random) {
    Flattr flattr = anyFlattr(random);
    Instant now = anyInstant(random);
    long sequence = 1 + SeededCases.anyScale(random, Checks.LARGEST_INTEGER - 1);
    return List.of(
        flattr,
        new Unflattr(alder(random), flattr.actor(), flattr, now),
        new FlattrAnswer.Receipt(
            birch(random),
            BIRCH,
            flattr.id(),
            anyDigest(random),
            flattr.period(),
            sequence,
            anyDigest(random),
            now),
        new FlattrAnswer.UndoReceipt(
            birch(random), BIRCH, flattr.id(), flattr.period(), sequence - 1, now),
        new FlattrAnswer.Waiting(
            birch(random), BIRCH, flattr.id(), any(random, WaitingCode.values()), now),
        new FlattrAnswer.Refusal(
            birch(random), BIRCH, flattr.id(), any(random, RefusalCode.values()), now));
  }

  private static List<FarthingMessage> anySettlementMessages(SplittableRandom random) {
    Statement statement = anyStatement(random);
    Settlement settlement = anySettlement(random);
    Payment payment = anyPayment(random);
    ActivityId offer = alder(random);
    Instant now = anyInstant(random);
    String detail = "Nay: \"" + now + "\" 🌾\n";
    return List.of(
        new StatementOffer(offer, ALDER, statement, now),
        new StatementAnswer.Agreement(birch(random), BIRCH, offer, statement, now),
        new Disagreement(
            birch(random),
            BIRCH,
            offer,
            statement.id(),
            anyDisputes(random, detail),
            random.nextBoolean() ? null : anyCheckpoint(random),
            now),
        new SettlementOffer(offer, ALDER, settlement, now),
        new SettlementAnswer.Confirmation(birch(random), BIRCH, offer, settlement, now),
        new SettlementAnswer.Objection(birch(random), BIRCH, offer, detail, now),
        new PaymentOffer(offer, ALDER, payment, now),
        new PaymentAnswer(birch(random), BIRCH, offer, payment.id(), now));
  }

  private static List<Dispute> anyDisputes(SplittableRandom random, String detail) {
    return IntStream.range(0, random.nextInt(4))
        .mapToObj(place -> anyDispute(random, detail))
        .toList();
  }

  private static Dispute anyDispute(SplittableRandom random, String detail) {
    Dispute.Code code = any(random, Dispute.Code.values());
    return switch (random.nextInt(3)) {
      case 0 -> new Dispute(null, code, detail);
      case 1 -> new Dispute(alder(random), code, detail);
      default ->
          new Dispute(
              alder(random), code, 0, detail, new Evidence(birch(random), random.nextInt(3)));
    };
  }

  private static Payment anyPayment(SplittableRandom random) {
    long cents = 1 + SeededCases.anyScale(random, 1_000_000_000);
    return new Payment(
        alder(random),
        alder(random),
        new Money(cents * CurrencyUnit.EUR.microsPerMinorUnit(), CurrencyUnit.EUR),
        "test",
        "F " + random.nextInt());
  }

  private static <E> E any(SplittableRandom random, E[] constants) {
    return constants[random.nextInt(constants.length)];
  }

  private static Flattr anyFlattr(SplittableRandom random) {
    return new Flattr(
        alder(random),
        ALDER,
        URI.create("https://blog.example/?p=" + random.nextInt() + "#%C3%BC"),
        anyPeriod(random),
        ExampleKeys.BOB,
        random.nextBoolean() ? CurrencyUnit.EUR : CurrencyUnit.XTS,
        random.nextBoolean() ? null : Long.toString(random.nextLong(), 36),
        random.nextBoolean() ? null : alder(random),
        anyInstant(random));
  }

  private static Statement anyStatement(SplittableRandom random) {
    return new Statement(
        alder(random),
        anyPeriod(random),
        ALDER,
        BIRCH,
        1 + random.nextInt(Integer.MAX_VALUE),
        SeededCases.anyScale(random, Checks.LARGEST_INTEGER),
        anyMoney(random, Long.MAX_VALUE),
        anyDigest(random),
        alder(random).uri(),
        anyDigest(random),
        random.nextBoolean() ? null : alder(random));
  }

  private static Settlement anySettlement(SplittableRandom random) {
    Money paid = anyMoney(random, Long.MAX_VALUE / 2);
    Money carried = anyMoney(random, Long.MAX_VALUE / 2);
    return new Settlement(
        alder(random),
        anyPeriod(random),
        ALDER,
        BIRCH,
        random.nextBoolean() ? List.of() : List.of(alder(random), birch(random)),
        paid.plus(carried),
        paid,
        carried,
        "F " + random.nextInt());
  }

  private static Money anyMoney(SplittableRandom random, long most) {
    return new Money(SeededCases.anyScale(random, most), CurrencyUnit.EUR);
  }

  private static String anyDigest(SplittableRandom random) {
    return "%016x".formatted(random.nextLong()).repeat(4);
  }

  private static YearMonth anyPeriod(SplittableRandom random) {
    return YearMonth.of(2000 + random.nextInt(200), 1 + random.nextInt(12));
  }

  private static Instant anyInstant(SplittableRandom random) {
    return Instant.ofEpochSecond(
        random.nextLong(1_000_000_000, 7_000_000_000L), random.nextInt(1_000_000_000));
  }

  private static ActivityId alder(SplittableRandom random) {
    return ActivityId.of("https://alder.example/" + Long.toUnsignedString(random.nextLong(), 36));
  }

  private static ActivityId birch(SplittableRandom random) {
    return ActivityId.of("https://birch.example/" + Long.toUnsignedString(random.nextLong(), 36));
  }

  private static JsonObject parse(String json) {
    return Json.parseObject(json.getBytes(StandardCharsets.UTF_8));
  }
}
