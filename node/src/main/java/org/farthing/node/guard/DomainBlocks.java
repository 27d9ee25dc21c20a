package org.farthing.node.guard;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.farthing.node.audit.AuditLog;
import org.farthing.node.audit.Mandate;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.platform.http.Problem;
import org.farthing.node.platform.schedule.Worker;
import org.jspecify.annotations.Nullable;

/**
 * The rules for domains: changed here, each change in the audit log, and held in memory to be asked
 * at every message. What another process changes is known within seconds. Thread-safe.
 */
public final class DomainBlocks implements AutoCloseable {

  private static final Duration POLL = Duration.ofSeconds(3);

  private final Database database;
  private final AuditLog audit;
  private final InstantSource calendar;
  private final URI origin;
  private final boolean onlyAllowed;
  private volatile Map<String, Severity> rules = Map.of();
  private volatile @Nullable Worker reader;

  /**
   * @param origin of this node, which no rule shuts out
   * @param onlyAllowed whether only servers that a rule allows are spoken with
   */
  public DomainBlocks(
      Database database, AuditLog audit, InstantSource calendar, URI origin, boolean onlyAllowed) {
    this.database = database;
    this.audit = audit;
    this.calendar = calendar;
    this.origin = origin;
    this.onlyAllowed = onlyAllowed;
    reload();
  }

  /** Begins to look for what other processes change. */
  public void start() {
    reader =
        Worker.start(
            "domain blocks",
            POLL,
            () -> {
              reload();
              return false;
            });
  }

  private void reload() {
    rules =
        database.read(DomainBlockStore::all).stream()
            .map(DomainRule.Kept::rule)
            .collect(Collectors.toUnmodifiableMap(it -> it.domain().name(), DomainRule::severity));
  }

  /** All rules, by domain. */
  public List<DomainRule.Kept> all() {
    return database.read(DomainBlockStore::all);
  }

  /** Whether nothing is to be taken from, or given to, the server of an address. Never blocks. */
  public boolean isSuspended(URI address) {
    Map<String, Severity> current = rules;
    List<Severity> found =
        Domain.namesOf(address)
            .flatMap(name -> Optional.ofNullable(current.get(name)).stream())
            .toList();
    return found.contains(Severity.SUSPEND)
        || (onlyAllowed && !found.contains(Severity.ALLOW) && !isOwn(address));
  }

  /** Whether public lists are to leave out what is of the server of an address. Never blocks. */
  public boolean isSilenced(URI address) {
    Map<String, Severity> current = rules;
    return Domain.namesOf(address).anyMatch(name -> current.get(name) == Severity.SILENCE)
        || isSuspended(address);
  }

  private boolean isOwn(URI address) {
    return origin.getHost().equalsIgnoreCase(address.getHost())
        && origin.getPort() == address.getPort();
  }

  /**
   * Sets what holds for a domain.
   *
   * @return whether something has changed
   * @throws Problem 409 {@code own_domain} when the node would shut itself out
   */
  public boolean put(DomainRule rule, Mandate mandate) {
    requireNotOwn(rule);
    boolean changed = database.write(tx -> put(tx, rule, mandate));
    reload();
    return changed;
  }

  /**
   * Takes in others' rules, all or none. They loosen nothing: what is suspended stays so, and what
   * admins noted for themselves stays, too.
   *
   * @return how many have changed
   */
  public int importAll(Collection<DomainRule> given, Mandate mandate) {
    given.forEach(this::requireNotOwn);
    int changed =
        database.write(
            tx ->
                (int)
                    given.stream()
                        .map(rule -> merged(DomainBlockStore.lock(tx, rule.domain()), rule))
                        .filter(rule -> put(tx, rule, mandate))
                        .count());
    reload();
    return changed;
  }

  private static DomainRule merged(Optional<DomainRule> before, DomainRule given) {
    return before
        .map(
            it ->
                new DomainRule(
                    given.domain(),
                    it.severity() == Severity.SUSPEND ? Severity.SUSPEND : given.severity(),
                    given.publicComment() == null ? it.publicComment() : given.publicComment(),
                    it.privateComment()))
        .orElse(given);
  }

  private void requireNotOwn(DomainRule rule) {
    if (rule.severity() == Severity.SUSPEND && rule.domain().covers(origin)) {
      throw new Problem(
          409, "own_domain", "This node's own domain", rule.domain() + " is this node itself.");
    }
  }

  private boolean put(Transaction tx, DomainRule rule, Mandate mandate) {
    if (DomainBlockStore.lock(tx, rule.domain()).filter(rule::equals).isPresent()) {
      return false;
    }
    DomainBlockStore.put(tx, rule, calendar.instant(), mandate.by());
    record(tx, mandate, "domain-" + rule.severity().code(), rule.domain());
    return true;
  }

  /**
   * Ends what holds for a domain.
   *
   * @return whether there was something
   */
  public boolean remove(Domain domain, Mandate mandate) {
    boolean removed =
        database.write(
            tx -> {
              if (DomainBlockStore.lock(tx, domain).isEmpty()) {
                return false;
              }
              DomainBlockStore.remove(tx, domain);
              record(tx, mandate, "domain-unlist", domain);
              return true;
            });
    reload();
    return removed;
  }

  private void record(Transaction tx, Mandate mandate, String action, Domain domain) {
    audit.record(tx, mandate, action, "domain:" + domain, List.of());
  }

  @Override
  public void close() {
    Worker running = reader;
    if (running != null) {
      running.close();
    }
  }
}
