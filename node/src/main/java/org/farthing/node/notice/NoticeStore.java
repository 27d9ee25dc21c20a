package org.farthing.node.notice;

import static org.farthing.node.generated.Tables.NOTICE;
import static org.farthing.node.generated.Tables.NOTICE_SILENCE;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.farthing.node.account.MemberId;
import org.farthing.node.platform.database.Transaction;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/** Notices, and of which kinds members want no e-mail. */
final class NoticeStore {

  /** Returns the notice's id; none when the member was told before. */
  OptionalLong insert(
      Transaction tx,
      MemberId member,
      NoticeEvent event,
      List<NoticeDetail> details,
      @Nullable String onceOrNull,
      Instant now) {
    int inserted =
        tx.dsl()
            .insertInto(NOTICE)
            .set(NOTICE.MEMBER_ID, member.value())
            .set(NOTICE.EVENT, event.id())
            .set(NOTICE.DETAILS, NoticeDetail.stored(details))
            .set(NOTICE.ONCE, onceOrNull)
            .set(NOTICE.CREATED_AT, now)
            .onDuplicateKeyIgnore()
            .execute();
    return inserted == 1
        ? OptionalLong.of(tx.dsl().lastID().longValueExact())
        : OptionalLong.empty();
  }

  Optional<Notice> find(Transaction tx, long id) {
    return tx.dsl()
        .select(
            NOTICE.ID,
            NOTICE.MEMBER_ID,
            NOTICE.EVENT,
            NOTICE.DETAILS,
            NOTICE.CREATED_AT,
            NOTICE.READ_AT)
        .from(NOTICE)
        .where(NOTICE.ID.eq(id))
        .fetchOptional(NoticeStore::notice);
  }

  /** The newest first. */
  List<Notice> before(Transaction tx, MemberId member, long id, int most) {
    return tx.dsl()
        .select(
            NOTICE.ID,
            NOTICE.MEMBER_ID,
            NOTICE.EVENT,
            NOTICE.DETAILS,
            NOTICE.CREATED_AT,
            NOTICE.READ_AT)
        .from(NOTICE)
        .where(NOTICE.MEMBER_ID.eq(member.value()), NOTICE.ID.lt(id))
        .orderBy(NOTICE.ID.desc())
        .limit(most)
        .fetch(NoticeStore::notice);
  }

  int countUnread(Transaction tx, MemberId member) {
    return tx.dsl()
        .fetchCount(NOTICE, NOTICE.MEMBER_ID.eq(member.value()), NOTICE.READ_AT.isNull());
  }

  void markRead(Transaction tx, MemberId member, long upTo, Instant now) {
    tx.dsl()
        .update(NOTICE)
        .set(NOTICE.READ_AT, now)
        .where(NOTICE.MEMBER_ID.eq(member.value()), NOTICE.ID.le(upTo), NOTICE.READ_AT.isNull())
        .execute();
  }

  Set<NoticeKind> silenced(Transaction tx, MemberId member) {
    return tx
        .dsl()
        .select(NOTICE_SILENCE.KIND)
        .from(NOTICE_SILENCE)
        .where(NOTICE_SILENCE.MEMBER_ID.eq(member.value()))
        .fetch(row -> NoticeKind.valueOf(row.value1().toUpperCase(Locale.ROOT)))
        .stream()
        .collect(Collectors.toUnmodifiableSet());
  }

  void silence(Transaction tx, MemberId member, Set<NoticeKind> kinds) {
    tx.dsl()
        .deleteFrom(NOTICE_SILENCE)
        .where(NOTICE_SILENCE.MEMBER_ID.eq(member.value()))
        .execute();
    for (NoticeKind kind : kinds) {
      tx.dsl()
          .insertInto(NOTICE_SILENCE)
          .set(NOTICE_SILENCE.MEMBER_ID, member.value())
          .set(NOTICE_SILENCE.KIND, kind.id())
          .onDuplicateKeyIgnore()
          .execute();
    }
  }

  void deleteOf(Transaction tx, MemberId member) {
    silence(tx, member, Set.of());
    tx.dsl().deleteFrom(NOTICE).where(NOTICE.MEMBER_ID.eq(member.value())).execute();
  }

  private static Notice notice(Record row) {
    return new Notice(
        row.get(NOTICE.ID),
        new MemberId(row.get(NOTICE.MEMBER_ID)),
        NoticeEvent.of(row.get(NOTICE.EVENT)),
        NoticeDetail.parse(row.get(NOTICE.DETAILS)),
        row.get(NOTICE.CREATED_AT),
        row.get(NOTICE.READ_AT) != null);
  }
}
