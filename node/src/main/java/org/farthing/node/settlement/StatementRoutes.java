package org.farthing.node.settlement;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.URI;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.peer.PeerRequests;
import org.farthing.node.peer.Peers;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.http.Gzip;
import org.farthing.node.platform.http.Problem;
import org.farthing.node.settlement.line.LinePage;
import org.farthing.node.settlement.line.OwnLines;
import org.farthing.node.settlement.line.Slot;
import org.farthing.protocol.message.StatementPages;

/** The lines of this node's statements, for the creditor they are made for and for nobody else. */
public final class StatementRoutes implements HttpService {

  private static final int MOST_PAGES = 1_000_000;

  private final Database database;
  private final LocalIds ids;
  private final Peers peers;
  private final PeerRequests requests;
  private final OwnLines ownLines;

  StatementRoutes(
      Database database, LocalIds ids, Peers peers, PeerRequests requests, OwnLines ownLines) {
    this.database = database;
    this.ids = ids;
    this.peers = peers;
    this.requests = requests;
    this.ownLines = ownLines;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.get("/settlements/{period}/{pair}/{statement}/lines", this::lines);
  }

  private void lines(ServerRequest request, ServerResponse response) {
    int page = request.query().first("page").asOptional().map(StatementRoutes::page).orElse(1);
    String path = request.path().path();
    URI statement = ids.origin().resolve(path.substring(0, path.length() - "/lines".length()));
    Slot slot =
        database
            .read(tx -> StatementStore.lines(tx, statement.toString()))
            .orElseThrow(StatementRoutes::notFound);
    requests.require(request, database.read(tx -> peers.get(tx, slot.peer())));
    LinePage lines =
        database.read(tx -> ownLines.page(tx, slot, page)).orElseThrow(StatementRoutes::notFound);
    response.header(HeaderNames.CONTENT_TYPE, StatementPages.MEDIA_TYPE);
    response.header(HeaderNames.VARY, "Accept-Encoding");
    if (Gzip.isTakenBy(request)) {
      response.header(HeaderNames.CONTENT_ENCODING, "gzip").send(lines.gzip());
    } else {
      response.send(lines.text());
    }
  }

  private static Problem notFound() {
    return new Problem(404, "not_found", "Not found", "There are no such lines.");
  }

  private static int page(String text) {
    try {
      int page = Integer.parseInt(text);
      if (page >= 1 && page <= MOST_PAGES) {
        return page;
      }
    } catch (NumberFormatException e) {
      // Said below, like a number out of range.
    }
    throw new Problem(400, "malformed_page", "Not a page", "Pages are counted from 1.");
  }
}
