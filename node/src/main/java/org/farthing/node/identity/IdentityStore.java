package org.farthing.node.identity;

import static org.farthing.node.generated.Tables.IDENTITY;

import java.net.URI;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.farthing.node.account.MemberId;
import org.farthing.node.generated.tables.records.IdentityRecord;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.Sha256;
import org.jooq.Condition;
import org.jooq.exception.DataAccessException;

/** The rows of identities. */
final class IdentityStore {

  private static final int DUPLICATE_ENTRY = 1062;
  private static final int LONGEST_FAULT = 300;

  private IdentityStore() {}

  /** Adds one that is to be proved, unless the member has it already. */
  static void insertIfNew(
      Transaction tx, MemberId member, IdentityKind kind, URI value, Instant now) {
    tx.dsl()
        .insertInto(IDENTITY)
        .set(IDENTITY.MEMBER_ID, member.value())
        .set(IDENTITY.KIND, org.farthing.node.generated.enums.IdentityKind.valueOf(kind.code()))
        .set(IDENTITY.VALUE, value.toString())
        .set(IDENTITY.VALUE_HASH, hash(value.toString()))
        .set(IDENTITY.STATE, stored(IdentityState.PENDING))
        .set(IDENTITY.ADDED_AT, now)
        .onDuplicateKeyIgnore()
        .execute();
  }

  static Optional<Identity> find(Transaction tx, MemberId member, URI value) {
    return select(
            tx,
            IDENTITY
                .MEMBER_ID
                .eq(member.value())
                .and(IDENTITY.VALUE_HASH.eq(hash(value.toString()))))
        .stream()
        .findFirst();
  }

  static Optional<Identity> find(Transaction tx, MemberId member, long id) {
    return select(tx, IDENTITY.ID.eq(id).and(IDENTITY.MEMBER_ID.eq(member.value()))).stream()
        .findFirst();
  }

  static List<Identity> of(Transaction tx, MemberId member) {
    return select(tx, IDENTITY.MEMBER_ID.eq(member.value()));
  }

  /** Whose it is by proof. */
  static Optional<Identity> proved(Transaction tx, String value) {
    return select(tx, IDENTITY.PROVED_HASH.eq(hash(value))).stream().findFirst();
  }

  /** Whose it was last, proved that way, before it was lost. */
  static Optional<Identity> lost(Transaction tx, String value, String how) {
    return tx.dsl()
        .selectFrom(IDENTITY)
        .where(
            IDENTITY.VALUE_HASH.eq(hash(value)),
            IDENTITY.STATE.eq(stored(IdentityState.LOST)),
            IDENTITY.HOW.eq(how))
        .orderBy(IDENTITY.PROVED_AT.desc())
        .limit(1)
        .fetchOptional(IdentityStore::identity);
  }

  /** As {@link #proved(Transaction, String)}, of several: those that are anybody's. */
  static List<Identity> proved(Transaction tx, Collection<URI> values) {
    return select(
        tx, IDENTITY.PROVED_HASH.in(values.stream().map(it -> hash(it.toString())).toList()));
  }

  /** Some proved ones that were last looked at before, the oldest first. */
  static List<Identity> checkedBefore(Transaction tx, Instant before, int most) {
    return tx.dsl()
        .selectFrom(IDENTITY)
        .where(IDENTITY.STATE.eq(stored(IdentityState.PROVED)), IDENTITY.CHECKED_AT.lt(before))
        .orderBy(IDENTITY.CHECKED_AT)
        .limit(most)
        .fetch(IdentityStore::identity);
  }

  /**
   * @return false when another member has proved the same
   */
  static boolean setProved(
      Transaction tx, Identity identity, String how, List<String> domains, Instant now) {
    try {
      tx.dsl()
          .update(IDENTITY)
          .set(IDENTITY.STATE, stored(IdentityState.PROVED))
          .set(IDENTITY.HOW, how)
          .set(IDENTITY.DOMAINS, String.join("\n", domains))
          .set(IDENTITY.PROVED_AT, identity.isProved() ? identity.provedAt().orElse(now) : now)
          .set(IDENTITY.CHECKED_AT, now)
          .set(IDENTITY.FAILURES, 0)
          .setNull(IDENTITY.FAULT)
          .where(IDENTITY.ID.eq(identity.id()))
          .execute();
      return true;
    } catch (DataAccessException e) {
      SQLException cause = e.getCause(SQLException.class);
      if (cause != null && cause.getErrorCode() == DUPLICATE_ENTRY) {
        return false;
      }
      throw e;
    }
  }

  static void setNotFound(
      Transaction tx, long id, IdentityState state, int failures, String fault, Instant now) {
    tx.dsl()
        .update(IDENTITY)
        .set(IDENTITY.STATE, stored(state))
        .set(IDENTITY.CHECKED_AT, now)
        .set(IDENTITY.FAILURES, failures)
        .set(IDENTITY.FAULT, fault.substring(0, Math.min(fault.length(), LONGEST_FAULT)))
        .where(IDENTITY.ID.eq(id))
        .execute();
  }

  static void delete(Transaction tx, long id) {
    tx.dsl().deleteFrom(IDENTITY).where(IDENTITY.ID.eq(id)).execute();
  }

  private static List<Identity> select(Transaction tx, Condition condition) {
    return tx.dsl()
        .selectFrom(IDENTITY)
        .where(condition)
        .orderBy(IDENTITY.ID)
        .fetch(IdentityStore::identity);
  }

  private static Identity identity(IdentityRecord row) {
    return new Identity(
        row.getId(),
        new MemberId(row.getMemberId()),
        IdentityKind.valueOf(row.getKind().name().toUpperCase(Locale.ROOT)),
        URI.create(row.getValue()),
        IdentityState.valueOf(row.getState().name().toUpperCase(Locale.ROOT)),
        row.getHow(),
        row.getDomains().lines().toList(),
        row.getProvedAt(),
        row.getCheckedAt(),
        row.getFailures(),
        row.getFault());
  }

  private static org.farthing.node.generated.enums.IdentityState stored(IdentityState state) {
    return org.farthing.node.generated.enums.IdentityState.valueOf(state.code());
  }

  private static byte[] hash(String value) {
    return Sha256.of(value);
  }
}
