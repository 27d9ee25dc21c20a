package org.farthing.node.account;

import static org.farthing.node.generated.Tables.MEMBER;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.farthing.node.platform.database.Transaction;
import org.jooq.Condition;
import org.jooq.Record1;
import org.jooq.Record4;
import org.jooq.SelectConditionStep;
import org.jooq.SelectJoinStep;
import org.jooq.impl.DSL;

/** The members' rows. */
final class MemberStore {

  /** Returns whether it was inserted; not when the name is taken. */
  boolean insert(Transaction tx, Member member) {
    return tx.dsl()
            .insertInto(MEMBER)
            .set(MEMBER.ID, member.id().value())
            .set(MEMBER.NAME, member.name())
            .set(MEMBER.DISPLAY_NAME, member.displayName())
            .set(MEMBER.CREATED_AT, member.createdAt())
            .onDuplicateKeyIgnore()
            .execute()
        == 1;
  }

  /** Also one who has left. */
  Optional<Member> find(Transaction tx, MemberId id) {
    return select(tx).where(MEMBER.ID.eq(id.value())).fetchOptional(MemberStore::member);
  }

  /** Whatever the name: the column takes ASCII alone, and the database fails at what is not. */
  Optional<Member> find(Transaction tx, String name) {
    if (!MemberNames.isWellFormed(name)) {
      return Optional.empty();
    }
    return select(tx)
        .where(MEMBER.NAME.eq(name), MEMBER.LEFT_AT.isNull())
        .fetchOptional(MemberStore::member);
  }

  /** When the member of this name left, if they have. */
  Optional<Instant> leftAt(Transaction tx, String name) {
    if (!MemberNames.isWellFormed(name)) {
      return Optional.empty();
    }
    return tx.dsl()
        .select(MEMBER.LEFT_AT)
        .from(MEMBER)
        .where(MEMBER.NAME.eq(name))
        .fetchOptional(MEMBER.LEFT_AT);
  }

  /**
   * A member who is here, and does not leave before the transaction ends. Whoever inserts what
   * refers to them waits for it.
   */
  Optional<Member> lock(Transaction tx, MemberId id) {
    return select(tx)
        .where(MEMBER.ID.eq(id.value()), MEMBER.LEFT_AT.isNull())
        .forUpdate()
        .fetchOptional(MemberStore::member);
  }

  void rename(Transaction tx, MemberId id, String displayName) {
    tx.dsl()
        .update(MEMBER)
        .set(MEMBER.DISPLAY_NAME, displayName)
        .where(MEMBER.ID.eq(id.value()))
        .execute();
  }

  boolean isAdmin(Transaction tx, MemberId id) {
    return tx.dsl()
        .fetchExists(
            MEMBER, MEMBER.ID.eq(id.value()), MEMBER.IS_ADMIN.isTrue(), MEMBER.LEFT_AT.isNull());
  }

  void setAdmin(Transaction tx, MemberId id, boolean admin) {
    tx.dsl().update(MEMBER).set(MEMBER.IS_ADMIN, admin).where(MEMBER.ID.eq(id.value())).execute();
  }

  /** Of who has left only the name and the dates stay. */
  void leave(Transaction tx, Member member, Instant now) {
    tx.dsl()
        .update(MEMBER)
        .set(MEMBER.DISPLAY_NAME, member.name())
        .set(MEMBER.LEFT_AT, now)
        .where(MEMBER.ID.eq(member.id().value()))
        .execute();
  }

  /** In the order of their names, those after the given one. */
  List<Member> after(Transaction tx, String name, int most) {
    return select(tx)
        .where(MEMBER.NAME.gt(name), MEMBER.LEFT_AT.isNull())
        .orderBy(MEMBER.NAME)
        .limit(most)
        .fetch(MemberStore::member);
  }

  /** As {@link #after}, of those whose name or shown name has the text in it. */
  List<Member> search(Transaction tx, String text, String after, int most) {
    return select(tx)
        .where(
            MEMBER.NAME.gt(after),
            MEMBER.LEFT_AT.isNull(),
            MEMBER.DISPLAY_NAME.containsIgnoreCase(text).or(hasInName(text)))
        .orderBy(MEMBER.NAME)
        .limit(most)
        .fetch(MemberStore::member);
  }

  /** The column takes ASCII alone. */
  private static Condition hasInName(String text) {
    String small = text.toLowerCase(Locale.ROOT);
    return MemberNames.isWellFormed(small) ? MEMBER.NAME.contains(small) : DSL.falseCondition();
  }

  Map<MemberId, Member> named(Transaction tx, Collection<MemberId> ids) {
    return select(tx)
        .where(MEMBER.ID.in(ids.stream().map(MemberId::value).toList()))
        .fetchMap(row -> new MemberId(row.value1()), MemberStore::member);
  }

  Set<MemberId> admins(Transaction tx) {
    return selectAdmins(tx).fetchSet(row -> new MemberId(row.value1()));
  }

  Set<MemberId> lockAdmins(Transaction tx) {
    return selectAdmins(tx).forUpdate().fetchSet(row -> new MemberId(row.value1()));
  }

  private static SelectConditionStep<Record1<UUID>> selectAdmins(Transaction tx) {
    return tx.dsl()
        .select(MEMBER.ID)
        .from(MEMBER)
        .where(MEMBER.IS_ADMIN.isTrue(), MEMBER.LEFT_AT.isNull());
  }

  long count(Transaction tx) {
    return tx.dsl().fetchCount(MEMBER, MEMBER.LEFT_AT.isNull());
  }

  private static SelectJoinStep<Record4<UUID, String, String, Instant>> select(Transaction tx) {
    return tx.dsl()
        .select(MEMBER.ID, MEMBER.NAME, MEMBER.DISPLAY_NAME, MEMBER.CREATED_AT)
        .from(MEMBER);
  }

  private static Member member(Record4<UUID, String, String, Instant> row) {
    return new Member(new MemberId(row.value1()), row.value2(), row.value3(), row.value4());
  }
}
