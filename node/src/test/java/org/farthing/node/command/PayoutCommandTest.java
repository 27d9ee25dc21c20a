package org.farthing.node.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.stream.Stream;
import org.farthing.node.ledger.Account;
import org.farthing.node.ledger.Ledger;
import org.farthing.node.ledger.Transfer;
import org.farthing.node.ledger.TransferCode;
import org.farthing.node.ledger.TransferId;
import org.farthing.node.ledger.Voucher;
import org.farthing.node.payout.FundsIn;
import org.farthing.node.payout.PayoutDetails;
import org.farthing.node.payout.Payouts;
import org.farthing.node.payout.Receivables;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.DatabaseAddress;
import org.farthing.node.platform.database.TestDatabase;
import org.farthing.protocol.money.CurrencyUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code farthing payout} does and says. */
final class PayoutCommandTest {

  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /** Bob has 30.00 of revenue, and has asked for 10.00 and 12.00. */
  @BeforeEach
  void asksForPayouts() throws IOException {
    DatabaseAddress address = TestDatabase.address();
    String config =
        """
        database:
          url: "%s"
        keys:
          file: "%s"
        """
            .formatted(TestDatabase.wholeUrl(address), folder.resolve("node.key"));
    Files.writeString(folder.resolve("farthing.yaml"), config);
    assertThat(run("member", "add", "bob")).as("%s", err).isEqualTo(ExitStatus.OK);
    try (Database database = Database.open(address, 2)) {
      UUID bob =
          database.read(
              tx ->
                  UUID.fromString(
                      tx.dsl()
                          .fetchSingle("select id from member where name = 'bob'")
                          .get(0, String.class)));
      Ledger ledger = new Ledger();
      InstantSource calendar = () -> NOW;
      database.execute(
          tx ->
              ledger
                  .book(
                      tx,
                      new Transfer(
                          TransferId.of("revenue"),
                          new Account.Bank(),
                          new Account.MemberAvailable(bob),
                          30_000_000,
                          new Voucher(TransferCode.REVENUE, "revenue", null, NOW)))
                  .orThrow());
      Receivables receivables = new Receivables(ledger, calendar);
      Payouts payouts =
          new Payouts(
              database,
              ledger,
              receivables,
              new FundsIn(receivables, (_, _) -> {}),
              calendar,
              CurrencyUnit.XTS,
              10_000_000);
      payouts.setDetails(bob, new PayoutDetails("Bob", "DE89370400440532013000"));
      payouts.request(bob, 10_000_000, "first");
      payouts.request(bob, 12_000_000, "second");
    }
  }

  @Test
  void payoutsAreListedTakenOnSentRefusedAndComeBack() {
    succeeds("payout", "list");
    assertThat(said())
        .contains(
            "2 2026-11-20T10:00:00Z 12.00 XTS of revenue to bob, Bob, DE89 3704 0044 0532 0130 00:"
                + " requested",
            "1 2026-11-20T10:00:00Z 10.00 XTS of revenue to bob");
    succeeds("payout", "take", "1");
    assertThat(said()).endsWith(": taken_on\n");
    succeeds("payout", "sent", "1");
    succeeds("payout", "sent", "1");
    assertThat(said()).endsWith(": sent\n");
    assertThat(run("payout", "refuse", "1", "--reason", "no")).isEqualTo(ExitStatus.FAILED);
    assertThat(err.toString()).contains("payout_over");
    assertThat(run("payout", "refuse", "2")).isEqualTo(ExitStatus.REFUSED);
    assertThat(err.toString()).contains("--reason");
    succeeds("payout", "refuse", "2", "--reason", "no such account");
    assertThat(said()).endsWith(": refused\n");
    succeeds("payout", "returned", "1", "--reason", "account closed");
    assertThat(said()).endsWith(": returned\n");

    succeeds("audit");
    assertThat(said())
        .contains(
            "by command: payout-take payout:1",
            "by command: payout-refuse payout:2, because: no such account",
            "by command: payout-returned payout:1, because: account closed")
        .containsOnlyOnce("by command: payout-sent payout:1");
  }

  @Test
  void heldPayoutsAreNotSent() {
    succeeds("payout", "freeze", "bob", "--reason", "asked the bank");
    assertThat(said()).isEqualTo("held\n");
    succeeds("payout", "freeze", "bob", "--reason", "asked the bank");
    assertThat(said()).isEqualTo("held already\n");

    assertThat(run("payout", "take", "1")).isEqualTo(ExitStatus.FAILED);
    assertThat(err.toString()).contains("payouts_frozen");

    succeeds("payout", "unfreeze", "bob", "--reason", "all is well");
    assertThat(said()).isEqualTo("held no more\n");
    succeeds("payout", "take", "1");
    assertThat(run("payout", "freeze", "nobody", "--reason", "x")).isEqualTo(ExitStatus.REFUSED);
    assertThat(err.toString()).contains("unknown_member");
  }

  @Test
  void whatIsNotThereAndWhatIsNoNumberIsRefused() {
    assertThat(run("payout", "sent", "4711")).isEqualTo(ExitStatus.REFUSED);
    assertThat(err.toString()).contains("unknown_payout");
    assertThat(run("payout", "sent", "x")).isEqualTo(ExitStatus.REFUSED);
    assertThat(run("payout")).isEqualTo(ExitStatus.REFUSED);
  }

  private void succeeds(String... args) {
    assertThat(run(args)).as("%s", err).isEqualTo(ExitStatus.OK);
  }

  private String said() {
    return out.toString();
  }

  private int run(String... args) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    boolean works = !String.join(" ", args).equals("payout");
    Stream<String> where =
        works ? Stream.of("--config", folder.resolve("farthing.yaml").toString()) : Stream.of();
    return Main.run(
        Stream.concat(Stream.of(args), where).toArray(String[]::new),
        new PrintWriter(out, true),
        new PrintWriter(err, true));
  }
}
