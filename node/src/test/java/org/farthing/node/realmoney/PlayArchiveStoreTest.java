package org.farthing.node.realmoney;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.farthing.node.platform.database.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Each table either belongs to the money, or outlasts play money; whoever adds one says which. */
final class PlayArchiveStoreTest {

  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final Set<String> STAYS =
      Set.of(
          "actor_key",
          "all_peers_pause",
          "api_token",
          "audit_entry",
          "blocked_by",
          "books_check",
          "bot_answer",
          "bot_choice",
          "bot_heard",
          "creator",
          "delivery",
          "delivery_prompt",
          "domain_block",
          "fediverse_app",
          "fediverse_visit",
          "flag",
          "flagged",
          "flyway_schema_history",
          "follower",
          "following",
          "identity",
          "image",
          "inbound_activity",
          "inbound_conflict",
          "inbound_revoked",
          "ledger_horizon",
          "ledger_seal",
          "ledger_tree",
          "linked_like_choice",
          "member",
          "member_language",
          "member_login",
          "member_profile",
          "member_session",
          "month_gate",
          "node_policy",
          "node_setting",
          "node_start",
          "node_text",
          "notice_silence",
          "origin_scheme",
          "outbound_message",
          "own_reaction",
          "passkey",
          "passkey_demand",
          "payout_details",
          "payout_freeze",
          "peer",
          "peer_key_history",
          "peer_policy",
          "play_row",
          "publication",
          "publication_tag",
          "reaction",
          "real_money",
          "recovery_code",
          "remote_actor",
          "remote_mention",
          "remote_post",
          "remote_tombstone",
          "second_factor",
          "sign_in_link",
          "social_actor",
          "social_fetch",
          "sought_thing",
          "thing",
          "unknown_activity",
          "witness_cosignature",
          "witness_evidence",
          "witnessed_head");

  @Test
  void everyTableBelongsToTheMoneyOrStays() {
    List<String> tables =
        DATABASE
            .get()
            .read(
                tx ->
                    tx
                        .dsl()
                        .fetchValues(
                            "select table_name from information_schema.tables where"
                                + " table_schema = database()")
                        .stream()
                        .map(String::valueOf)
                        .toList());

    Set<String> sorted = new TreeSet<>(STAYS);
    Stream.concat(PlayArchiveStore.BOOKS.stream(), PlayArchiveStore.COPIED.stream())
        .map(PlayArchiveStore.Books::table)
        .forEach(table -> assertThat(sorted.add(table)).as(table).isTrue());

    assertThat(tables).containsExactlyInAnyOrderElementsOf(sorted);
  }
}
