package org.farthing.node.settlement;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.farthing.node.federation.actor.ActivityMedia;
import org.farthing.node.federation.actor.RequestSigner;
import org.farthing.node.platform.http.GuardedHttpClient;
import org.farthing.node.platform.http.OutboundResult;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.json.Json;
import org.farthing.protocol.json.JsonRefused;
import org.farthing.protocol.message.Statement;
import org.farthing.protocol.message.StatementLine;
import org.farthing.protocol.message.StatementLines;

/** Fetches the lines of a peer's statement, page by page, signed by this node. */
final class StatementFetch {

  private final GuardedHttpClient client;
  private final RequestSigner signer;

  StatementFetch(GuardedHttpClient client, RequestSigner signer) {
    this.client = client;
    this.signer = signer;
  }

  /** What came of it. */
  sealed interface Outcome {

    /** All lines, in the order of the pages. */
    record Fetched(List<StatementLine> lines) implements Outcome {}

    /** They cannot be had now. */
    record NotNow(String reason) implements Outcome {}

    /** What stands there is no list of lines: the statement cannot be agreed to. */
    record Wrong(String reason) implements Outcome {}
  }

  Outcome fetch(Statement statement) {
    List<StatementLine> lines = new ArrayList<>();
    URI address = statement.lines();
    for (int page = 1; ; page++) {
      if (lines.size() > statement.count()) {
        return new Outcome.Wrong("There are more lines than the statement says.");
      }
      switch (client.send(signer.get(address, Map.of("Accept", ActivityMedia.ACCEPT)))) {
        case OutboundResult.Answer answer when answer.status() == 200 -> {
          Optional<URI> next;
          try {
            next = read(statement, page, answer.body(), lines);
          } catch (JsonRefused | ProtocolException e) {
            return new Outcome.Wrong(address + ": " + e.getMessage());
          }
          if (next.isEmpty()) {
            return new Outcome.Fetched(lines);
          }
          address = next.get();
        }
        case OutboundResult.Answer answer -> {
          return new Outcome.NotNow(address + " answers " + answer.status() + ".");
        }
        case OutboundResult.Failure failure -> {
          return new Outcome.NotNow(address + ": " + failure.reason().code() + ".");
        }
      }
    }
  }

  private static Optional<URI> read(
      Statement statement, int page, byte[] body, List<StatementLine> lines) {
    StatementLines read = StatementLines.read(Json.parseObject(body));
    if (!read.statement().equals(statement.id()) || read.page() != page) {
      throw new ProtocolException("wrong_page", "Another page than the one asked for.");
    }
    lines.addAll(read.lines());
    return read.next();
  }
}
