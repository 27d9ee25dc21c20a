package org.farthing.node.settlement;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.farthing.node.federation.actor.ActivityMedia;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.peer.Peer;
import org.farthing.node.peer.PeerRequests;
import org.farthing.node.peer.Peers;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.http.Problem;
import org.farthing.node.settlement.StatementStore.Line;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.message.StatementLines;
import org.jspecify.annotations.Nullable;

/** The lines of this node's statements, for the creditor they are made for and for nobody else. */
public final class StatementRoutes implements HttpService {

  private static final int MOST_PAGES = 1_000_000;

  private final Database database;
  private final LocalIds ids;
  private final Peers peers;
  private final PeerRequests requests;

  public StatementRoutes(Database database, LocalIds ids, Peers peers, PeerRequests requests) {
    this.database = database;
    this.ids = ids;
    this.peers = peers;
    this.requests = requests;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.get("/settlements/{period}/{pair}/{statement}/lines", this::lines);
  }

  private void lines(ServerRequest request, ServerResponse response) {
    int page = request.query().first("page").asOptional().map(StatementRoutes::page).orElse(1);
    String path = request.path().path();
    ActivityId statement =
        new ActivityId(ids.origin().resolve(path.substring(0, path.length() - "/lines".length())));
    long from = (long) (page - 1) * StatementLines.MOST_LINES;
    requests.require(request, creditor(statement));
    List<Line> some =
        database.read(
            tx ->
                StatementStore.lines(
                    tx, statement.toString(), from, StatementLines.MOST_LINES + 1));
    boolean last = some.size() <= StatementLines.MOST_LINES;
    @Nullable URI next = last ? null : URI.create(statement + "/lines?page=" + (page + 1));
    StatementLines lines =
        new StatementLines(
            statement,
            page,
            next,
            some.stream()
                .limit(StatementLines.MOST_LINES)
                .map(line -> line.asSent(ids.origin()))
                .toList());
    response
        .header(HeaderNames.CONTENT_TYPE, ActivityMedia.TYPE)
        .send(lines.toDocument().toString().getBytes(StandardCharsets.UTF_8));
  }

  private Peer creditor(ActivityId statement) {
    return database
        .read(tx -> StatementStore.creditor(tx, statement.toString()).map(id -> peers.get(tx, id)))
        .orElseThrow(
            () -> new Problem(404, "not_found", "Not found", "There is no such statement."));
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
