package org.farthing.node.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.farthing.node.ledger.Entries.BANK;
import static org.farthing.node.ledger.Entries.GIVING;
import static org.farthing.node.ledger.Entries.OCTOBER;
import static org.farthing.node.ledger.Entries.deposit;
import static org.farthing.node.ledger.Entries.funds;
import static org.farthing.node.ledger.Entries.member;
import static org.farthing.node.ledger.Entries.post;
import static org.farthing.node.ledger.Entries.release;
import static org.farthing.node.ledger.Entries.reserve;
import static org.farthing.node.ledger.Entries.transfer;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.TestDatabase;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.money.CurrencyUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalTest {
  private static final String HOSTILE =
      "x ; y: z\n2026-10-01 fake\n    assets:bank  1\r\u2028\u0000 %3B größe | \"q\" ) (";

  @TempDir Path folder;

  private final Database database = Database.open(TestDatabase.address(), 2);
  private final Map<UUID, String> members = new HashMap<>();

  @BeforeEach
  void name() {
    members.put(member("ann"), "ann");
    members.put(member("bob"), "bob");
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void everyKindOfTransferIsWrittenOut() throws Exception {
    book(
        deposit("d", "ann", 10_000_000),
        reserve("r", "ann", 2_000_000),
        reserve("s", "ann", 1),
        post("p", "r", 1_500_000),
        release("v", "s"));

    assertThat(journal())
        .isEqualTo(
            """
            ; The whole ledger of a Farthing node.
            decimal-mark .
            commodity 1000.000000 EUR

            account assets:bank
            account liabilities:member:ann:funds
            account liabilities:giving:2026-10

            2026-10-05 (1) deposit d
                assets:bank  10.000000 EUR
                liabilities:member:ann:funds  -10.000000 EUR
            account liabilities:member:ann:reserved

            2026-10-05 (2) reserve r
                liabilities:member:ann:funds  2.000000 EUR
                liabilities:member:ann:reserved  -2.000000 EUR

            2026-10-05 (3) reserve s
                liabilities:member:ann:funds  0.000001 EUR
                liabilities:member:ann:reserved  -0.000001 EUR

            2026-10-05 (4) give p
                liabilities:member:ann:reserved  2.000000 EUR
                liabilities:giving:2026-10  -1.500000 EUR
                liabilities:member:ann:funds  -0.500000 EUR

            2026-10-05 (5) release v
                liabilities:member:ann:reserved  0.000001 EUR
                liabilities:member:ann:funds  -0.000001 EUR

            2026-10-05 balances
                assets:bank  0.000000 EUR = 10.000000 EUR
                liabilities:giving:2026-10  0.000000 EUR = -1.500000 EUR
                liabilities:member:ann:funds  0.000000 EUR = -8.500000 EUR
                liabilities:member:ann:reserved  0.000000 EUR = 0.000000 EUR
            """);
    assertThat(hledger("check", "--strict")).isEmpty();
  }

  @Test
  void hledgerReadsAWholeMonthAndFindsTheSameBalances() throws Exception {
    bookMonth();
    journal();

    assertThat(hledger("check", "--strict")).isEmpty();
    assertThat(hledger("balance", "--flat", "--no-total", "--format", "%(account) %(total)"))
        .containsExactlyInAnyOrder(
            "assets:bank 14.000000 EUR",
            "assets:peer:b 1.500000 EUR",
            "income:fee:available -0.050000 EUR",
            "income:fee:pending -0.150000 EUR",
            "liabilities:giving:2026-10 -0.500000 EUR",
            "liabilities:member:ann:funds -7.000000 EUR",
            "liabilities:member:ann:reserved -1.000000 EUR",
            "liabilities:member:bob:available -0.450000 EUR",
            "liabilities:member:bob:funds -4.000000 EUR",
            "liabilities:member:bob:pending -1.350000 EUR",
            "liabilities:peer:b -0.250000 EUR",
            "liabilities:peer:b:reserved -0.250000 EUR",
            "liabilities:stated:b -0.500000 EUR");
  }

  private void bookMonth() {
    Account pending = new Account.MemberPending(member("bob"));
    Account available = new Account.MemberAvailable(member("bob"));
    Account owedTo = new Account.OwedTo(2);
    Account owedBy = new Account.OwedBy(2);
    book(
        deposit("d1", "ann", 10_000_000),
        deposit("d2", "bob", 4_000_000),
        reserve("r1", "ann", 2_000_000),
        reserve("r2", "ann", 1_000_000),
        post("p1", "r1", 2_000_000),
        transfer("state", GIVING, new Account.Stated(2), 1_500_000),
        transfer("agree", new Account.Stated(2), owedTo, 1_000_000),
        transfer("earn", owedBy, pending, 2_000_000),
        transfer("fee", pending, new Account.FeePending(), 200_000),
        transfer("set off", owedTo, owedBy, 500_000),
        transfer("mature", pending, available, 450_000),
        transfer("fee matures", new Account.FeePending(), new Account.FeeAvailable(), 50_000),
        new PendingTransfer(transfer("pay", owedTo, BANK, 250_000)));
  }

  @Test
  void hostileReferencesAndNamesStayText() throws Exception {
    members.put(member("ann"), "a;b:c  (d) é\n%");
    book(deposit(HOSTILE, "ann", 1_000_000), reserve("; " + HOSTILE, "ann", 1_000_000));
    journal();

    assertThat(hledger("check", "--strict")).isEmpty();
    assertThat(hledger("balance", "--flat", "--no-total", "--format", "%(account) %(total)"))
        .containsExactlyInAnyOrder(
            "assets:bank 1.000000 EUR",
            "liabilities:member:a%3Bb%3Ac%20%20%28d%29%20%C3%A9%0A%25:reserved -1.000000 EUR");
    assertThat(hledger("print", "--explicit")).filteredOn(line -> line.contains("fake")).hasSize(2);
  }

  @Test
  void datesNeedNotAscend() throws Exception {
    bookAt("2026-11-04T00:00:00Z", "late", BANK, funds("ann"), 5);
    bookAt("2026-10-01T00:00:00Z", "early", funds("ann"), GIVING, 5);
    bookAt("2026-10-31T23:59:59.999999Z", "between", BANK, funds("bob"), 7);

    assertThat(journal()).contains("2026-10-31 (3)").contains("2026-11-04 balances");
    assertThat(hledger("check", "--strict")).isEmpty();
  }

  @Test
  void aMonthBeginsWithWhatStoodThereAndEndsWithWhatStands() throws Exception {
    bookAt("2026-09-30T23:59:59.999999Z", "before", BANK, funds("ann"), 7_000_000);
    book(
        new PendingTransfer(
            new Transfer(
                TransferId.of("r"),
                funds("ann"),
                GIVING,
                2_000_000,
                new Voucher(
                    TransferCode.RESERVE, "r", OCTOBER, Instant.parse("2026-09-15T00:00:00Z")))));
    book(post("p", "r", 1_500_000));
    bookAt("2026-11-01T00:00:00Z", "after", BANK, funds("bob"), 3_000_000);

    assertThat(journal(OCTOBER))
        .isEqualTo(
            """
            ; The ledger of a Farthing node in 2026-10.
            decimal-mark .
            commodity 1000.000000 EUR

            account assets:bank
            account liabilities:member:ann:funds
            account liabilities:member:ann:reserved

            2026-10-01 opening balances
                assets:bank  7.000000 EUR
                liabilities:member:ann:funds  -5.000000 EUR
                liabilities:member:ann:reserved  -2.000000 EUR
            account liabilities:giving:2026-10

            2026-10-05 (3) give p
                liabilities:member:ann:reserved  2.000000 EUR
                liabilities:giving:2026-10  -1.500000 EUR
                liabilities:member:ann:funds  -0.500000 EUR

            2026-10-31 balances
                assets:bank  0.000000 EUR = 7.000000 EUR
                liabilities:giving:2026-10  0.000000 EUR = -1.500000 EUR
                liabilities:member:ann:funds  0.000000 EUR = -5.500000 EUR
                liabilities:member:ann:reserved  0.000000 EUR = 0.000000 EUR
            """);
    assertThat(hledger("check", "--strict")).isEmpty();
  }

  @Test
  void aMonthsEndIsTheNextOnesBeginning() throws Exception {
    bookMonth();
    bookAt("2026-11-04T00:00:00Z", "late", BANK, funds("ann"), 5);
    bookAt("2026-10-01T00:00:00Z", "early", funds("ann"), GIVING, 5);
    bookAt("2026-12-01T00:00:00Z", "later", BANK, funds("bob"), 7);
    List<String> ends = new ArrayList<>();
    for (YearMonth month = OCTOBER.minusMonths(1); month.isBefore(OCTOBER.plusMonths(5)); ) {
      journal(month);
      assertThat(hledger("check", "--strict")).as("%s", month).isEmpty();
      month = month.plusMonths(1);
      ends.add(String.join("\n", hledger("balance", "--flat", "--no-total")));
    }
    journal();

    assertThat(ends.getFirst()).isEmpty();
    assertThat(ends.getLast())
        .isEqualTo(String.join("\n", hledger("balance", "--flat", "--no-total")));
    assertThat(ends.get(3)).isEqualTo(ends.get(4)).isNotEqualTo(ends.get(2));
  }

  @Test
  void aMonthNoticesABalanceThatAllTransfersDoNotGive() throws Exception {
    bookAt("2026-09-01T00:00:00Z", "d", BANK, funds("ann"), 10);
    bookAt("2026-11-01T00:00:00Z", "e", BANK, funds("ann"), 10);
    database.execute(
        tx ->
            tx.dsl()
                .execute(
                    "UPDATE ledger_account SET debits_posted_micros = 21 WHERE code = 'bank'"));
    journal(OCTOBER);

    assertThat(hledger("check", "--strict")).anyMatch(line -> line.contains("balance assertion"));
  }

  private void bookAt(String at, String key, Account debit, Account credit, long micros) {
    book(
        new Transfer(
            TransferId.of(key),
            debit,
            credit,
            micros,
            new Voucher(TransferCode.DEPOSIT, key, OCTOBER, Instant.parse(at))));
  }

  @Test
  void hledgerNoticesABalanceThatItsTransfersDoNotGive() throws Exception {
    book(deposit("d", "ann", 10));
    database.execute(
        tx ->
            tx.dsl()
                .execute(
                    "UPDATE ledger_account SET debits_posted_micros = 11 WHERE code = 'bank'"));
    journal();

    assertThat(hledger("check", "--strict")).anyMatch(line -> line.contains("balance assertion"));
  }

  @Test
  void emptyLedgerIsAJournalToo() throws Exception {
    journal();

    assertThat(hledger("check", "--strict")).isEmpty();
  }

  @Test
  void failureToWriteIsNotHidden() {
    book(deposit("d", "ann", 10));
    Writer full =
        new Writer() {
          @Override
          public void write(char[] text, int from, int length) throws IOException {
            if (new String(text, from, length).contains("deposit")) {
              throw new IOException("disk full");
            }
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };

    assertThatThrownBy(() -> write(full)).hasRootCauseMessage("disk full");
  }

  private void book(Entry... entries) {
    int added = database.write(tx -> new Ledger().book(tx, List.of(entries)).orThrow());
    assertThat(added).isEqualTo(entries.length);
  }

  private Path file() {
    return folder.resolve("a.journal");
  }

  private String journal() throws IOException {
    try (Writer out = Files.newBufferedWriter(file())) {
      write(out);
    }
    return Files.readString(file());
  }

  private String journal(YearMonth month) throws IOException {
    try (Writer out = Files.newBufferedWriter(file())) {
      write((journal, tx) -> journal.writeMonth(tx, out, names(), month));
    }
    return Files.readString(file());
  }

  private void write(Appendable out) {
    write((journal, tx) -> journal.write(tx, out, names()));
  }

  private JournalNames names() {
    return new JournalNames(
        CurrencyUnit.EUR, id -> members.getOrDefault(id, "nobody"), peer -> "b");
  }

  private interface Writing {
    void with(Journal journal, Transaction tx) throws IOException;
  }

  private void write(Writing writing) {
    database.execute(
        tx -> {
          try {
            writing.with(new Journal(), tx);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /** What the real hledger says, in a locale that knows ASCII only. */
  private List<String> hledger(String... arguments) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder("hledger", "-f", file().toString()).redirectErrorStream(true);
    builder.command().addAll(List.of(arguments));
    builder.environment().put("LC_ALL", "C");
    Process process = startIfInstalled(builder);
    process.getOutputStream().close();
    byte[] said = process.getInputStream().readAllBytes();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new String(said, StandardCharsets.UTF_8).lines().map(String::strip).toList();
  }

  private static Process startIfInstalled(ProcessBuilder builder) {
    try {
      return builder.start();
    } catch (IOException e) {
      return abort("install the Debian package hledger: " + e.getMessage());
    }
  }
}
