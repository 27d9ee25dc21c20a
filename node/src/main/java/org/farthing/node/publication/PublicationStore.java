package org.farthing.node.publication;

import static org.farthing.node.generated.Tables.CREATOR;
import static org.farthing.node.generated.Tables.MEMBER;
import static org.farthing.node.generated.Tables.PUBLICATION;
import static org.farthing.node.generated.Tables.PUBLICATION_TAG;
import static org.farthing.node.generated.Tables.THING;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.farthing.node.account.Member;
import org.farthing.node.account.MemberId;
import org.farthing.node.platform.database.Transaction;
import org.jooq.Condition;
import org.jooq.OrderField;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The rows of what is told of things. A thing without one is listed, and tells its title alone. */
final class PublicationStore {

  private static final int LONGEST_TITLE = 300;

  private static final Condition STANDS = THING.WITHDRAWN_AT.isNull();
  static final Condition LISTED =
      STANDS.and(DSL.coalesce(PUBLICATION.LISTED, DSL.inline(true)).isTrue());

  private PublicationStore() {}

  /** Until the transaction ends, nobody else changes what this creator publishes. */
  static void lock(Transaction tx, MemberId creator) {
    tx.dsl()
        .select(MEMBER.ID)
        .from(MEMBER)
        .where(MEMBER.ID.eq(creator.value()))
        .forUpdate()
        .fetchSingle();
  }

  static Optional<Publication> find(Transaction tx, long thing) {
    return select(tx, THING.ID.eq(thing), 1, THING.ID.desc()).stream().findFirst();
  }

  /** What was published here as this, and is not withdrawn. */
  static Optional<Publication> find(Transaction tx, byte[] firstSent) {
    return select(tx, PUBLICATION.FIRST_SENT.eq(firstSent), 1, THING.ID.desc()).stream()
        .findFirst();
  }

  /** What a creator has not withdrawn, the newest first. */
  static List<Publication> of(
      Transaction tx, MemberId creator, @Nullable Long beforeOrNull, int most) {
    return select(tx, STANDS.and(of(creator, beforeOrNull)), most, THING.ID.desc());
  }

  /**
   * What everybody can see in a creator's lists, the newest first.
   *
   * @param tagOrNull only what bears this tag
   */
  static List<Publication> listed(
      Transaction tx,
      MemberId creator,
      @Nullable String tagOrNull,
      @Nullable Long beforeOrNull,
      int most) {
    Condition tagged =
        tagOrNull == null
            ? DSL.noCondition()
            : THING.ID.in(
                DSL.select(PUBLICATION_TAG.THING_ID)
                    .from(PUBLICATION_TAG)
                    .where(PUBLICATION_TAG.TAG.eq(tagOrNull)));
    return select(tx, LISTED.and(of(creator, beforeOrNull)).and(tagged), most, THING.ID.desc());
  }

  static List<Publication> pinned(Transaction tx, MemberId creator, int most) {
    return select(
        tx,
        LISTED.and(of(creator, null)).and(PUBLICATION.PINNED_AT.isNotNull()),
        most,
        PUBLICATION.PINNED_AT.desc());
  }

  static int countListed(Transaction tx, MemberId creator) {
    return tx.dsl()
        .selectCount()
        .from(THING)
        .join(CREATOR)
        .on(CREATOR.ID.eq(THING.CREATOR_ID))
        .leftJoin(PUBLICATION)
        .on(PUBLICATION.THING_ID.eq(THING.ID))
        .where(LISTED, of(creator, null))
        .fetchSingle(row -> row.value1());
  }

  private static Condition of(MemberId creator, @Nullable Long beforeOrNull) {
    Condition theirs = CREATOR.MEMBER_ID.eq(creator.value());
    return beforeOrNull == null ? theirs : theirs.and(THING.ID.lt(beforeOrNull));
  }

  private static List<Publication> select(
      Transaction tx, Condition condition, int most, OrderField<?> order) {
    return select(tx, condition, 0, most, order);
  }

  static List<Publication> select(
      Transaction tx, Condition condition, int offset, int most, OrderField<?> order) {
    List<Record> rows =
        tx.dsl()
            .select(THING.ID, THING.URL, THING.TITLE, THING.ADDED_AT, THING.WITHDRAWN_AT)
            .select(MEMBER.ID, MEMBER.NAME, MEMBER.DISPLAY_NAME, MEMBER.CREATED_AT)
            .select(PUBLICATION.fields())
            .from(THING)
            .join(CREATOR)
            .on(CREATOR.ID.eq(THING.CREATOR_ID))
            .join(MEMBER)
            .on(MEMBER.ID.eq(CREATOR.MEMBER_ID))
            .leftJoin(PUBLICATION)
            .on(PUBLICATION.THING_ID.eq(THING.ID))
            .where(condition)
            .orderBy(order)
            .limit(offset, most)
            .fetch()
            .map(row -> row);
    Map<Long, List<String>> tags = tags(tx, rows.stream().map(row -> row.get(THING.ID)).toList());
    return rows.stream()
        .map(row -> publication(row, tags.getOrDefault(row.get(THING.ID), List.of())))
        .toList();
  }

  private static Map<Long, List<String>> tags(Transaction tx, List<Long> things) {
    return tx.dsl()
        .select(PUBLICATION_TAG.THING_ID, PUBLICATION_TAG.TAG)
        .from(PUBLICATION_TAG)
        .where(PUBLICATION_TAG.THING_ID.in(things))
        .orderBy(PUBLICATION_TAG.THING_ID, PUBLICATION_TAG.PLACE)
        .fetchGroups(PUBLICATION_TAG.THING_ID, PUBLICATION_TAG.TAG);
  }

  private static Publication publication(Record row, List<String> tags) {
    boolean told = row.get(PUBLICATION.THING_ID) != null;
    String url = row.get(THING.URL);
    String title = row.get(THING.TITLE);
    return new Publication(
        row.get(THING.ID),
        url,
        new Member(
            new MemberId(row.get(MEMBER.ID)),
            row.get(MEMBER.NAME),
            row.get(MEMBER.DISPLAY_NAME),
            row.get(MEMBER.CREATED_AT)),
        new Content(
            title == null ? url.substring(0, Math.min(url.length(), LONGEST_TITLE)) : title,
            row.get(PUBLICATION.TEXT),
            row.get(PUBLICATION.SUMMARY),
            tags,
            row.get(PUBLICATION.LANGUAGE),
            row.get(PUBLICATION.IMAGE),
            row.get(PUBLICATION.ALT),
            !told || row.get(PUBLICATION.LISTED)),
        row.get(PUBLICATION.PINNED_AT) != null,
        told ? row.get(PUBLICATION.REVISION) : 0,
        told ? row.get(PUBLICATION.PUBLISHED_AT) : row.get(THING.ADDED_AT),
        row.get(PUBLICATION.UPDATED_AT),
        row.get(THING.WITHDRAWN_AT));
  }

  /**
   * @param firstSentOrNull of what is published here
   * @return whether it is new; else what is there stays
   */
  static boolean insertIfNew(
      Transaction tx, long thing, Content content, byte @Nullable [] firstSentOrNull, Instant now) {
    boolean isNew =
        tx.dsl()
                .insertInto(PUBLICATION)
                .set(PUBLICATION.THING_ID, thing)
                .set(PUBLICATION.SUMMARY, content.summaryOrNull())
                .set(PUBLICATION.TEXT, content.textOrNull())
                .set(PUBLICATION.LANGUAGE, content.languageOrNull())
                .set(PUBLICATION.IMAGE, content.imageOrNull())
                .set(PUBLICATION.ALT, content.altOrNull())
                .set(PUBLICATION.LISTED, content.listed())
                .set(PUBLICATION.PUBLISHED_AT, now)
                .set(PUBLICATION.FIRST_SENT, firstSentOrNull)
                .onDuplicateKeyIgnore()
                .execute()
            == 1;
    if (isNew) {
      insertTags(tx, thing, content.tags());
    }
    return isNew;
  }

  /** Another content, under the next revision. */
  static void update(Transaction tx, long thing, Content content, Instant now) {
    tx.dsl()
        .update(PUBLICATION)
        .set(PUBLICATION.SUMMARY, content.summaryOrNull())
        .set(PUBLICATION.TEXT, content.textOrNull())
        .set(PUBLICATION.LANGUAGE, content.languageOrNull())
        .set(PUBLICATION.IMAGE, content.imageOrNull())
        .set(PUBLICATION.ALT, content.altOrNull())
        .set(PUBLICATION.LISTED, content.listed())
        .set(PUBLICATION.REVISION, PUBLICATION.REVISION.plus(1))
        .set(PUBLICATION.UPDATED_AT, now)
        .where(PUBLICATION.THING_ID.eq(thing))
        .execute();
    deleteTags(tx, thing);
    insertTags(tx, thing, content.tags());
  }

  static void setPinned(Transaction tx, long thing, @Nullable Instant sinceOrNull) {
    tx.dsl()
        .update(PUBLICATION)
        .set(PUBLICATION.PINNED_AT, sinceOrNull)
        .where(PUBLICATION.THING_ID.eq(thing))
        .execute();
  }

  /** Forgets what a thing told, but for whether it was published here. */
  static void erase(Transaction tx, long thing) {
    deleteTags(tx, thing);
    tx.dsl()
        .update(PUBLICATION)
        .setNull(PUBLICATION.SUMMARY)
        .set(PUBLICATION.TEXT, DSL.if_(PUBLICATION.TEXT.isNull(), DSL.val((String) null), ""))
        .setNull(PUBLICATION.IMAGE)
        .setNull(PUBLICATION.ALT)
        .setNull(PUBLICATION.PINNED_AT)
        .setNull(PUBLICATION.FIRST_SENT)
        .where(PUBLICATION.THING_ID.eq(thing))
        .execute();
  }

  private static void deleteTags(Transaction tx, long thing) {
    tx.dsl().deleteFrom(PUBLICATION_TAG).where(PUBLICATION_TAG.THING_ID.eq(thing)).execute();
  }

  private static void insertTags(Transaction tx, long thing, List<String> tags) {
    for (int place = 0; place < tags.size(); place++) {
      tx.dsl()
          .insertInto(PUBLICATION_TAG)
          .set(PUBLICATION_TAG.THING_ID, thing)
          .set(PUBLICATION_TAG.PLACE, place)
          .set(PUBLICATION_TAG.TAG, tags.get(place))
          .execute();
    }
  }
}
