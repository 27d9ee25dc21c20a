package org.farthing.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.farthing.node.account.MemberId;
import org.farthing.node.ledger.Breach;
import org.farthing.node.payout.PaymentRail;
import org.farthing.node.payout.TestRail;
import org.farthing.node.peer.PolicyTerms;
import org.farthing.node.platform.database.DatabaseAddress;
import org.farthing.node.platform.database.TestDatabase;
import org.farthing.node.platform.schedule.Clocks;
import org.farthing.node.platform.schedule.SettableClock;
import org.farthing.node.settlement.CloseStage;
import org.farthing.protocol.activity.Origin;
import org.farthing.protocol.message.SettlementCalendar;
import org.farthing.protocol.money.CurrencyUnit;
import org.farthing.protocol.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * Two nodes that settle with each other, and four months of theirs: October carries half a unit
 * from a to b, November pays it with a residue, December carries again, January is open. Both are
 * checked at many points on the way.
 */
final class CheckedNodes implements AutoCloseable {

  static final String A = "a";
  static final String B = "b";

  private static final YearMonth OCTOBER = YearMonth.of(2026, 10);
  private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);
  private static final YearMonth DECEMBER = YearMonth.of(2026, 12);
  private static final SettlementCalendar DAYS = SettlementCalendar.WITHOUT_WAITS;
  private static final long UNIT = 1_000_000;
  private static final long GIVE_UP_NANOS = 60_000_000_000L;

  private final SettableClock calendar = new SettableClock(Instant.parse("2026-10-01T00:00:00Z"));
  private final Map<String, NodeSetup> setups = new TreeMap<>();
  private final Map<String, Node> nodes = new TreeMap<>();
  private final Map<String, MemberId> members = new TreeMap<>();
  private final Map<String, List<Breach>> checks = new TreeMap<>();

  CheckedNodes(Path folder) {
    start(folder, A, 1000, true);
    start(folder, B, 500, false);
  }

  private void start(Path folder, String name, int fee, boolean giveToGet) {
    int port = freePort();
    PolicyTerms terms =
        new PolicyTerms(
            CurrencyUnit.EUR, fee, 2 * UNIT, UNIT, giveToGet, DAYS, List.of(TestRail.NAME));
    NodeSetup setup =
        new NodeSetup(
            Origin.of("http://localhost:" + port),
            "localhost",
            port,
            TestDatabase.address(),
            10,
            folder.resolve(name + ".key"),
            terms,
            new Clocks(calendar, Clocks.ofSystem().system()),
            _ -> new CheckingRail(),
            false);
    setups.put(name, setup);
    nodes.put(name, Node.start(setup));
  }

  /** Pays as the test rail does, and has both nodes checked in between. */
  private final class CheckingRail implements PaymentRail {
    private final TestRail rail = new TestRail();

    @Override
    public String name() {
      return rail.name();
    }

    @Override
    public boolean isByHand() {
      return rail.isByHand();
    }

    @Override
    public boolean send(String payee, Money amount, String reference) {
      check("ordered " + reference);
      return rail.send(payee, amount, reference);
    }

    @Override
    public void wasSent(String payee, Money amount, String reference) {
      rail.wasSent(payee, amount, reference);
    }

    @Override
    public Money arrived(String payer, Money announced, String reference) {
      check("noticed " + reference);
      return rail.arrived(payer, announced, reference);
    }
  }

  /** What was found at each point, by its name. */
  Map<String, List<Breach>> checks() {
    return checks;
  }

  DatabaseAddress database(String name) {
    return Objects.requireNonNull(setups.get(name)).database();
  }

  Node node(String name) {
    return Objects.requireNonNull(nodes.get(name));
  }

  private MemberId member(String name) {
    return Objects.requireNonNull(members.get(name));
  }

  /** Stops both, and opens them anew with nothing at work. */
  void reopen() {
    nodes.values().forEach(Node::close);
    setups.forEach((name, setup) -> nodes.put(name, Node.open(setup)));
  }

  void play() {
    check("nothing yet");
    join();
    october();
    november();
    december();
    at("2027-01-05T08:00:00Z");
    flattr(A, "alice", "https://blog.example/1");
    flattr(A, "alice", "https://songs.example/10");
    settle("January");
  }

  private void join() {
    join(A, "alice", 12 * UNIT, 2 * UNIT, null);
    join(A, "adam", 6 * UNIT, 3 * UNIT, UNIT / 2);
    join(A, "ann", UNIT, 2 * UNIT, null);
    join(B, "bob", 5 * UNIT, 2 * UNIT, null);
    join(B, "bea", 0, 0, null);
    thing(B, "bob", "https://blog.example/1");
    thing(B, "bob", "https://blog.example/2");
    thing(B, "bea", "https://photos.example/cat");
    thing(A, "alice", "https://songs.example/9");
    thing(A, "alice", "https://songs.example/11");
    thing(A, "ann", "https://songs.example/10");
    node(B).creators().declare("https://nobody.example/", null);
  }

  private void october() {
    at("2026-10-02T09:00:00Z");
    flattr(A, "alice", "https://blog.example/1");
    flattr(A, "alice", "https://blog.example/2");
    flattr(A, "alice", "https://photos.example/cat");
    flattr(A, "adam", "https://photos.example/cat");
    flattr(A, "adam", "https://songs.example/9");
    flattr(A, "adam", "https://songs.example/10");
    flattr(B, "bob", "https://songs.example/9");
    flattr(B, "bob", "https://songs.example/10");
    flattr(B, "bob", "https://nobody.example/");
    check("October, messages under way");
    settle("October, received");
    node(A).flattrs().undo(member("alice"), "https://blog.example/2");
    node(A).giving().setBudget(member("adam"), 4 * UNIT);
    settle("October, undone and raised");
    close(OCTOBER);
  }

  private void november() {
    at("2026-11-10T08:00:00Z");
    node(A).giving().setBudget(member("alice"), 3 * UNIT);
    flattr(A, "alice", "https://blog.example/1");
    flattr(A, "alice", "https://blog.example/2");
    flattr(A, "alice", "https://photos.example/cat");
    flattr(A, "adam", "https://blog.example/2");
    flattr(B, "bob", "https://songs.example/9");
    flattr(B, "bob", "https://songs.example/11");
    flattr(B, "bob", "https://photos.example/cat");
    settle("November");
    close(NOVEMBER);
  }

  private void december() {
    at("2026-12-10T08:00:00Z");
    flattr(A, "adam", "https://blog.example/2");
    settle("December");
    close(DECEMBER);
  }

  private void join(String node, String name, long deposit, long budget, @Nullable Long maximum) {
    MemberId id = node(node).members().create(name, name).id();
    members.put(name, id);
    if (deposit > 0) {
      node(node).deposits().confirm(id.value(), deposit, "start:" + name);
    }
    node(node).giving().setManner(id, maximum, false);
    node(node).giving().setBudget(id, budget);
  }

  private void thing(String node, String creator, String url) {
    String other = node.equals(A) ? B : A;
    node(node).things().register(url, null, member(creator), creator);
    String authority = node(node).origin().authority();
    node(other).creators().declare(url, creator + "@" + authority);
  }

  private void flattr(String node, String donor, String url) {
    node(node).flattrs().record(member(donor), url, donor.equals("adam"));
  }

  /** One node after the other, so that the other is at each stage while this one is. */
  private void close(YearMonth month) {
    calendar.set(DAYS.cutOff(month));
    for (String node : List.of(A, B)) {
      for (CloseStage stage : CloseStage.values()) {
        if (stage.compareTo(CloseStage.POSTED) <= 0) {
          advance(node, month, stage);
        }
      }
    }
    for (String node : List.of(A, B)) {
      advance(node, month, CloseStage.STATED);
      settle(month + " stated by " + node);
    }
    for (String node : List.of(A, B)) {
      advance(node, month, CloseStage.CLOSED);
    }
  }

  private void advance(String node, YearMonth month, CloseStage upTo) {
    CloseStage reached = node(node).monthClose().advance(month, upTo);
    if (reached.compareTo(upTo) < 0) {
      throw new IllegalStateException(node + " comes no further in " + month + " than " + reached);
    }
    check("%s %s by %s".formatted(month, upTo, node));
  }

  private void at(String instant) {
    calendar.set(Instant.parse(instant));
  }

  private void settle(String point) {
    long began = System.nanoTime();
    while (!isQuiet()) {
      if (System.nanoTime() - began > GIVE_UP_NANOS) {
        throw new IllegalStateException("The nodes do not come to rest.");
      }
      LockSupport.parkNanos(1_000_000);
    }
    check(point);
  }

  private boolean isQuiet() {
    long before = accepted();
    return nodes.values().stream()
            .allMatch(
                node -> node.backlog().isEmpty() && !node.isSettling() && node.backlog().isEmpty())
        && accepted() == before;
  }

  private long accepted() {
    return nodes.values().stream().mapToLong(node -> node.backlog().accepted()).sum();
  }

  private void check(String point) {
    List<Breach> found = new ArrayList<>();
    nodes.values().forEach(node -> found.addAll(node.check()));
    synchronized (checks) {
      checks.put(point, found);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    nodes.values().forEach(Node::close);
  }
}
