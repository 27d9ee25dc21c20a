package org.farthing.node.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.farthing.node.platform.database.Database;
import org.junit.jupiter.api.Test;

/** What an admin types when something was wrong, and what they read. */
final class CorrectionCommandsTest extends TypedCommands {

  @Test
  void depositIsReversedByItsIdAndTheAuditTellsWhy() {
    succeeds("member", "add", "alice");
    succeeds("deposit", "alice", "10.00");
    assertThat(out).isEqualTo("alice has 10.00 EUR in funds.\n");
    succeeds("deposit", "list", "alice");
    String id = out.split(" ", 2)[0];
    assertThat(out).endsWith(" 10.00 EUR\n");

    succeeds("deposit", "reverse", id, "--reason", "the bank took it back");

    assertThat(out).isEqualTo("Reversed: 10.00 EUR from funds, 0.00 EUR owed.\n");
    succeeds("deposit", "list", "alice");
    assertThat(out).contains("10.00 EUR, reversed: 10.00 EUR from funds, 0.00 EUR owed");
    succeeds("audit", "--since", "2020-01-01");
    assertThat(out)
        .contains(
            " by command: deposit-reverse deposit:" + id + ", because: the bank took it back [");
    succeeds("audit", "--since", "2999-01-01");
    assertThat(out).isEmpty();
    succeeds("check");
  }

  @Test
  void reasonIsDemanded() {
    succeeds("member", "add", "alice");
    succeeds("deposit", "alice", "10.00");

    fails(ExitStatus.REFUSED, "ledger", "reverse", "1");
    assertThat(err).contains("--reason");
    fails(ExitStatus.REFUSED, "ledger", "reverse", "1", "--reason", " ");
    assertThat(err).contains("malformed_reason");
    succeeds("audit");
    assertThat(out).isEmpty();
  }

  @Test
  void transferIsShownAndUndoneByItsNumber() {
    succeeds("member", "add", "alice");
    succeeds("deposit", "alice", "10.00");

    succeeds("ledger", "show", "1");
    assertThat(out).startsWith("1 ").contains(" DEPOSIT: 10.00 EUR from bank to funds:");
    succeeds("ledger", "reverse", "1", "--reason", "confirmed twice");

    assertThat(out).startsWith("Undone: 1 ");
    fails(ExitStatus.FAILED, "ledger", "reverse", "1", "--reason", "again");
    assertThat(err).contains("already_reversed");
    fails(ExitStatus.REFUSED, "ledger", "show", "4711");
    assertThat(err).contains("unknown_transfer");
  }

  @Test
  void paymentOfNobodyKnownIsRecordedListedAndReturned() {
    succeeds("payment", "record", "unknown", "12.50", "thank you", "--rail-id", "bank 7");
    String recorded = out;
    assertThat(recorded)
        .startsWith("1 ")
        .endsWith("12.50 EUR from unknown \"thank you\" (bank 7): 12.50 EUR of it free\n");
    succeeds("payment", "record", "unknown", "12.50", "thank you", "--rail-id", "bank 7");
    assertThat(out).isEqualTo(recorded);
    succeeds("payment", "list");
    assertThat(out).isEqualTo(recorded);

    succeeds("payment", "return", "1", "--reason", "nobody knows whose it is");
    succeeds("payment", "orders");
    assertThat(out).contains("12.50 EUR to unknown \"RETURN OF PAYMENT 1\": ordered");
    succeeds("payment", "sent", "1");

    assertThat(out).endsWith(": sent\n");
    fails(ExitStatus.FAILED, "payment", "cancel", "1", "--reason", "too late");
    assertThat(err).contains("nothing_free");
    succeeds("audit");
    assertThat(out.lines()).hasSize(1);
    succeeds("check");
  }

  @Test
  void whatIsNotKnownIsRefusedInOneLine() {
    for (List<String> words :
        List.of(
            List.of("payment", "record", "nowhere.example", "1.00", "x"),
            List.of("peer", "write-off", "nowhere.example", "2026-10", "--reason", "x"),
            List.of("peer", "disputes", "nowhere.example", "2026-10"),
            List.of("peer", "received", "nowhere.example", "2026-11"),
            List.of("peer", "holds", "nowhere.example"),
            List.of("peer", "lift", "nowhere.example", "1", "--reason", "x"),
            List.of("peer", "hold", "nowhere.example", "--tag", "x", "--reason", "x"),
            List.of("peer", "hold", "nowhere.example", "https://a.example/1", "--reason", "x"),
            List.of("deposit", "reverse", "5", "--reason", "x"),
            List.of("deposit"),
            List.of("payment"),
            List.of("payment", "match", "1", "--reason", "x"),
            List.of("audit", "--since", "yesterday"))) {
      fails(ExitStatus.REFUSED, words.toArray(String[]::new));
      assertThat(err.lines()).as(words.toString()).hasSize(1);
    }
    succeeds("peer", "list");
    assertThat(out).isEmpty();
  }

  @Test
  void flattrsWithAPeerOrWithAllArePausedAndGoOn() {
    succeeds("member", "add", "alice");
    try (Database opened = Database.open(database, 2)) {
      opened.execute(
          tx ->
              tx.dsl()
                  .execute(
                      "insert into peer (actor, inbox, added_at) values"
                          + " ('https://birch.example/actor', 'https://birch.example/inbox',"
                          + " now(6))"));
    }
    fails(ExitStatus.REFUSED, "peer", "pause", "birch.example");
    succeeds("peer", "pause", "birch.example", "--reason", "real money comes");
    assertThat(out).isEqualTo("No flattrs are exchanged with birch.example for now.\n");
    succeeds("peer", "pause", "birch.example", "--reason", "again");
    assertThat(out).isEqualTo("It is paused already.\n");
    succeeds("peer", "list");
    assertThat(out).contains("; paused since ").endsWith(" (real money comes)\n");

    succeeds("peer", "resume", "birch.example", "--reason", "it is over");
    assertThat(out).isEqualTo("Flattrs are exchanged with birch.example again.\n");
    fails(ExitStatus.FAILED, "peer", "resume", "birch.example", "--reason", "again");
    assertThat(err).contains("not_suspended");
    succeeds("audit");
    assertThat(out).contains("peer-pause").contains("peer-resume");
    allArePausedAndGoOn();
  }

  private void allArePausedAndGoOn() {
    fails(ExitStatus.REFUSED, "peer", "pause", "--reason", "real money comes");
    fails(ExitStatus.REFUSED, "peer", "pause", "birch.example", "--all", "--reason", "which?");
    fails(ExitStatus.FAILED, "peer", "resume", "--all", "--reason", "none is");
    assertThat(err).contains("not_all_paused: There is no pause of all nodes.");
    succeeds("peer", "pause", "--all", "--reason", "real money comes");
    assertThat(out)
        .isEqualTo("No flattrs are exchanged with any other node for now, nor with new ones.\n");
    succeeds("peer", "pause", "--all", "--reason", "again");
    assertThat(out).isEqualTo("All are paused already.\n");
    succeeds("peer", "list");
    assertThat(out)
        .startsWith("All, and new ones, are paused since ")
        .contains(" (real money comes)\nbirch.example: ")
        .contains("; paused since ");

    succeeds("peer", "resume", "birch.example", "--reason", "they are trusted");
    succeeds("peer", "pause", "--all", "--reason", "not even they");
    assertThat(out).startsWith("No flattrs are exchanged with any other node");
    succeeds("peer", "resume", "--all", "--reason", "it is over");
    assertThat(out).isEqualTo("The pause of all is over.\n");

    succeeds("peer", "pause", "birch.example", "--reason", "they do not answer");
    succeeds("peer", "pause", "--all", "--reason", "real money comes");
    succeeds("peer", "resume", "--all", "--reason", "it is over");
    assertThat(out)
        .isEqualTo("The pause of all is over. Still none are exchanged with: birch.example.\n");
    succeeds("audit");
    assertThat(out).contains("peers-pause").contains("peers-resume");
  }
}
