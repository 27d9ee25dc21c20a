package org.farthing.node.settlement;

import static org.farthing.node.generated.Tables.PAIR_MONTH;
import static org.farthing.node.generated.Tables.REAL_MONEY;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.farthing.node.generated.enums.PairMonthNetted;
import org.farthing.node.generated.enums.PairMonthOurs;
import org.farthing.node.generated.enums.PairMonthPaid;
import org.farthing.node.generated.enums.PairMonthTheirs;
import org.farthing.node.generated.enums.PairMonthTrouble;
import org.farthing.node.generated.tables.records.PairMonthRecord;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.json.CanonicalJson;
import org.farthing.protocol.json.Json;
import org.farthing.protocol.message.FarthingMessage;
import org.farthing.protocol.message.MessageReader;
import org.farthing.protocol.message.MessageWriter;
import org.farthing.protocol.message.PaymentOffer;
import org.farthing.protocol.message.SettlementOffer;
import org.farthing.protocol.message.StatementOffer;
import org.farthing.protocol.settlement.PairMonth;
import org.jooq.Condition;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The rows of pairs of nodes and months. */
final class PairMonthStore {

  /** Nobody answers anything older than that. */
  static final int MONTHS_LOOKED_BACK = 36;

  private PairMonthStore() {}

  /** A pair's month with its peer. */
  record Row(int peer, PairMonth month) {}

  /** Locks the pair's month until the transaction ends; it begins open. */
  static PairMonth lock(Transaction tx, YearMonth period, int peer) {
    tx.dsl()
        .insertInto(PAIR_MONTH)
        .set(PAIR_MONTH.PERIOD, period)
        .set(PAIR_MONTH.PEER_ID, peer)
        .set(PAIR_MONTH.OURS, PairMonthOurs.none)
        .set(PAIR_MONTH.THEIRS, PairMonthTheirs.none)
        .set(PAIR_MONTH.NETTED, PairMonthNetted.none)
        .set(PAIR_MONTH.PAID, PairMonthPaid.none)
        .set(PAIR_MONTH.DONE, false)
        .onDuplicateKeyIgnore()
        .execute();
    return tx.dsl()
        .selectFrom(PAIR_MONTH)
        .where(PAIR_MONTH.PERIOD.eq(period), PAIR_MONTH.PEER_ID.eq(peer))
        .forUpdate()
        .fetchSingle(PairMonthStore::month);
  }

  static void update(Transaction tx, int peer, PairMonth month, ActorId them) {
    PairMonth.Carried carried = month.carriedOrNull();
    tx.dsl()
        .update(PAIR_MONTH)
        .set(PAIR_MONTH.OURS, PairMonthOurs.valueOf(lower(month.ours())))
        .set(PAIR_MONTH.OURS_OFFER, written(month.our().offerOrNull(), them))
        .set(PAIR_MONTH.OURS_AGREED_MICROS, month.our().agreedMicros())
        .set(PAIR_MONTH.THEIRS, PairMonthTheirs.valueOf(lower(month.theirs())))
        .set(PAIR_MONTH.THEIRS_OFFER, written(month.their().offerOrNull(), them))
        .set(PAIR_MONTH.THEIRS_AGREED_MICROS, month.their().agreedMicros())
        .set(PAIR_MONTH.CARRIED_BY_US_MICROS, carried == null ? null : carried.byUsMicros())
        .set(PAIR_MONTH.CARRIED_BY_THEM_MICROS, carried == null ? null : carried.byThemMicros())
        .set(PAIR_MONTH.NETTED, PairMonthNetted.valueOf(lower(month.netted())))
        .set(PAIR_MONTH.SETTLEMENT_OFFER, written(month.net().offerOrNull(), them))
        .set(PAIR_MONTH.PAID, PairMonthPaid.valueOf(lower(month.paid())))
        .set(PAIR_MONTH.PAYMENT_OFFER, written(month.payment().noticeOrNull(), them))
        .set(PAIR_MONTH.RECEIVED_MICROS, month.payment().receivedMicros())
        .set(PAIR_MONTH.PAYMENT_ATTEMPTS, month.payment().attempts())
        .set(PAIR_MONTH.TROUBLE, PairMonthTrouble.valueOf(lower(month.trouble())))
        .set(PAIR_MONTH.DONE, month.isDone())
        .where(PAIR_MONTH.PERIOD.eq(month.period()), PAIR_MONTH.PEER_ID.eq(peer))
        .execute();
  }

  /**
   * All that are not paid or carried yet, or into which nothing was carried, those of a peer in
   * default too, or have lines in dispute; oldest first.
   */
  static List<Row> open(Transaction tx) {
    Condition unpaid =
        PAIR_MONTH
            .NETTED
            .in(PairMonthNetted.agreed, PairMonthNetted.admitted)
            .and(PAIR_MONTH.PAID.notIn(PairMonthPaid.confirmed, PairMonthPaid.written_off));
    Condition leftOver = unpaid.or(PAIR_MONTH.CARRIED_BY_US_MICROS.isNull());
    return tx.dsl()
        .selectFrom(PAIR_MONTH)
        .where(
            PAIR_MONTH
                .DONE
                .isFalse()
                .or(PAIR_MONTH.TROUBLE.eq(PairMonthTrouble.defaulted).and(leftOver))
                .or(PAIR_MONTH.OURS.eq(PairMonthOurs.partly_agreed)))
        .orderBy(PAIR_MONTH.PERIOD, PAIR_MONTH.PEER_ID)
        .fetch(row -> new Row(row.getPeerId(), month(row)));
  }

  /** All in which something is awaited, from a peer that is in default too. */
  static List<Row> awaited(Transaction tx) {
    return tx.dsl()
        .selectFrom(PAIR_MONTH)
        .where(PAIR_MONTH.DONE.isFalse().or(PAIR_MONTH.TROUBLE.eq(PairMonthTrouble.defaulted)))
        .orderBy(PAIR_MONTH.PERIOD, PAIR_MONTH.PEER_ID)
        .fetch(row -> new Row(row.getPeerId(), month(row)));
  }

  /** Those of a month. */
  static List<Row> of(Transaction tx, YearMonth period) {
    return tx.dsl()
        .selectFrom(PAIR_MONTH)
        .where(PAIR_MONTH.PERIOD.eq(period))
        .orderBy(PAIR_MONTH.PEER_ID)
        .fetch(row -> new Row(row.getPeerId(), month(row)));
  }

  /**
   * A row as it stands.
   *
   * @param monthOrNull null when the row makes no pair's month
   * @param faultOrNull why it makes none
   */
  record Stored(
      int peer, boolean done, @Nullable PairMonth monthOrNull, @Nullable String faultOrNull) {}

  /** Those of a month, for a check that trusts nothing. */
  static List<Stored> stored(Transaction tx, YearMonth period) {
    return tx.dsl()
        .selectFrom(PAIR_MONTH)
        .where(PAIR_MONTH.PERIOD.eq(period))
        .orderBy(PAIR_MONTH.PEER_ID)
        .fetch(
            row -> {
              try {
                return new Stored(row.getPeerId(), row.getDone(), month(row), null);
              } catch (RuntimeException e) {
                return new Stored(row.getPeerId(), row.getDone(), null, String.valueOf(e));
              }
            });
  }

  /** A pair's month, if there is one. */
  static Optional<PairMonth> find(Transaction tx, YearMonth period, int peer) {
    return tx.dsl()
        .selectFrom(PAIR_MONTH)
        .where(PAIR_MONTH.PERIOD.eq(period), PAIR_MONTH.PEER_ID.eq(peer))
        .fetchOptional(PairMonthStore::month);
  }

  /** The last months of a pair, newest first. */
  static List<PairMonth> ofPeer(Transaction tx, int peer) {
    return tx.dsl()
        .selectFrom(PAIR_MONTH)
        .where(PAIR_MONTH.PEER_ID.eq(peer))
        .orderBy(PAIR_MONTH.PERIOD.desc())
        .limit(MONTHS_LOOKED_BACK)
        .fetch(PairMonthStore::month);
  }

  /** The month in which these books began, if those of play money are archived (ADR 35). */
  static Optional<YearMonth> firstOfBooks(Transaction tx) {
    return tx.dsl()
        .select(REAL_MONEY.FIRST_PERIOD)
        .from(REAL_MONEY)
        .where(REAL_MONEY.FIRST_PERIOD.isNotNull())
        .fetchOptional(REAL_MONEY.FIRST_PERIOD);
  }

  /** The oldest month of a pair that is not paid or carried, or whose payment may still come. */
  static Optional<YearMonth> oldestOpen(Transaction tx, int peer) {
    return tx.dsl()
        .select(DSL.min(PAIR_MONTH.PERIOD))
        .from(PAIR_MONTH)
        .where(
            PAIR_MONTH.PEER_ID.eq(peer),
            PAIR_MONTH
                .DONE
                .isFalse()
                .or(PAIR_MONTH.TROUBLE.eq(PairMonthTrouble.defaulted))
                .or(PAIR_MONTH.OURS.eq(PairMonthOurs.partly_agreed)))
        .fetchOptional(row -> row.value1());
  }

  /** The last month of a pair before this one. */
  static Optional<PairMonth> before(Transaction tx, YearMonth period, int peer) {
    return tx.dsl()
        .selectFrom(PAIR_MONTH)
        .where(PAIR_MONTH.PERIOD.lt(period), PAIR_MONTH.PEER_ID.eq(peer))
        .orderBy(PAIR_MONTH.PERIOD.desc())
        .limit(1)
        .fetchOptional(PairMonthStore::month);
  }

  private static PairMonth month(PairMonthRecord row) {
    Long byUs = row.getCarriedByUsMicros();
    Long byThem = row.getCarriedByThemMicros();
    return new PairMonth(
        row.getPeriod(),
        new PairMonth.OurStatement(
            PairMonth.Ours.valueOf(upper(row.getOurs())),
            read(row.getOursOffer(), StatementOffer.class),
            row.getOursAgreedMicros()),
        new PairMonth.TheirStatement(
            PairMonth.Theirs.valueOf(upper(row.getTheirs())),
            read(row.getTheirsOffer(), StatementOffer.class),
            row.getTheirsAgreedMicros()),
        byUs == null || byThem == null ? null : new PairMonth.Carried(byUs, byThem),
        new PairMonth.Net(
            PairMonth.Netted.valueOf(upper(row.getNetted())),
            read(row.getSettlementOffer(), SettlementOffer.class)),
        new PairMonth.PaymentOfNet(
            PairMonth.Paid.valueOf(upper(row.getPaid())),
            read(row.getPaymentOffer(), PaymentOffer.class),
            row.getReceivedMicros(),
            row.getPaymentAttempts()),
        PairMonth.Trouble.valueOf(upper(row.getTrouble())));
  }

  private static @Nullable String written(@Nullable FarthingMessage message, ActorId them) {
    return message == null
        ? null
        : new String(CanonicalJson.of(MessageWriter.write(message, them)), StandardCharsets.UTF_8);
  }

  private static <T extends FarthingMessage> @Nullable T read(
      @Nullable String stored, Class<T> type) {
    if (stored == null) {
      return null;
    }
    JsonObject document = Json.parseObject(stored.getBytes(StandardCharsets.UTF_8));
    return type.cast(MessageReader.read(document).orElseThrow());
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static String upper(Enum<?> value) {
    return value.name().toUpperCase(Locale.ROOT);
  }
}
