package org.farthing.node;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.farthing.node.guard.Forwarding;
import org.farthing.node.guard.GuardTerms;
import org.farthing.node.guard.RequestLimits;
import org.farthing.node.platform.http.AllowList;
import org.farthing.node.platform.http.Network;
import org.farthing.node.platform.mail.MailTerms;
import org.farthing.node.signin.Registration;

/**
 * What a node is told at its start, read once: defaults, overridden by {@code farthing.yaml},
 * overridden by the environment ({@code policy.feeBasisPoints} is {@code
 * FARTHING_POLICY_FEE_BASIS_POINTS} there).
 *
 * @param origin scheme, host and port under which others know this node; empty until it is set up
 * @param currency ISO 4217, {@code XTS} for play money
 * @param registration who can become a member by themselves
 * @param fediverseSignIn whether accounts elsewhere in the fediverse sign in
 * @param mail how letters leave the node; empty when it sends none
 */
public record NodeConfig(
    Optional<URI> origin,
    Http http,
    DatabaseChoice database,
    Keys keys,
    String currency,
    Policy policy,
    Calendar calendar,
    Flattrs flattrs,
    PeerLimits peers,
    Payments payments,
    Fediverse federation,
    GuardTerms guard,
    Registration registration,
    boolean fediverseSignIn,
    Optional<MailTerms> mail) {

  private static final int MOST_PER_MINUTE = 10_000_000;

  /**
   * Where HTTP is served.
   *
   * @param port 0 for any that is free
   */
  public record Http(String host, int port) {}

  /** The server that holds the data. */
  public sealed interface DatabaseChoice {
    /**
     * A server of our own.
     *
     * @param upgrade whether its folder may be opened, for good, by a newer MariaDB than wrote it
     */
    record Embedded(Path folder, int bufferPoolMegabytes, int connections, boolean upgrade)
        implements DatabaseChoice {}

    /** A server run by others, with user and password in its JDBC URL or beside it. */
    record External(String url, Optional<String> user, Optional<String> password, int connections)
        implements DatabaseChoice {
      /** Without the password. */
      @Override
      public String toString() {
        return "External[connections=" + connections + "]";
      }
    }
  }

  /**
   * The node's master key.
   *
   * @param file holds the key that the actors' private keys are encrypted with; made when missing
   */
  public record Keys(Path file) {}

  /**
   * What a fresh node's first policy says.
   *
   * @param feeBasisPoints of what creators here receive, 0 to 10 000
   * @param minimumBudgetMicros a month, above 0
   * @param giveToGet whether creators receive only in months in which they give
   * @param netMinimumMicros below which peers carry over what they owe, 10 000 to 10 000 000
   */
  public record Policy(
      int feeBasisPoints, long minimumBudgetMicros, boolean giveToGet, long netMinimumMicros) {}

  /** Days after a month's end, each not before the one above it. */
  public record Calendar(
      int cutOffDays,
      int statementDays,
      int disputeDays,
      int netDays,
      int paymentDueDays,
      int overdueDays,
      int suspendedDays,
      int defaultDays) {}

  /**
   * Flattrs that other nodes have not answered.
   *
   * @param graceHours how long after its cut-off a month's split waits for nodes that cannot be
   *     asked, 0 to 720
   * @param offeredAgainMonths in how many later months an unclaimed flattr is offered again, 0 to
   *     24
   */
  public record Flattrs(int graceHours, int offeredAgainMonths) {}

  /**
   * Limits for other nodes.
   *
   * @param mostOwedMicros what one may owe before no more flattrs of its donors are taken, from
   *     0.01
   */
  public record PeerLimits(long mostOwedMicros) {}

  /**
   * Payments between nodes, and to members.
   *
   * @param rail how nodes pay each other: {@code test} or {@code manual}
   * @param payoutMinimumMicros the least that members are paid out at a time, from 0.01
   */
  public record Payments(String rail, long payoutMinimumMicros) {}

  /**
   * This node among other servers.
   *
   * @param secureMode whether ActivityStreams documents are for signed requests alone
   */
  public record Fediverse(boolean secureMode) {}

  /**
   * Reads the configuration.
   *
   * @param file null to read {@code farthing.yaml} in {@code folder} if it is there
   * @param folder what relative paths are relative to
   * @param environment usually {@link System#getenv()}
   * @throws ConfigRefused at the first value that is wrong or not known
   */
  public static NodeConfig read(Optional<Path> file, Path folder, Map<String, String> environment) {
    Settings settings = Settings.read(file, folder, environment);
    NodeConfig config =
        new NodeConfig(
            settings.origin("origin"),
            new Http(
                settings.text("http.host", "localhost"),
                settings.integer("http.port", 8080, 0, 65_535)),
            database(settings),
            new Keys(settings.path("keys.file", "data/farthing.key")),
            settings.currency("currency", "XTS"),
            policy(settings),
            calendar(settings),
            new Flattrs(
                settings.integer("flattrs.graceHours", 24, 0, 720),
                settings.integer("flattrs.offeredAgainMonths", 6, 0, 24)),
            new PeerLimits(settings.micros("peers.mostOwed", "1000.00", "0.01", "1000000000.00")),
            new Payments(
                settings.oneOf("payments.rail", "test", Set.of("test", "manual")),
                settings.micros("payments.payoutMinimum", "10.00", "0.01", "1000000.00")),
            new Fediverse(settings.flag("federation.secureMode", false)),
            guard(settings),
            registration(settings),
            settings.flag("signIn.fediverse", true),
            MailSettings.read(settings));
    settings.refuseUnknown();
    return config;
  }

  private static DatabaseChoice database(Settings settings) {
    Optional<String> url = settings.optional("database.url");
    int connections = settings.integer("database.connections", 24, 2, 1000);
    Path folder = settings.path("database.folder", "data/mariadb");
    int bufferPool = settings.integer("database.bufferPoolMegabytes", 128, 16, 1_048_576);
    boolean upgrade = settings.flag("database.allowUpgrade", false);
    Optional<String> user = settings.optional("database.user");
    Optional<String> password = settings.optional("database.password");
    if (url.isEmpty()) {
      return new DatabaseChoice.Embedded(folder, bufferPool, connections, upgrade);
    }
    if (!url.get().startsWith("jdbc:mariadb://")) {
      throw settings.refused("database.url", "does not start with jdbc:mariadb://");
    }
    return new DatabaseChoice.External(url.get(), user, password, connections);
  }

  private static Registration registration(Settings settings) {
    Set<String> choices =
        Stream.of(Registration.values()).map(Registration::text).collect(Collectors.toSet());
    String chosen = settings.oneOf("registration", Registration.INVITATION.text(), choices);
    return Registration.valueOf(chosen.toUpperCase(Locale.ROOT));
  }

  private static GuardTerms guard(Settings settings) {
    String header =
        settings.oneOf(
            "network.forwardedHeader",
            Forwarding.Header.X_FORWARDED_FOR.text(),
            Stream.of(Forwarding.Header.values())
                .map(Forwarding.Header::text)
                .collect(Collectors.toSet()));
    RequestLimits usual = RequestLimits.STANDARD;
    return new GuardTerms(
        settings.parsed("network.allow", AllowList::parse),
        settings.flag("network.allowMode", false),
        new Forwarding(
            settings.parsed("network.trustedProxies", NodeConfig::proxies),
            header.equals(Forwarding.Header.FORWARDED.text())
                ? Forwarding.Header.FORWARDED
                : Forwarding.Header.X_FORWARDED_FOR),
        new RequestLimits(
            settings.integer("limits.signedPerMinute", usual.signed(), 0, MOST_PER_MINUTE),
            settings.integer("limits.readsPerMinute", usual.reads(), 0, MOST_PER_MINUTE),
            settings.integer("limits.refusedPerMinute", usual.refused(), 0, MOST_PER_MINUTE)));
  }

  private static List<Network> proxies(List<String> entries) {
    return entries.stream().map(NodeConfig::proxy).toList();
  }

  private static Network proxy(String entry) {
    Network network;
    try {
      network = Network.parse(entry);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(entry + " " + e.getMessage(), e);
    }
    if (network.prefix() == 0) {
      throw new IllegalArgumentException(
          entry + " would have everybody's word taken for a proxy's");
    }
    return network;
  }

  private static Policy policy(Settings settings) {
    return new Policy(
        settings.integer("policy.feeBasisPoints", 1000, 0, 10_000),
        settings.micros("policy.minimumBudget", "2.00", "0.01", "1000000.00"),
        settings.flag("policy.giveToGet", true),
        settings.micros("policy.netMinimum", "1.00", "0.01", "10.00"));
  }

  private static Calendar calendar(Settings settings) {
    int cutOff = settings.integer("calendar.cutOffDays", 3, 1, 90);
    int statement = settings.integer("calendar.statementDays", 3, cutOff, 90);
    int dispute = settings.integer("calendar.disputeDays", 8, statement, 90);
    int net = settings.integer("calendar.netDays", 9, dispute, 90);
    int paymentDue = settings.integer("calendar.paymentDueDays", 14, net, 60);
    int overdue = settings.integer("calendar.overdueDays", 19, paymentDue + 1, 90);
    int suspended = settings.integer("calendar.suspendedDays", 29, overdue + 1, 100);
    int defaulted = settings.integer("calendar.defaultDays", 59, suspended + 1, 120);
    return new Calendar(cutOff, statement, dispute, net, paymentDue, overdue, suspended, defaulted);
  }
}
