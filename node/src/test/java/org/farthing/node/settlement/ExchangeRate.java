package org.farthing.node.settlement;

import jakarta.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.farthing.node.account.ActorKeyRing;
import org.farthing.node.account.KeyFile;
import org.farthing.node.bench.BenchNode;
import org.farthing.node.bench.MonthData;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.federation.actor.RequestSigner;
import org.farthing.node.flattr.ReceivedFlattrs;
import org.farthing.node.platform.Uuid7;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.http.AddressRule;
import org.farthing.node.platform.http.GuardedHttpClient;
import org.farthing.node.platform.http.OutboundLimits;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.message.Statement;
import org.farthing.protocol.message.StatementPages;
import org.farthing.protocol.settlement.CreditorBooks;
import org.farthing.protocol.settlement.Findings;

/**
 * A statement of many lines between two nodes: fetched and compared with the creditor's receipts,
 * against {@code curl} of the same pages, {@code gunzip}, and a parse of each line.
 */
final class ExchangeRate {

  private static final YearMonth MONTH = YearMonth.of(2026, 10);
  private static final int LINES = Integer.getInteger("lines", 1_000_000);
  private static final int DONORS = Integer.getInteger("donors", LINES / 25);
  private static final int CREATORS = 1_000;
  private static final int ROUNDS = Integer.getInteger("rounds", 3);
  private static final int AT_ONCE = 5_000;
  private static final int DEBTOR = 1;
  private static final int CREDITOR = 1;

  private static final Map<String, String> HEADERS =
      Map.of("Accept", StatementPages.MEDIA_TYPE, "Accept-Encoding", "gzip");

  private final BenchNode debtor;
  private final BenchNode creditor;
  private final Database receipts;
  private final StatementFetch fetch;
  private final RequestSigner signer;

  private ExchangeRate(BenchNode debtor, BenchNode creditor, Database receipts) {
    this.debtor = debtor;
    this.creditor = creditor;
    this.receipts = receipts;
    LocalIds ids = new LocalIds(creditor.node().origin());
    InstantSource clock = InstantSource.system();
    this.signer =
        new RequestSigner(
            ids,
            new ActorKeyRing(receipts, new KeyFile(creditor.keyFile()).open(), ids, clock),
            clock);
    this.fetch =
        new StatementFetch(
            new GuardedHttpClient(AddressRule.LOOPBACK, OutboundLimits.STANDARD), signer);
  }

  public static void main(String[] args) throws Exception {
    Instant begins = Instant.parse("2026-10-01T00:00:00Z");
    try (BenchNode debtor = BenchNode.start(begins, 8);
        BenchNode creditor = BenchNode.start(begins, 8);
        Database books = Database.open(debtor.address(), 4);
        Database receipts = Database.open(creditor.address(), 4)) {
      new ExchangeRate(debtor, creditor, receipts).run(books);
    }
  }

  private void run(Database books) throws Exception {
    ActorId peer = new LocalIds(creditor.node().origin()).node();
    new MonthData(MONTH, DONORS, LINES, CREATORS, List.of(peer), 100).fill(debtor, books);
    receive();
    debtor.calendar().set(Instant.parse("2026-11-20T00:00:00Z"));
    debtor.node().monthClose().advance(MONTH, CloseStage.STATED);
    Statement statement =
        books.write(tx -> PairMonthStore.lock(tx, MONTH, CREDITOR)).ourStatement().orElseThrow();
    double[] ratios = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      long bare = timed("curl, gunzip, parse", () -> bare(statement));
      long whole = timed("fetch and check", () -> check(statement));
      ratios[round] = whole / (double) bare;
    }
    Arrays.sort(ratios);
    System.out.printf("exchange / curl %.2f, the median (at most 3)%n", ratios[ROUNDS / 2]);
  }

  /** Returns the number of lines. */
  private interface Work {
    long run() throws Exception;
  }

  private static long timed(String what, Work work) throws Exception {
    long began = System.nanoTime();
    long lines = work.run();
    long took = System.nanoTime() - began;
    System.out.printf("%-20s %8d ms  (%d)%n", what, took / 1_000_000, lines);
    return took;
  }

  /** Counts at the creditor's what was given at the debtor's. */
  private void receive() throws SQLException {
    try (Connection from = debtor.connect();
        Connection to = creditor.connect();
        java.sql.Statement read = from.createStatement();
        java.sql.Statement write = to.createStatement()) {
      to.setAutoCommit(false);
      write.execute(
          "insert into peer (id, actor, inbox, added_at) values (%d, '%2$s/actor', '%2$s/inbox', now())"
              .formatted(DEBTOR, debtor.node().origin()));
      insertCreators(write);
      read.setFetchSize(1_000);
      StringBuilder rows = new StringBuilder();
      int inBatch = 0;
      try (ResultSet flattrs =
          read.executeQuery("select id, creator_id from flattr where period = '2026-10'")) {
        while (flattrs.next()) {
          rows.append(inBatch == 0 ? "" : ",")
              .append(row(flattrs.getString(1), flattrs.getLong(2)));
          if (++inBatch == AT_ONCE) {
            insertReceived(write, rows);
            inBatch = 0;
          }
        }
      }
      if (inBatch > 0) {
        insertReceived(write, rows);
      }
      to.commit();
    }
  }

  private void insertCreators(java.sql.Statement write) throws SQLException {
    for (int i = 0; i < CREATORS; i++) {
      UUID id = Uuid7.next();
      write.execute(MonthData.member(id, "c" + i));
      write.execute(
          "insert into creator (id, actor, member_id) values (%d, '%s/users/c%d', '%s')"
              .formatted(i + 1, creditor.node().origin(), i, id));
    }
  }

  private String row(String flattr, long creator) {
    String uri = debtor.node().origin() + "/flattrs/" + flattr;
    return "(unhex(sha2('%1$s', 256)), '%1$s', '2026-10', 1, %2$d, repeat('0', 64), 'counted', now())"
        .formatted(uri, creator);
  }

  private static void insertReceived(java.sql.Statement write, StringBuilder rows)
      throws SQLException {
    write.execute(
        "insert into received_flattr"
            + " (uri_hash, uri, period, peer_id, creator_id, digest, state, received_at) values "
            + rows);
    rows.setLength(0);
    write.getConnection().commit();
  }

  private long bare(Statement statement) throws Exception {
    Path requests = Files.createTempFile("farthing-pages", ".curl");
    try {
      Files.writeString(requests, requests(statement));
      Process pipe =
          new ProcessBuilder("sh", "-c", "curl -s -S -f --config " + requests + " | gunzip")
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      long lines = parse(pipe);
      if (pipe.waitFor() != 0) {
        throw new IOException("curl or gunzip has failed");
      }
      return lines;
    } finally {
      Files.delete(requests);
    }
  }

  private static long parse(Process pipe) throws IOException {
    long lines = 0;
    try (BufferedReader reader = pipe.inputReader()) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (!Json.createReader(new StringReader(line)).readObject().isEmpty()) {
          lines++;
        }
      }
    }
    return lines;
  }

  /** All pages, each with its own signature, in the form of curl's configuration. */
  private String requests(Statement statement) {
    StringBuilder config = new StringBuilder();
    for (long page = 1; page <= StatementPages.pages(statement.count()); page++) {
      URI address = StatementPages.address(statement.lines(), page);
      config.append(page == 1 ? "" : "next\n").append("url = \"").append(address).append("\"\n");
      signer
          .get(address, HEADERS)
          .headers()
          .forEach(
              (name, value) ->
                  config.append("header = \"%s: %s\"%n".formatted(name, escaped(value))));
    }
    return config.toString();
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  private long check(Statement statement) {
    StatementReview review =
        new StatementReview(
            statement,
            statement.policy(),
            new ReceivedFlattrs.LogState(0, 0),
            new ReviewBooks.Basis(
                new ReviewBooks.Held(Set.of(), Set.of(), Set.of()), Optional.empty()),
            ReceivedFlattrs.counted(receipts, MONTH, DEBTOR),
            CreditorBooks.RECEIPTS_ALONE);
    return switch (review.goOn(page -> fetch.fetch(statement, page), Duration.ofDays(1))) {
      case StatementReview.Outcome.Done(Findings findings) when findings.disputes().isEmpty() ->
          statement.count();
      case StatementReview.Outcome.Done(Findings findings) ->
          throw new IllegalStateException("disputed: " + findings.disputes().getFirst());
      case StatementReview.Outcome.NotNow(String reason) -> throw new IllegalStateException(reason);
      case StatementReview.Outcome.MoreToDo _ -> throw new IllegalStateException("took a day");
    };
  }
}
