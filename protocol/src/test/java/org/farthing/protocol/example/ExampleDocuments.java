package org.farthing.protocol.example;

import static org.farthing.protocol.example.ExampleFlattrs.CHECKPOINT_ANSWER;
import static org.farthing.protocol.example.ExampleFlattrs.CHECKPOINT_OFFER;
import static org.farthing.protocol.example.ExampleFlattrs.LOG;
import static org.farthing.protocol.example.ExampleFlattrs.UNFLATTR;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.json.Json;
import org.farthing.protocol.message.FarthingMessage;
import org.farthing.protocol.message.LogPage;
import org.farthing.protocol.message.MessageWriter;
import org.farthing.protocol.message.SettlementPage;
import org.farthing.protocol.message.Statement;

/** The examples as documents, by the names of their files. */
public final class ExampleDocuments {

  /** Policies say no time themselves. */
  private static final Instant POLICIES_SIGNED = Instant.parse("2026-11-01T00:00:00Z");

  private final ExampleMonth month = new ExampleMonth();

  /** An example as its file has it. */
  public static JsonObject file(String name) throws IOException {
    return Json.parseObject(
        Files.readAllBytes(Path.of("..", "docs", "protocol", "examples", name + ".json")));
  }

  /** What nodes say to each other. */
  public Map<String, FarthingMessage> messages() {
    Map<String, FarthingMessage> all = new LinkedHashMap<>();
    all.put("flattr", ExampleFlattrs.FLATTR);
    all.put("anonymous-flattr", ExampleFlattrs.ANONYMOUS);
    all.put("undone-flattr", ExampleFlattrs.UNDONE);
    all.put("offered-again-flattr", ExampleFlattrs.OFFERED_AGAIN);
    all.put("late-flattr", ExampleFlattrs.LATE);
    all.put("unflattr", UNFLATTR);
    all.put("gift", ExampleFlattrs.GIFT);
    all.put("receipt", ExampleFlattrs.RECEIPT);
    all.put("waiting", ExampleFlattrs.WAITING);
    all.put("refusal", ExampleFlattrs.REFUSAL);
    all.put("undo-receipt", ExampleFlattrs.UNDO_RECEIPT);
    all.put("checkpoint-offer", CHECKPOINT_OFFER);
    all.put("checkpoint-answer", CHECKPOINT_ANSWER);
    all.put("statement-offer", month.statement);
    all.put("disagreement", month.disagreement);
    all.put("second-statement-offer", month.secondStatement);
    all.put("agreement-in-part", month.agreementInPart);
    all.put("birchs-statement-offer", month.birchsStatement);
    all.put("agreement", month.agreement);
    all.put("octobers-settlement-offer", ExampleMonth.octobersOffer());
    all.put("settlement-offer", month.settlement);
    all.put("confirmation", month.confirmation);
    all.put("objection", month.objection);
    all.put("payment-offer", month.payment);
    all.put("payment-answer", month.paymentReceipt);
    all.put("claim", ExampleFlattrs.CLAIM);
    return all;
  }

  /** Whom an example goes to that does not say so itself. */
  public static ActorId peerOf(FarthingMessage message) {
    return message.actor().equals(ExampleKeys.BIRCH) ? ExampleKeys.ALDER : ExampleKeys.BIRCH;
  }

  /** Messages, and documents that are fetched, without the proofs of a node or member. */
  public Map<String, JsonObject> unsigned() {
    Map<String, JsonObject> all = new LinkedHashMap<>();
    messages().forEach((name, message) -> all.put(name, written(message)));
    all.put("ownership", ExampleFlattrs.OWNERSHIP.toDocument());
    all.put("node-policy", ExampleFlattrs.POLICY.toDocument());
    all.put("alders-policy", ExampleFlattrs.ALDERS_POLICY.toDocument());
    all.put("log-head", ExampleFlattrs.HEAD.toDocument());
    return all;
  }

  /** The same, signed. */
  public Map<String, JsonObject> signed() {
    Map<String, JsonObject> all = new LinkedHashMap<>();
    unsigned().forEach((name, document) -> all.put(name, signed(document)));
    return all;
  }

  /** One of them. */
  JsonObject signed(String name) {
    return Objects.requireNonNull(signed().get(name), name);
  }

  /**
   * Pages that carry what was said, signed or not, and no proof of their own. The whole log, which
   * is long, only as it is served.
   */
  public Map<String, JsonObject> pages(boolean signed) {
    Map<String, JsonObject> all = new LinkedHashMap<>();
    all.put("log-page", logPage(1, signed).toDocument());
    all.put("settlement-page", settlementPage(signed).toDocument());
    if (signed) {
      all.put("whole-log-page", logPage(LOG.size(), true).toDocument());
    }
    return all;
  }

  /** What birch states that it owes alder. */
  Statement birchsStatement() {
    return month.birchsStatement.statement();
  }

  /**
   * The log's first entries and what they answer.
   *
   * @param entries how many
   */
  public LogPage logPage(int entries, boolean signed) {
    Stream<FarthingMessage> flattrs = ExampleFlattrs.given().stream().limit(entries);
    Stream<FarthingMessage> undone = entries < LOG.size() ? Stream.of() : Stream.of(UNFLATTR);
    return new LogPage(
        ExampleKeys.BIRCH,
        LOG.stream().limit(entries).map(answer -> shown(answer, signed)).toList(),
        Stream.concat(flattrs, undone).map(each -> shown(each, signed)).toList(),
        null);
  }

  /** The first that was said: both statements. */
  public SettlementPage settlementPage(boolean signed) {
    return new SettlementPage(
        ExampleKeys.BIRCH,
        List.of(shown(month.birchsStatement, signed)),
        List.of(shown(month.statement, signed)),
        URI.create("https://birch.example/settlements/2026-11/said?after=2"));
  }

  private static JsonObject shown(FarthingMessage message, boolean signed) {
    return signed ? signed(written(message)) : written(message);
  }

  private static JsonObject written(FarthingMessage message) {
    return MessageWriter.write(message, peerOf(message));
  }

  /** With the proof of its actor, or of the node that it is attributed to. */
  private static JsonObject signed(JsonObject document) {
    String actor = document.getString("actor", document.getString("attributedTo", ""));
    String published = document.getString("published", POLICIES_SIGNED.toString());
    return ExampleKeys.of(ActorId.of(actor)).sign(document, Instant.parse(published));
  }
}
