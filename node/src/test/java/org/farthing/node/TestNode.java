package org.farthing.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import org.farthing.node.account.ActorKeyRing;
import org.farthing.node.account.KeyFile;
import org.farthing.node.account.NodeSecret;
import org.farthing.node.federation.TestPeer;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.federation.actor.RequestSigner;
import org.farthing.node.guard.GuardTerms;
import org.farthing.node.ledger.Account;
import org.farthing.node.payout.ManualRail;
import org.farthing.node.payout.TestRail;
import org.farthing.node.peer.PolicyTerms;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.TestDatabase;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.platform.schedule.Clocks;
import org.farthing.node.platform.schedule.SettableClock;
import org.farthing.node.play.Quiet;
import org.farthing.node.settlement.CloseStage;
import org.farthing.node.signin.Registration;
import org.farthing.node.signin.SignInTerms;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.Origin;
import org.farthing.protocol.message.SettlementCalendar;
import org.farthing.protocol.money.CurrencyUnit;
import org.farthing.protocol.settlement.PairMonth;
import org.jspecify.annotations.Nullable;

/**
 * A whole node on a free port, with a database of its own and a calendar to set.
 *
 * <pre>{@code
 * TestNode a = aNode().at(calendar).start();
 * TestMember alice = a.aDonor("alice").withFunds("10.00").withBudget("2.00");
 * alice.flattrs(b.aCreator("bob").thing("song"));
 * awaitQuiet(a, b);
 * }</pre>
 */
public final class TestNode implements AutoCloseable {

  static final YearMonth OCTOBER = YearMonth.of(2026, 10);
  static final YearMonth NOVEMBER = OCTOBER.plusMonths(1);

  /** Every stage of a month at its cut-off. */
  static final SettlementCalendar DAYS = SettlementCalendar.WITHOUT_WAITS;

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int CONNECTIONS = 8;

  private final NodeSetup setup;
  private final @Nullable TestProxy proxy;
  private final SettableClock calendar;
  private Node node;

  private TestNode(NodeSetup setup, @Nullable TestProxy proxy, SettableClock calendar) {
    this.setup = setup;
    this.proxy = proxy;
    this.calendar = calendar;
    this.node = Node.start(setup, TestPeer.IMPATIENT);
  }

  /** Play money, 10 % fee, 2.00 at least to give, give to get, 1.00 at least to net. */
  static Builder aNode() {
    return new Builder();
  }

  /** A calendar that shows the first of October 2026. */
  static SettableClock aCalendar() {
    return new SettableClock(Instant.parse("2026-10-01T00:00:00Z"));
  }

  /** What kind of node it is to be. */
  static final class Builder {

    private SettableClock calendar = aCalendar();
    private String currency = "XTS";
    private boolean giveToGet = true;
    private boolean behindProxy;
    private boolean paysByHand;
    private long mostOwedMicros = NodeSetup.ANY_DEBT;
    private boolean secureMode;
    private GuardTerms guard = GuardTerms.STANDARD;

    Builder at(SettableClock shared) {
      calendar = shared;
      return this;
    }

    Builder withCurrency(String code) {
      currency = code;
      return this;
    }

    Builder withoutGiveToGet() {
      giveToGet = false;
      return this;
    }

    /** A person tells what its bank has sent and what has arrived. */
    Builder thatPaysByHand() {
      paysByHand = true;
      return this;
    }

    /** Takes no flattrs of a node that owes more than this. */
    Builder lendingPeers(String amount) {
      mostOwedMicros = micros(amount);
      return this;
    }

    /** Shows documents to signed requests alone. */
    Builder inSecureMode() {
      secureMode = true;
      return this;
    }

    Builder guardedBy(GuardTerms terms) {
      guard = terms;
      return this;
    }

    /** Others reach it through {@link TestNode#proxy()} alone. */
    Builder behindAProxy() {
      behindProxy = true;
      return this;
    }

    TestNode start() {
      int port = freePort();
      TestProxy proxy = behindProxy ? TestProxy.to(port) : null;
      Origin origin = Origin.of("http://localhost:" + (proxy == null ? port : proxy.port()));
      NodeSetup setup =
          new NodeSetup(
              origin,
              "localhost",
              port,
              TestDatabase.address(),
              CONNECTIONS,
              keyFile(),
              terms(currency, giveToGet),
              new Clocks(calendar, Clocks.ofSystem().system()),
              database -> paysByHand ? new ManualRail(database, calendar) : new TestRail(),
              false,
              NodeSetup.Unanswered.STANDARD,
              mostOwedMicros,
              secureMode,
              guard,
              SignInTerms.of(Registration.INVITATION),
              NodeSetup.USUAL_PAYOUT_MINIMUM);
      return new TestNode(setup, proxy, calendar);
    }
  }

  static PolicyTerms terms(String currency, boolean giveToGet) {
    return new PolicyTerms(
        CurrencyUnit.of(currency),
        1000,
        2_000_000,
        1_000_000,
        giveToGet,
        DAYS,
        List.of(TestRail.NAME));
  }

  private static Path keyFile() {
    try {
      Path folder = Files.createTempDirectory("farthing-test-node-");
      folder.toFile().deleteOnExit();
      Path file = folder.resolve("node.key");
      file.toFile().deleteOnExit();
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Below those that the system gives to connections: it must be free when a node is restarted. */
  private static int freePort() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException e) {
        // Another one has it.
      }
    }
  }

  /** A node that tries again within the fifth of a second what could not be sent or handled. */
  public static Node startImpatient(NodeSetup setup) {
    return Node.start(setup, TestPeer.IMPATIENT);
  }

  Node node() {
    return node;
  }

  NodeSetup setup() {
    return setup;
  }

  SettableClock calendar() {
    return calendar;
  }

  TestProxy proxy() {
    return Optional.ofNullable(proxy).orElseThrow();
  }

  ActorId actor() {
    return new ActorId(setup.origin().resolve("/actor"));
  }

  TestMember aDonor(String name) {
    return TestMember.of(this, node.members().create(name, name));
  }

  TestMember aCreator(String name) {
    return aDonor(name);
  }

  /** A member who was there before the node was restarted. */
  TestMember member(String name) {
    return TestMember.of(this, node.members().find(name).orElseThrow());
  }

  void stop() {
    node.close();
  }

  /** With the same database, address and keys. */
  void restart() {
    node = Node.start(setup, TestPeer.IMPATIENT);
  }

  /** Brings a month as far as it comes now. */
  CloseStage closes(YearMonth month) {
    return node.monthClose().advance(month, CloseStage.CLOSED);
  }

  /** Brings a month to a stage. */
  CloseStage closes(YearMonth month, CloseStage upTo) {
    return node.monthClose().advance(month, upTo);
  }

  String bank() {
    return posted(new Account.Bank());
  }

  String feePending() {
    return posted(new Account.FeePending());
  }

  String feeAvailable() {
    return posted(new Account.FeeAvailable());
  }

  String posted(Account account) {
    return amount(node.balance(account).postedMicros());
  }

  /** How this node stands with another in a month; open when it has nothing to do with it. */
  PairMonth.Stage stageWith(TestNode other, YearMonth month) {
    return node.figures().pairs(month).stream()
        .filter(pair -> pair.peer().actor().equals(other.actor()))
        .map(pair -> pair.month().stage())
        .findFirst()
        .orElse(PairMonth.Stage.OPEN);
  }

  /** What signs requests in this node's name. */
  <T> T signing(InstantSource system, Function<RequestSigner, T> work) {
    try (Database database = Database.open(setup.database(), 2)) {
      LocalIds ids = new LocalIds(setup.origin());
      NodeSecret secret = new KeyFile(setup.keyFile()).open();
      return work.apply(
          new RequestSigner(ids, new ActorKeyRing(database, secret, ids, system), system));
    }
  }

  /** What a look into the database says, or does to it. */
  <T> T inDatabase(Function<Transaction, T> work) {
    try (Database database = Database.open(setup.database(), 2)) {
      return database.write(work);
    }
  }

  /** As {@link #inDatabase}, with no answer. */
  void inDatabaseDo(Consumer<Transaction> work) {
    try (Database database = Database.open(setup.database(), 2)) {
      database.execute(work);
    }
  }

  /** Waits until these nodes have nothing left to do or to say. */
  static void awaitQuiet(TestNode... nodes) {
    Map<String, Node> byName = new HashMap<>();
    for (TestNode each : nodes) {
      byName.put(each.setup.origin().toString(), each.node);
    }
    new Quiet(byName, PATIENCE, _ -> {}).await();
  }

  /** Moves a calendar to the cut-off of a month. */
  static void cutOff(SettableClock calendar, YearMonth month) {
    calendar.set(DAYS.cutOff(month));
  }

  /** Micro-units in units, with all their places: {@code 2.000000}, or {@code 2.00} when whole. */
  static String amount(long micros) {
    return micros % 10_000 == 0
        ? "%d.%02d".formatted(micros / 1_000_000, micros % 1_000_000 / 10_000)
        : "%d.%06d".formatted(micros / 1_000_000, micros % 1_000_000);
  }

  /** Units with two places in micro-units. */
  static long micros(String amount) {
    return Long.parseLong(amount.replace(".", "")) * 10_000;
  }

  @Override
  public void close() {
    node.close();
    if (proxy != null) {
      proxy.close();
    }
  }
}
