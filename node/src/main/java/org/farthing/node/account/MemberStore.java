package org.farthing.node.account;

import static org.farthing.node.generated.Tables.MEMBER;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.farthing.node.platform.database.Transaction;
import org.jooq.Record4;
import org.jooq.SelectJoinStep;

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

  Optional<Member> find(Transaction tx, MemberId id) {
    return select(tx).where(MEMBER.ID.eq(id.value())).fetchOptional(MemberStore::member);
  }

  Optional<Member> find(Transaction tx, String name) {
    return select(tx).where(MEMBER.NAME.eq(name)).fetchOptional(MemberStore::member);
  }

  /** In the order of their names, those after the given one. */
  List<Member> after(Transaction tx, String name, int most) {
    return select(tx)
        .where(MEMBER.NAME.gt(name))
        .orderBy(MEMBER.NAME)
        .limit(most)
        .fetch(MemberStore::member);
  }

  long count(Transaction tx) {
    return tx.dsl().fetchCount(MEMBER);
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
