package org.farthing.node.publication;

import static org.farthing.node.generated.Tables.CREATOR;
import static org.farthing.node.generated.Tables.MEMBER;
import static org.farthing.node.generated.Tables.MEMBER_PROFILE;
import static org.farthing.node.generated.Tables.PUBLICATION;
import static org.farthing.node.generated.Tables.PUBLICATION_TAG;
import static org.farthing.node.generated.Tables.THING;

import java.util.List;
import org.farthing.node.account.Member;
import org.farthing.node.account.MemberId;
import org.farthing.node.platform.database.Transaction;
import org.jooq.Condition;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** The listed things of those who want to be found, and they themselves; writes nothing. */
final class CatalogueStore {

  private static final Condition FOUND =
      MEMBER
          .LEFT_AT
          .isNull()
          .and(
              MEMBER.ID.in(
                  DSL.select(MEMBER_PROFILE.MEMBER_ID)
                      .from(MEMBER_PROFILE)
                      .where(MEMBER_PROFILE.DISCOVERABLE)));

  private static final Condition IN_CATALOGUE = PublicationStore.LISTED.and(FOUND);

  private CatalogueStore() {}

  /** The newest first. */
  static List<Publication> search(Transaction tx, Wanted wanted, int offset, int most) {
    return PublicationStore.select(
        tx, IN_CATALOGUE.and(matches(wanted)), offset, most, THING.ID.desc());
  }

  /** Those of these things that are in the catalogue, in no order. */
  static List<Publication> among(Transaction tx, List<Long> things) {
    return PublicationStore.select(
        tx, IN_CATALOGUE.and(THING.ID.in(things)), 0, things.size(), THING.ID.desc());
  }

  private static Condition matches(Wanted wanted) {
    Condition all = DSL.noCondition();
    for (String word : wanted.words()) {
      all = all.and(contains(word));
    }
    if (!wanted.tag().isEmpty()) {
      all = all.and(bears(wanted.tag()));
    }
    if (!wanted.language().isEmpty()) {
      all = all.and(PUBLICATION.LANGUAGE.eq(wanted.language()));
    }
    return all;
  }

  private static Condition contains(String word) {
    return THING
        .TITLE
        .containsIgnoreCase(word)
        .or(PUBLICATION.SUMMARY.containsIgnoreCase(word))
        .or(isNamed(word))
        .or(bears(word));
  }

  private static Condition bears(String tag) {
    return THING.ID.in(
        DSL.select(PUBLICATION_TAG.THING_ID)
            .from(PUBLICATION_TAG)
            .where(PUBLICATION_TAG.TAG.equalIgnoreCase(tag)));
  }

  private static Condition isNamed(String word) {
    return MEMBER.DISPLAY_NAME.containsIgnoreCase(word).or(MEMBER.NAME.containsIgnoreCase(word));
  }

  /** Members whose names have all of the words. */
  static List<Member> members(Transaction tx, List<String> words, int most) {
    Condition named =
        words.stream().map(CatalogueStore::isNamed).reduce(DSL.noCondition(), Condition::and);
    return tx.dsl()
        .select(MEMBER.ID, MEMBER.NAME, MEMBER.DISPLAY_NAME, MEMBER.CREATED_AT)
        .from(MEMBER)
        .where(FOUND, named)
        .orderBy(MEMBER.NAME)
        .limit(most)
        .fetch(
            row ->
                new Member(
                    new MemberId(row.get(MEMBER.ID)),
                    row.get(MEMBER.NAME),
                    row.get(MEMBER.DISPLAY_NAME),
                    row.get(MEMBER.CREATED_AT)));
  }

  /** The tags of most things first. */
  static List<String> tags(Transaction tx, int most) {
    return tx.dsl()
        .select(PUBLICATION_TAG.TAG)
        .from(published().join(PUBLICATION_TAG).on(PUBLICATION_TAG.THING_ID.eq(THING.ID)))
        .where(IN_CATALOGUE)
        .groupBy(PUBLICATION_TAG.TAG)
        .orderBy(DSL.count().desc(), PUBLICATION_TAG.TAG)
        .limit(most)
        .fetch(PUBLICATION_TAG.TAG);
  }

  /** The languages that things are said to be in, by their tags. */
  static List<String> languages(Transaction tx, int most) {
    return tx.dsl()
        .selectDistinct(PUBLICATION.LANGUAGE)
        .from(published())
        .where(IN_CATALOGUE, PUBLICATION.LANGUAGE.isNotNull())
        .orderBy(PUBLICATION.LANGUAGE)
        .limit(most)
        .fetch(PUBLICATION.LANGUAGE);
  }

  /** Things of which something is told, with their creators. */
  private static Table<?> published() {
    return PUBLICATION
        .join(THING)
        .on(THING.ID.eq(PUBLICATION.THING_ID))
        .join(CREATOR)
        .on(CREATOR.ID.eq(THING.CREATOR_ID))
        .join(MEMBER)
        .on(MEMBER.ID.eq(CREATOR.MEMBER_ID));
  }
}
