package org.farthing.node.settlement.said;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import jakarta.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.farthing.node.federation.actor.ActivityMedia;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.federation.inbox.Inbox;
import org.farthing.node.federation.outbox.Outbox;
import org.farthing.node.peer.Peer;
import org.farthing.node.peer.PeerRequests;
import org.farthing.node.peer.Peers;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.platform.http.Problem;
import org.farthing.protocol.json.Json;
import org.farthing.protocol.message.SettlementPage;
import org.jspecify.annotations.Nullable;

/** What this node and a peer have said to each other about months, for that peer alone. */
public final class SaidRoutes implements HttpService {

  /** Half of what a fetch takes, since the last message may be as long again. */
  private static final int LONG_ENOUGH = 500_000;

  private final Database database;
  private final LocalIds ids;
  private final Peers peers;
  private final PeerRequests requests;
  private final Inbox inbox;
  private final Outbox outbox;

  public SaidRoutes(
      Database database,
      LocalIds ids,
      Peers peers,
      PeerRequests requests,
      Inbox inbox,
      Outbox outbox) {
    this.database = database;
    this.ids = ids;
    this.peers = peers;
    this.requests = requests;
    this.inbox = inbox;
    this.outbox = outbox;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.get("/settlements/{period}/said", this::said);
  }

  private void said(ServerRequest request, ServerResponse response) {
    Peer peer = requests.sender(request, actor -> database.read(tx -> peers.find(tx, actor)));
    YearMonth first = period(request.path().pathParameters().get("period"));
    long after = request.query().first("after").asOptional().map(SaidRoutes::number).orElse(0L);
    SettlementPage page = database.read(tx -> page(tx, peer, first, after));
    response
        .header(HeaderNames.CONTENT_TYPE, ActivityMedia.TYPE)
        .send(page.toDocument().toString().getBytes(StandardCharsets.UTF_8));
  }

  private SettlementPage page(Transaction tx, Peer peer, YearMonth first, long after) {
    List<SaidStore.Row> rows = SaidStore.since(tx, peer.id(), first, after, SettlementPage.MOST);
    Map<String, byte[]> sent = outbox.bodies(tx, hashes(rows, true));
    Map<String, byte[]> received = inbox.bodies(tx, hashes(rows, false));
    List<JsonObject> own = new ArrayList<>();
    List<JsonObject> yours = new ArrayList<>();
    long last = after;
    int length = 0;
    int shown = 0;
    for (SaidStore.Row row : rows) {
      byte[] body = (row.ours() ? sent : received).get(HexFormat.of().formatHex(row.idHash()));
      if (body != null) {
        (row.ours() ? own : yours).add(Json.parseObject(body));
        length += body.length;
      }
      last = row.sequence();
      shown++;
      if (length >= LONG_ENOUGH) {
        break;
      }
    }
    if (shown < rows.size() || rows.size() == SettlementPage.MOST) {
      return new SettlementPage(ids.node(), own, yours, next(first, last));
    }
    addWaiting(tx, peer, length, yours);
    return new SettlementPage(ids.node(), own, yours, null);
  }

  /** What was taken from the peer and rests on something that has not come yet, was said, too. */
  private void addWaiting(Transaction tx, Peer peer, int length, List<JsonObject> yours) {
    int longer = length;
    for (byte[] body : inbox.waitingOf(tx, peer.actor(), SettlementPage.MOST)) {
      longer += body.length;
      if (longer >= LONG_ENOUGH || yours.size() == SettlementPage.MOST) {
        return;
      }
      JsonObject document = Json.parseObject(body);
      if (MonthWord.read(document).isPresent()) {
        yours.add(document);
      }
    }
  }

  private static List<byte[]> hashes(List<SaidStore.Row> rows, boolean ours) {
    return rows.stream().filter(row -> row.ours() == ours).map(SaidStore.Row::idHash).toList();
  }

  private URI next(YearMonth first, long after) {
    return ids.origin().resolve("/settlements/" + first + "/said?after=" + after);
  }

  private static YearMonth period(@Nullable String text) {
    try {
      return YearMonth.parse(String.valueOf(text));
    } catch (DateTimeException e) {
      throw new Problem(400, "malformed_month", "Not a month", "A month is written like 2026-11.");
    }
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new Problem(400, "malformed_page", "Not a page", "Follow the links of the pages.");
    }
  }
}
