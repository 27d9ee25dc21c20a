package org.farthing.node.flattr.checkpoint;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.farthing.node.federation.actor.ActivityMedia;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.flattr.UnplacedFlattrs;
import org.farthing.node.flattr.log.LogKey;
import org.farthing.node.flattr.log.PairLogs;
import org.farthing.node.flattr.log.PairLogs.Range;
import org.farthing.node.flattr.log.PairLogs.Signed;
import org.farthing.node.peer.Peer;
import org.farthing.node.peer.PeerRequests;
import org.farthing.node.peer.Peers;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.platform.http.Problem;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.json.Json;
import org.farthing.protocol.message.LogEntry;
import org.farthing.protocol.message.LogPage;
import org.jspecify.annotations.Nullable;

/**
 * The logs of this node and a peer, for that peer alone: {@code own} is what this node writes,
 * {@code yours} what it holds of the peer's.
 */
public final class LogRoutes implements HttpService {

  private static final int MONTHS_BACK = 36;

  private final Database database;
  private final InstantSource calendar;
  private final LocalIds ids;
  private final Peers peers;
  private final PeerRequests requests;
  private final PairLogs logs;
  private final LogHeads heads;
  private final UnplacedFlattrs unplaced;

  LogRoutes(
      Database database,
      InstantSource calendar,
      LocalIds ids,
      Peers peers,
      PeerRequests requests,
      PairLogs logs,
      LogHeads heads,
      UnplacedFlattrs unplaced) {
    this.database = database;
    this.calendar = calendar;
    this.ids = ids;
    this.peers = peers;
    this.requests = requests;
    this.logs = logs;
    this.heads = heads;
    this.unplaced = unplaced;
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get("/logs/{period}/{side}/head", this::head)
        .get("/logs/{period}/{side}/entries", this::entries)
        .get("/logs/{period}/{side}/waiting", this::waiting);
  }

  private void head(ServerRequest request, ServerResponse response) {
    Peer peer = peer(request);
    LogKey log = log(request, peer);
    send(response, heads.signed(database.write(tx -> heads.of(tx, peer, log))));
  }

  private void entries(ServerRequest request, ServerResponse response) {
    Peer peer = peer(request);
    LogKey log = log(request, peer);
    Range range = new Range(number(request, "from"), number(request, "to"));
    boolean withFlattrs =
        request.query().first("flattrs").asOptional().filter("true"::equals).isPresent();
    LogPage page =
        database.read(
            tx -> {
              List<Signed> some = logs.page(tx, log, range, LogPage.MOST);
              return new LogPage(
                  ids.node(),
                  some.stream().map(each -> Json.parseObject(each.answer())).toList(),
                  withFlattrs ? flattrs(tx, log, some) : List.of(),
                  next(request, some, range, withFlattrs));
            });
    send(response, page.toDocument());
  }

  private static List<ActivityId> flattrs(List<Signed> entries) {
    return entries.stream().map(each -> each.entry().flattr()).distinct().toList();
  }

  /** The Likes and, of what this node has counted and its donor has undone, the Undos. */
  private List<JsonObject> flattrs(Transaction tx, LogKey log, List<Signed> entries) {
    List<JsonObject> flattrs = new ArrayList<>(likes(tx, log, flattrs(entries)));
    if (log.ours()) {
      List<ActivityId> undone =
          entries.stream()
              .map(Signed::entry)
              .filter(entry -> entry.kind() == LogEntry.Kind.UNDO)
              .map(LogEntry::flattr)
              .limit(LogPage.MOST - flattrs.size())
              .toList();
      logs.undos(tx, undone).stream().map(Json::parseObject).forEach(flattrs::add);
    }
    return flattrs;
  }

  private List<JsonObject> likes(Transaction tx, LogKey log, List<ActivityId> flattrs) {
    return logs.likes(tx, flattrs, log.ours()).stream().map(Json::parseObject).toList();
  }

  private @Nullable URI next(
      ServerRequest request, List<Signed> some, Range range, boolean withFlattrs) {
    if (some.size() < LogPage.MOST || some.getLast().entry().sequence() >= range.upTo()) {
      return null;
    }
    long from = some.getLast().entry().sequence() + 1;
    String flattrs = withFlattrs ? "&flattrs=true" : "";
    return ids.origin()
        .resolve(request.path().path() + "?from=%d&to=%d%s".formatted(from, range.upTo(), flattrs));
  }

  private void waiting(ServerRequest request, ServerResponse response) {
    Peer peer = peer(request);
    LogKey log = log(request, peer);
    String after = request.query().first("after").asOptional().orElse("");
    LogPage page =
        database.read(
            tx -> {
              List<ActivityId> some = unplaced.page(tx, log, after, LogPage.MOST);
              @Nullable URI next =
                  some.size() < LogPage.MOST
                      ? null
                      : ids.origin()
                          .resolve(request.path().path() + "?after=" + encoded(some.getLast()));
              return new LogPage(ids.node(), List.of(), likes(tx, log, some), next);
            });
    send(response, page.toDocument());
  }

  private static String encoded(ActivityId id) {
    return URLEncoder.encode(id.toString(), StandardCharsets.UTF_8);
  }

  private Peer peer(ServerRequest request) {
    return requests.sender(request, actor -> database.read(tx -> peers.find(tx, actor)));
  }

  private LogKey log(ServerRequest request, Peer peer) {
    String side = request.path().pathParameters().get("side");
    Optional<Boolean> ours =
        switch (side) {
          case "own" -> Optional.of(true);
          case "yours" -> Optional.of(false);
          default -> Optional.empty();
        };
    YearMonth period = period(request.path().pathParameters().get("period"));
    if (ours.isEmpty() || !isOfOurTime(period)) {
      throw new Problem(404, "not_found", "Not found", "There is no such log.");
    }
    return new LogKey(period, peer.id(), ours.get());
  }

  /** So that no peer makes this node keep a row for every month there can be. */
  private boolean isOfOurTime(YearMonth period) {
    YearMonth now = YearMonth.from(calendar.instant().atZone(ZoneOffset.UTC));
    return !period.isAfter(now.plusMonths(1)) && !period.isBefore(now.minusMonths(MONTHS_BACK));
  }

  private static YearMonth period(String text) {
    try {
      return YearMonth.parse(text);
    } catch (DateTimeException e) {
      throw new Problem(400, "malformed_month", "Not a month", "A month is written like 2026-11.");
    }
  }

  private static long number(ServerRequest request, String name) {
    try {
      long number = Long.parseLong(request.query().first(name).asOptional().orElse(""));
      if (number >= 1) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, like a number out of range.
    }
    throw new Problem(
        400, "malformed_sequence", "Not a sequence", "Entries are counted from 1, in from and to.");
  }

  private static void send(ServerResponse response, JsonObject document) {
    response
        .header(HeaderNames.CONTENT_TYPE, ActivityMedia.TYPE)
        .send(document.toString().getBytes(StandardCharsets.UTF_8));
  }
}
