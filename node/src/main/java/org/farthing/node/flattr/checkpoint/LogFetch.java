package org.farthing.node.flattr.checkpoint;

import jakarta.json.JsonObject;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.farthing.node.federation.actor.ActivityMedia;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.federation.actor.RequestSigner;
import org.farthing.node.federation.directory.ProofCheck;
import org.farthing.node.flattr.log.LogKey;
import org.farthing.node.flattr.log.PairLogs.Range;
import org.farthing.node.peer.Peer;
import org.farthing.node.platform.http.GuardedHttpClient;
import org.farthing.node.platform.http.OutboundResult;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.json.Json;
import org.farthing.protocol.json.JsonRefused;
import org.farthing.protocol.message.FlattrCheckpoint;
import org.farthing.protocol.message.LogHead;
import org.farthing.protocol.message.LogPage;

/** Asks peers for heads and pages of logs, signed by this node. */
final class LogFetch {

  /** So that a peer whose pages never end keeps no other waiting. */
  private static final int MOST_PAGES = 1_000;

  private final LocalIds ids;
  private final GuardedHttpClient client;
  private final RequestSigner signer;
  private final ProofCheck proofs;

  LogFetch(LocalIds ids, GuardedHttpClient client, RequestSigner signer, ProofCheck proofs) {
    this.ids = ids;
    this.client = client;
    this.signer = signer;
    this.proofs = proofs;
  }

  /** A head with the document that the peer has signed. */
  record SignedHead(LogHead head, JsonObject document) {}

  /** What the peer says of a log, be it its own or ours. */
  Fetched<SignedHead> head(Peer peer, LogKey log) {
    return fetch(
        address(peer, log, "/head"),
        document -> {
          LogHead head = LogHead.read(document);
          requireAbout(head, peer, log);
          if (!proofs.isProven(document, peer.actor())) {
            throw new ProtocolException("no_proof", "The head is not proven by its node.");
          }
          return new SignedHead(head, document);
        });
  }

  private void requireAbout(LogHead head, Peer peer, LogKey log) {
    FlattrCheckpoint checkpoint = head.checkpoint();
    ActorId creditor = log.ours() ? ids.node() : peer.actor();
    ActorId debtor = log.ours() ? peer.actor() : ids.node();
    if (!head.node().equals(peer.actor())
        || !checkpoint.creditor().equals(creditor)
        || !checkpoint.debtor().equals(debtor)
        || !checkpoint.period().equals(log.period())) {
      throw new ProtocolException("wrong_log", "The head is about another log.");
    }
  }

  /** Where the first page of some entries stands. */
  URI entries(Peer peer, LogKey log, Range range, boolean withFlattrs) {
    return address(
        peer,
        log,
        "/entries?from=%d&to=%d%s"
            .formatted(range.from(), range.upTo(), withFlattrs ? "&flattrs=true" : ""));
  }

  /** Where the first page of the flattrs stands that have no place in the log. */
  URI waiting(Peer peer, LogKey log) {
    return address(peer, log, "/waiting");
  }

  Fetched<LogPage> page(Peer peer, URI address) {
    return fetch(
        address,
        document -> {
          LogPage page = LogPage.read(document);
          if (!page.node().equals(peer.actor())) {
            throw new ProtocolException("wrong_page", "The page is another node's.");
          }
          return page;
        });
  }

  /**
   * Reads a page and those that follow it.
   *
   * @return why not all could be read; what was read before that stands
   */
  Optional<String> pages(Peer peer, URI first, Consumer<LogPage> reader) {
    URI address = first;
    for (int page = 0; page < MOST_PAGES; page++) {
      switch (page(peer, address)) {
        case Fetched.Not<LogPage> not -> {
          return Optional.of(not.reason());
        }
        case Fetched.Nothing<LogPage> _ -> {
          return Optional.empty();
        }
        case Fetched.Got<LogPage> it -> {
          reader.accept(it.value());
          if (it.value().next().isEmpty()) {
            return Optional.empty();
          }
          address = it.value().next().get();
        }
      }
    }
    return Optional.of(first + " has more pages than are read at once.");
  }

  private static URI address(Peer peer, LogKey log, String rest) {
    String whose = log.ours() ? "/yours" : "/own";
    return peer.actor().origin().resolve("/logs/" + log.period() + whose + rest);
  }

  private <T> Fetched<T> fetch(URI address, Function<JsonObject, T> reader) {
    return switch (client.send(signer.get(address, Map.of("Accept", ActivityMedia.ACCEPT)))) {
      case OutboundResult.Answer answer when answer.status() == 200 -> {
        try {
          yield new Fetched.Got<>(reader.apply(Json.parseObject(answer.body())));
        } catch (JsonRefused | ProtocolException e) {
          yield new Fetched.Not<>(address + ": " + e.getMessage());
        }
      }
      case OutboundResult.Answer answer when answer.status() == 404 -> new Fetched.Nothing<>();
      case OutboundResult.Answer answer ->
          new Fetched.Not<>(address + " answers " + answer.status() + ".");
      case OutboundResult.Failure failure ->
          new Fetched.Not<>(address + ": " + failure.reason().code() + ".");
    };
  }
}
