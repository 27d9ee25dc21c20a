package org.farthing.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.farthing.node.TestNode.OCTOBER;
import static org.farthing.node.TestNode.awaitQuiet;
import static org.farthing.node.generated.Tables.DELIVERY;
import static org.farthing.node.generated.Tables.OUTBOUND_MESSAGE;

import jakarta.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import org.farthing.node.audit.Mandate;
import org.farthing.node.federation.TestPeer;
import org.farthing.node.peer.Suspension.Reason;
import org.farthing.protocol.Sha256;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.json.Json;
import org.farthing.protocol.message.FarthingMessage;
import org.farthing.protocol.message.MessageReader;
import org.farthing.protocol.message.MessageWriter;
import org.farthing.protocol.message.Settlement;
import org.farthing.protocol.message.SettlementOffer;
import org.farthing.protocol.message.Statement;
import org.farthing.protocol.message.StatementOffer;
import org.farthing.protocol.money.Money;
import org.farthing.protocol.proof.ProofCheck;
import org.farthing.protocol.proof.TrustedKeys;
import org.farthing.protocol.proof.Verdict;
import org.farthing.protocol.settlement.PairMonth.Stage;
import org.farthing.protocol.signature.ObjectProof;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A node that signs two contents for one version of a statement, and two settlements. */
final class StatementForkTest {

  private final TwoNodes month = new TwoNodes();

  @AfterEach
  void close() {
    month.close();
  }

  @Test
  void twoStatementsForOneMonthFreezeItAndAreAProofForEverybody() {
    month.everybodyFlattrs();
    TestNode.cutOff(month.calendar, OCTOBER);
    month.a.closes(OCTOBER);
    awaitQuiet(month.a, month.b);

    offersAlso(month.a, month.b);

    TestPeer.await(
        "the month to be frozen", () -> month.b.stageWith(month.a, OCTOBER) == Stage.FORKED);
    isProven(1);
    var peer = month.b.node().peers().getFirst();
    TestPeer.await(
        "its standing",
        () -> month.b.node().suspension(peer).filter(it -> it.reason() == Reason.FORK).isPresent());
    Mandate mandate = Mandate.ofCommand("restored from an old copy, we talked");
    month.b.node().pairDecisions().release(peer.id(), OCTOBER, mandate);
    month.b.node().pairDecisions().resume(peer.id(), mandate);
    month.b.closes(OCTOBER);
    awaitQuiet(month.a, month.b);
    month.a.closes(OCTOBER);
    month.b.closes(OCTOBER);
    month.everybodyHasWhatIsTheirs();

    settlesAlso(month.a, month.b);
    TestPeer.await(
        "it to be frozen again", () -> month.b.stageWith(month.a, OCTOBER) == Stage.FORKED);
    isProven(2);
    month.b.node().pairDecisions().release(peer.id(), OCTOBER, mandate);
    month.everybodyHasWhatIsTheirs();
  }

  private void isProven(int proofs) {
    assertThat(month.b.node().exports().forks())
        .hasSize(proofs)
        .allSatisfy(
            proof ->
                assertThat(
                        ProofCheck.check(proof.getBytes(StandardCharsets.UTF_8), TrustedKeys.NONE))
                    .isInstanceOf(Verdict.Consistent.class));
  }

  /** A statement for half of it, signed by the node and in its outbox, with the same version. */
  private static void offersAlso(TestNode from, TestNode to) {
    StatementOffer first = said(from, StatementOffer.class);
    Statement it = first.statement();
    Statement other =
        new Statement(
            it.id(),
            it.period(),
            it.debtor(),
            it.creditor(),
            it.version(),
            it.count(),
            new Money(it.gross().micros() / 2, it.gross().currency()),
            it.root(),
            it.lines(),
            it.policy(),
            null);
    ActivityId id = ActivityId.of(first.id() + "/again");
    send(from, to, new StatementOffer(id, from.actor(), other, first.published()));
  }

  /** A settlement with another reference, signed by the node and in its outbox. */
  private static void settlesAlso(TestNode from, TestNode to) {
    SettlementOffer first = said(from, SettlementOffer.class);
    Settlement it = first.settlement();
    Settlement other =
        new Settlement(
            it.id(),
            it.period(),
            it.payer(),
            it.payee(),
            it.statements(),
            it.net(),
            it.paid(),
            it.carried(),
            it.reference() + "2");
    ActivityId id = ActivityId.of(first.id() + "/again");
    send(from, to, new SettlementOffer(id, from.actor(), other, first.published()));
  }

  private static <M extends FarthingMessage> M said(TestNode node, Class<M> kind) {
    return node.inDatabase(
        tx ->
            tx
                .dsl()
                .select(OUTBOUND_MESSAGE.BODY)
                .from(OUTBOUND_MESSAGE)
                .fetch(OUTBOUND_MESSAGE.BODY)
                .stream()
                .map(body -> MessageReader.read(Json.parseObject(body)).orElse(null))
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst()
                .orElseThrow());
  }

  private static void send(TestNode from, TestNode to, FarthingMessage message) {
    var key = from.node().keys().ed25519(from.actor());
    JsonObject signed =
        ObjectProof.sign(
            MessageWriter.write(message, to.actor()), key.id(), key.key(), Instant.now());
    URI inbox = Objects.requireNonNull(from.node().peers().getFirst()).inbox();
    post(from, message.id(), signed, inbox);
  }

  private static void post(TestNode from, ActivityId id, JsonObject signed, URI inbox) {
    from.inDatabaseDo(
        tx -> {
          long message =
              tx.dsl()
                  .insertInto(OUTBOUND_MESSAGE)
                  .set(OUTBOUND_MESSAGE.ID_HASH, hash(id.toString()))
                  .set(OUTBOUND_MESSAGE.ID, id.toString())
                  .set(OUTBOUND_MESSAGE.BODY, signed.toString().getBytes(StandardCharsets.UTF_8))
                  .set(OUTBOUND_MESSAGE.CREATED_AT, Instant.now())
                  .returningResult(OUTBOUND_MESSAGE.SEQUENCE)
                  .fetchSingle(row -> row.value1());
          tx.dsl()
              .insertInto(DELIVERY)
              .set(DELIVERY.MESSAGE, message)
              .set(DELIVERY.INBOX_HASH, hash(inbox.toString()))
              .set(DELIVERY.INBOX, inbox.toString())
              .set(DELIVERY.HOST, inbox.getAuthority())
              .set(DELIVERY.STATE, "pending")
              .set(DELIVERY.ATTEMPTS, 0)
              .set(DELIVERY.NEXT_TRY, Instant.now())
              .execute();
        });
  }

  private static byte[] hash(String text) {
    return Sha256.newDigest().digest(text.getBytes(StandardCharsets.UTF_8));
  }
}
