package org.farthing.node.peer;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.farthing.node.audit.AuditLog;
import org.farthing.node.audit.Mandate;
import org.farthing.node.federation.actor.ActivitySigner;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.platform.schedule.Worker;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.json.Json;
import org.farthing.protocol.message.NodePolicy;
import org.farthing.protocol.money.CurrencyUnit;
import org.farthing.protocol.money.Fee;
import org.jspecify.annotations.Nullable;

/**
 * This node's own policies, signed, and which of them holds in which month. A month's policy never
 * changes once the month has begun (product rule 7). Thread-safe.
 */
public final class OwnPolicies implements AutoCloseable {

  private static final Duration POLL = Duration.ofMinutes(1);

  /** Until then before a month, its policy can change: other processes have to hear of it. */
  private static final Duration NOTICE = Duration.ofHours(1);

  private final Database database;
  private final LocalIds ids;
  private final ActivitySigner signer;
  private final InstantSource calendar;
  private volatile List<Version> versions;
  private @Nullable Worker reader;

  private OwnPolicies(
      Database database, LocalIds ids, ActivitySigner signer, InstantSource calendar) {
    this.database = database;
    this.ids = ids;
    this.signer = signer;
    this.calendar = calendar;
    this.versions = database.read(OwnPolicyStore::all);
  }

  /**
   * @param document with the proof that it was adopted with
   * @param digest by which receipts and statements name it
   */
  public record Version(NodePolicy policy, JsonObject document, String digest) {}

  /**
   * The policies kept so far, and a new one when the configured terms are others than those that
   * were configured last: from this month on when it is the first, else from the next.
   */
  public static OwnPolicies adopt(
      PolicyTerms terms,
      Database database,
      LocalIds ids,
      ActivitySigner signer,
      InstantSource calendar) {
    OwnPolicies policies = new OwnPolicies(database, ids, signer, calendar);
    Optional<PolicyTerms> before =
        database.read(OwnPolicyStore::configured).map(it -> PolicyTerms.of(it.policy()));
    if (!before.equals(Optional.of(terms))) {
      database.execute(tx -> policies.add(tx, terms, false));
      policies.reload();
    }
    return policies;
  }

  /**
   * An admin wants other terms, from {@link #next} on.
   *
   * @return whether they are others than those that hold then already
   */
  public boolean announce(PolicyTerms terms, AuditLog audit, Mandate mandate) {
    boolean changed =
        database.write(
            tx -> {
              List<Version> kept = OwnPolicyStore.lockAll(tx);
              if (PolicyTerms.of(kept.getLast().policy()).equals(terms)) {
                return false;
              }
              int version = add(tx, terms, true);
              audit.record(tx, mandate, "policy-announce", "policy:" + version, List.of());
              return true;
            });
    reload();
    return changed;
  }

  /**
   * The same terms in another currency, paid in other ways: those that are configured, those that
   * hold and those that are announced.
   *
   * @param from this month, in which nothing was exchanged with other nodes: it may have begun
   */
  public void countIn(Transaction tx, CurrencyUnit currency, List<String> rails, YearMonth from) {
    List<Version> kept = OwnPolicyStore.lockAll(tx);
    PolicyTerms configured =
        PolicyTerms.of(OwnPolicyStore.configured(tx).orElseThrow().policy()).in(currency, rails);
    insert(tx, configured, from, false);
    PolicyTerms last = configured;
    NodePolicy holding = of(from);
    for (Version version : kept) {
      NodePolicy policy = version.policy();
      PolicyTerms terms = PolicyTerms.of(policy).in(currency, rails);
      boolean later = policy.effectiveFrom().isAfter(from);
      if ((later || policy.version() == holding.version()) && !terms.equals(last)) {
        insert(tx, terms, later ? policy.effectiveFrom() : from, true);
        last = terms;
      }
    }
  }

  private int add(Transaction tx, PolicyTerms terms, boolean byAdmin) {
    List<Version> kept = OwnPolicyStore.lockAll(tx);
    return insert(tx, terms, kept.isEmpty() ? month(Duration.ZERO) : next(), byAdmin);
  }

  private int insert(Transaction tx, PolicyTerms terms, YearMonth from, boolean byAdmin) {
    int number = OwnPolicyStore.lockAll(tx).size() + 1;
    NodePolicy policy = policy(terms, ids, number, from);
    Version version = OwnPolicyStore.version(signer.sign(policy.toDocument(), ids.node()));
    OwnPolicyStore.insert(tx, version, byAdmin);
    return number;
  }

  /** The first month whose policy can still change. */
  public YearMonth next() {
    return month(NOTICE).plusMonths(1);
  }

  private YearMonth month(Duration later) {
    return YearMonth.from(calendar.instant().plus(later).atZone(ZoneOffset.UTC));
  }

  /** Begins to look for what other processes announce. */
  public void start() {
    reader =
        Worker.start(
            "policies",
            POLL,
            () -> {
              reload();
              return false;
            });
  }

  private void reload() {
    versions = database.read(OwnPolicyStore::all);
  }

  /** For a node that moves: the next start signs its policy anew, under the new ids. */
  public static void forget(Transaction tx) {
    OwnPolicyStore.deleteAll(tx);
  }

  private static NodePolicy policy(
      PolicyTerms terms, LocalIds ids, int version, YearMonth effectiveFrom) {
    return new NodePolicy(
        new ActivityId(ids.origin().resolve("/policies/" + version)),
        ids.node(),
        version,
        terms.currency(),
        terms.feeBasisPoints(),
        terms.minimumBudgetMicros(),
        terms.netMinimumMicros(),
        terms.giveToGet(),
        terms.calendar(),
        terms.rails(),
        effectiveFrom);
  }

  /** The version that holds in a month; the first one also holds before it was made. */
  public Version version(YearMonth month) {
    List<Version> all = versions;
    return all.reversed().stream()
        .filter(version -> !version.policy().effectiveFrom().isAfter(month))
        .findFirst()
        .orElse(all.getFirst());
  }

  public NodePolicy of(YearMonth month) {
    return version(month).policy();
  }

  /** What will hold after a month instead, if that is known. */
  public Optional<NodePolicy> announced(YearMonth month) {
    NodePolicy last = versions.getLast().policy();
    return last.effectiveFrom().isAfter(month) ? Optional.of(last) : Optional.empty();
  }

  public Fee fee(YearMonth month) {
    return new Fee(of(month).feeBasisPoints());
  }

  /** A version with a proof of the key in use: that of its adoption may be revoked since. */
  public JsonObject signed(Version version) {
    JsonObject unsigned = Json.newObject(version.document()).remove("proof").build();
    return signer.sign(unsigned, version.policy().node());
  }

  /** All versions, oldest first. */
  public List<Version> all() {
    return versions;
  }

  @Override
  public void close() {
    if (reader != null) {
      reader.close();
    }
  }
}
