package org.farthing.node.social;

import static org.farthing.node.generated.Tables.SOCIAL_SETTING;

import org.farthing.node.account.MemberId;
import org.farthing.node.platform.database.Transaction;

/** What members have chosen. */
final class SettingStore {

  private SettingStore() {}

  static SocialSettings.Choice find(Transaction tx, MemberId member) {
    return tx.dsl()
        .selectFrom(SOCIAL_SETTING)
        .where(SOCIAL_SETTING.MEMBER_ID.eq(member.value()))
        .fetchOptional(
            row -> new SocialSettings.Choice(row.getFollowsByRequest(), row.getShowFollows()))
        .orElse(SocialSettings.Choice.NONE);
  }

  static void save(Transaction tx, MemberId member, SocialSettings.Choice choice) {
    tx.dsl()
        .insertInto(SOCIAL_SETTING)
        .set(SOCIAL_SETTING.MEMBER_ID, member.value())
        .set(SOCIAL_SETTING.FOLLOWS_BY_REQUEST, choice.followsByRequest())
        .set(SOCIAL_SETTING.SHOW_FOLLOWS, choice.showFollows())
        .onDuplicateKeyUpdate()
        .set(SOCIAL_SETTING.FOLLOWS_BY_REQUEST, choice.followsByRequest())
        .set(SOCIAL_SETTING.SHOW_FOLLOWS, choice.showFollows())
        .execute();
  }
}
