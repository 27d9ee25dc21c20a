package org.farthing.node.witness;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import jakarta.json.JsonArrayBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import org.farthing.node.ledger.SealLog;
import org.farthing.node.peer.Peer;
import org.farthing.node.peer.PeerRequests;
import org.farthing.node.peer.Peers;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.platform.http.HttpServer;
import org.farthing.node.platform.http.Problem;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.json.Json;
import org.farthing.protocol.transparency.Checkpoint;
import org.farthing.protocol.transparency.NoteKeyType;
import org.farthing.protocol.transparency.NoteVerdict.SignedBy;
import org.farthing.protocol.transparency.SignedNote;

/** This node's log for everybody, and where peers bring their cosignatures. */
final class WitnessRoutes implements HttpService {

  private static final System.Logger LOG = System.getLogger(WitnessRoutes.class.getName());
  private static final String BASE = "/transparency/";
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final int SEALS_AT_ONCE = 100;

  /** Peers' clocks may be ahead by that much, as for signatures of requests. */
  private static final Duration AHEAD = Duration.ofMinutes(5);

  private final Database database;
  private final InstantSource system;
  private final SealLog log;
  private final Heads heads;
  private final Peers peers;
  private final PeerRequests requests;
  private final PeerKeys keys;

  WitnessRoutes(
      Database database,
      InstantSource system,
      SealLog log,
      Heads heads,
      Peers peers,
      PeerRequests requests,
      PeerKeys keys) {
    this.database = database;
    this.system = system;
    this.log = log;
    this.heads = heads;
    this.peers = peers;
    this.requests = requests;
    this.keys = keys;
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get(BASE + "checkpoint", this::checkpoint)
        .any(BASE + "checkpoint", HttpServer.only("GET"))
        .get(BASE + "witnessed", this::witnessed)
        .any(BASE + "witnessed", HttpServer.only("GET"))
        .get(BASE + "seals", this::seals)
        .any(BASE + "seals", HttpServer.only("GET"))
        .get(BASE + "proof/inclusion", this::inclusion)
        .any(BASE + "proof/inclusion", HttpServer.only("GET"))
        .get(BASE + "proof/consistency", this::consistency)
        .any(BASE + "proof/consistency", HttpServer.only("GET"))
        .post(BASE + "cosignatures", this::cosignature)
        .any(BASE + "cosignatures", HttpServer.only("POST"));
  }

  // ---- the log ----

  private void checkpoint(ServerRequest request, ServerResponse response) {
    Optional<Long> old = number(request, "old");
    answer(
        response,
        tx -> {
          long size = heads.size(tx);
          return old.isPresent()
              ? heads.after(tx, old.get(), size).toString()
              : heads.signed(tx, size).toString();
        });
  }

  private void witnessed(ServerRequest request, ServerResponse response) {
    answer(
        response,
        tx ->
            heads
                .witnessed(tx)
                .map(size -> heads.signed(tx, size).toString())
                .orElseThrow(
                    () ->
                        new Problem(
                            404,
                            "not_witnessed",
                            "Not found",
                            "No peer has cosigned a head yet.")));
  }

  private void inclusion(ServerRequest request, ServerResponse response) {
    long seal = required(request, "seal");
    Optional<Long> asked = number(request, "size");
    answer(
        response,
        tx -> {
          long newest = heads.size(tx);
          long size = asked.or(() -> heads.witnessed(tx).filter(it -> it > seal)).orElse(newest);
          requireInLog(size <= newest && seal < size);
          return heads.inclusion(tx, seal, size).toString();
        });
  }

  private void consistency(ServerRequest request, ServerResponse response) {
    long from = required(request, "from");
    Optional<Long> asked = number(request, "to");
    answer(
        response,
        tx -> {
          long newest = heads.size(tx);
          long to = asked.orElse(newest);
          requireInLog(to <= newest && from <= to);
          return heads.after(tx, from, to).toString();
        });
  }

  private void seals(ServerRequest request, ServerResponse response) {
    long from = number(request, "from").orElse(0L);
    JsonArrayBuilder seals = Json.newArray();
    long size =
        database.snapshot(
            tx -> {
              log.documents(tx, from, SEALS_AT_ONCE)
                  .forEach(seal -> seals.add(Json.parseObject(seal)));
              return log.size(tx);
            });
    String body =
        Json.newObject().add("from", from).add("size", size).add("seals", seals).build().toString();
    response
        .header(HeaderNames.CONTENT_TYPE, "application/json")
        .send(body.getBytes(StandardCharsets.UTF_8));
  }

  private static void requireInLog(boolean kept) {
    if (!kept) {
      throw new Problem(404, "not_in_log", "Not found", "The log is not that large.");
    }
  }

  private void answer(ServerResponse response, Function<Transaction, String> text) {
    byte[] body = database.snapshot(text).getBytes(StandardCharsets.UTF_8);
    response
        .header(HeaderNames.CONTENT_TYPE, TEXT)
        .header(HeaderNames.CACHE_CONTROL, "no-store")
        .send(body);
  }

  private static long required(ServerRequest request, String name) {
    return number(request, name).orElseThrow(() -> malformed(name));
  }

  private static Optional<Long> number(ServerRequest request, String name) {
    Optional<String> text = request.query().first(name).asOptional();
    if (text.isPresent() && !text.get().matches("[0-9]{1,15}")) {
      throw malformed(name);
    }
    return text.map(Long::valueOf);
  }

  private static Problem malformed(String name) {
    return new Problem(400, "malformed_number", "Not a number", name + " is counted from 0.");
  }

  // ---- cosignatures ----

  private void cosignature(ServerRequest request, ServerResponse response) {
    byte[] body = request.content().as(byte[].class);
    Peer peer = requests.sender(request, body, actor -> database.read(tx -> peers.find(tx, actor)));
    SignedNote note;
    Checkpoint head;
    try {
      note = SignedNote.read(body);
      head = Checkpoint.read(note.text());
    } catch (ProtocolException e) {
      throw new Problem(400, e.code(), "Not a signed head", String.valueOf(e.getMessage()));
    }
    requireOurs(peer, head);
    Cosignature cosignature = cosignature(peer, note, head);
    database.execute(tx -> WitnessStore.save(tx, cosignature));
    response.status(Status.NO_CONTENT_204).send();
  }

  private void requireOurs(Peer peer, Checkpoint head) {
    boolean ours =
        database.snapshot(
            tx ->
                head.size() > 0
                    && head.size() <= heads.size(tx)
                    && heads.at(tx, head.size()).equals(head));
    if (!ours) {
      LOG.log(
          System.Logger.Level.WARNING,
          "{0} has seen a head of size {1} that is none of this node’s log.",
          peer.actor(),
          head.size());
      throw new Problem(409, "not_our_head", "Not our head", "Our log never had this head.");
    }
  }

  private Cosignature cosignature(Peer peer, SignedNote note, Checkpoint head) {
    String name = new LogNames(peer.actor().origin()).witness();
    Instant latest = system.instant().plus(AHEAD);
    Optional<SignedBy> signed = keys.signed(note, peer, name, NoteKeyType.COSIGNATURE_V1);
    return signed
        .flatMap(
            it ->
                it.key()
                    .timeOf(it.signature())
                    .filter(time -> !time.isAfter(latest))
                    .map(
                        time ->
                            new Cosignature(peer.id(), LogState.of(head), it.signature(), time)))
        .orElseThrow(
            () ->
                new Problem(
                    401,
                    "invalid_cosignature",
                    "Not cosigned",
                    "No key of " + peer.actor() + " has cosigned this head by now."));
  }
}
