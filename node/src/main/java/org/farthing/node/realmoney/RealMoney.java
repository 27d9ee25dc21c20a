package org.farthing.node.realmoney;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.farthing.node.audit.AuditLog;
import org.farthing.node.audit.Mandate;
import org.farthing.node.ledger.Breach;
import org.farthing.node.ledger.Seals;
import org.farthing.node.payout.ManualRail;
import org.farthing.node.peer.OwnPolicies;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.platform.http.Problem;
import org.farthing.protocol.money.CurrencyUnit;

/**
 * How a node of play money becomes one of real money. An admin wishes it while the node works; at
 * its next start, before anything else of it works, the books in play money are archived and empty
 * ones begin. Thread-safe.
 */
public final class RealMoney {

  private static final System.Logger LOG = System.getLogger(RealMoney.class.getName());
  private static final String SUBJECT = "node:books";

  private final Database database;
  private final InstantSource calendar;
  private final CurrencyUnit currency;
  private final boolean alreadyReal;
  private final Seals seals;
  private final OwnPolicies policies;
  private final AuditLog audit;
  private final Supplier<List<Breach>> check;
  private final AtomicReference<Runnable> restart = new AtomicReference<>(() -> {});

  /**
   * @param currency in which the node counts now
   * @param alreadyReal whether that is real money, paid by a real way
   * @param check of all books
   */
  public RealMoney(
      Database database,
      InstantSource calendar,
      CurrencyUnit currency,
      boolean alreadyReal,
      Seals seals,
      OwnPolicies policies,
      AuditLog audit,
      Supplier<List<Breach>> check) {
    this.database = database;
    this.calendar = calendar;
    this.currency = currency;
    this.alreadyReal = alreadyReal;
    this.seals = seals;
    this.policies = policies;
    this.audit = audit;
    this.check = check;
  }

  /** How real money was turned on, if it was. */
  public static Optional<Begun> begun(Transaction tx) {
    return RealMoneyStore.begun(tx);
  }

  /** How real money was turned on, if it was. */
  public Optional<Begun> begun() {
    return database.read(RealMoneyStore::begun);
  }

  /** The currency that an admin wishes for, until the node starts again. */
  public Optional<CurrencyUnit> wished() {
    return database.read(RealMoneyStore::wished);
  }

  /** Months with other nodes that have to be over first, oldest first. */
  public List<Obstacle> obstacles() {
    return database.read(RealMoneyStore::obstacles);
  }

  /** Has the node started again once somebody wishes for real money. */
  public void whenWished(Runnable begins) {
    restart.set(begins);
  }

  /**
   * An admin wants real money. Said twice, it is the same wish.
   *
   * @throws Problem {@code real_already}, {@code months_under_way}, {@code books_disagree} or
   *     {@code other_currency_wished}
   */
  public void wish(CurrencyUnit wanted, Mandate mandate) {
    if (alreadyReal) {
      throw refused("real_already", "This node's money is real already.");
    }
    if (wanted.isPlayMoney()) {
      throw new IllegalArgumentException("XTS is play money.");
    }
    requireReady();
    database.execute(
        tx -> {
          Optional<CurrencyUnit> before = RealMoneyStore.wished(tx);
          if (before.isEmpty()) {
            RealMoneyStore.wish(tx, wanted, mandate.by(), calendar.instant());
            audit.record(tx, mandate, "real-money-wish", SUBJECT, List.of());
            tx.afterCommit(restart.get());
          } else if (!before.get().equals(wanted)) {
            throw refused(
                "other_currency_wished", "Another currency is wished for already: " + before.get());
          }
        });
  }

  private void requireReady() {
    if (!obstacles().isEmpty()) {
      throw refused("months_under_way", "Months with other nodes are under way.");
    }
    if (!check.get().isEmpty()) {
      throw refused("books_disagree", "The books do not agree with themselves.");
    }
  }

  private static Problem refused(String code, String detail) {
    return new Problem(409, code, "Not now", detail);
  }

  /**
   * Archives the books in play money if somebody wished it. Nothing else of the node may be at
   * work. What is not ready any more ends the wish, so that the node starts as it was.
   *
   * @return whether the node has to be put together anew, for money that is real now
   */
  public boolean carryOut() {
    Optional<CurrencyUnit> wanted = wished();
    if (wanted.isEmpty() || alreadyReal) {
      return false;
    }
    try {
      requireReady();
    } catch (Problem notReady) {
      giveUp(notReady);
      return false;
    }
    int _ = seals.sealAll();
    database.execute(tx -> turnOn(tx, wanted.get()));
    LOG.log(
        System.Logger.Level.INFO,
        "Real money is on: the books begin empty in {0}; those in {1} are archived.",
        wanted.get().code(),
        currency.code());
    return true;
  }

  private void giveUp(Problem reason) {
    LOG.log(System.Logger.Level.WARNING, "Real money is not turned on: {0}", reason.detail());
    database.execute(
        tx -> {
          RealMoneyStore.forget(tx);
          audit.record(
              tx, Mandate.ofNode(reason.detail()), "real-money-refused", SUBJECT, List.of());
        });
  }

  private void turnOn(Transaction tx, CurrencyUnit wanted) {
    Instant now = calendar.instant();
    YearMonth month = YearMonth.from(now.atZone(ZoneOffset.UTC));
    RealMoneyStore.archiving(tx);
    if (!seals.isAllSealed(tx)) {
      throw new IllegalStateException("Somebody books while the books are archived.");
    }
    PlayArchiveStore.fill(tx);
    RealMoneyStore.reset(tx, month);
    policies.countIn(tx, wanted, List.of(ManualRail.NAME), month);
    RealMoneyStore.begin(tx, wanted, currency, month, now);
    audit.record(
        tx,
        Mandate.ofNode("From " + currency.code() + " to " + wanted.code() + "."),
        "real-money",
        SUBJECT,
        List.of());
  }

  /** Writes all rows of the archive, a JSON object a line, in the order of their tables. */
  public void writeArchive(Appendable out) throws IOException {
    try {
      database.read(
          tx -> {
            PlayArchiveStore.read(tx, line -> append(out, line));
            return true;
          });
    } catch (Unwritable e) {
      throw e.reason;
    }
  }

  private static void append(Appendable out, String line) {
    try {
      out.append(line).append('\n');
    } catch (IOException e) {
      throw new Unwritable(e);
    }
  }

  private static final class Unwritable extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final IOException reason;

    Unwritable(IOException reason) {
      super(reason);
      this.reason = reason;
    }
  }
}
