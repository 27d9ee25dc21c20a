package org.farthing.node.bench;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.farthing.node.ledger.Account;
import org.farthing.node.ledger.Entry;
import org.farthing.node.ledger.Ledger;
import org.farthing.node.ledger.PendingTransfer;
import org.farthing.node.ledger.Transfer;
import org.farthing.node.ledger.TransferCode;
import org.farthing.node.ledger.TransferId;
import org.farthing.node.ledger.Voucher;
import org.farthing.node.platform.Uuid7;
import org.farthing.node.platform.database.Database;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.message.DocumentDigest;
import org.farthing.protocol.message.NodePolicy;
import org.farthing.protocol.message.SettlementCalendar;
import org.farthing.protocol.money.CurrencyUnit;

/**
 * Fills a month past the node: donors who have reserved, and their counted flattrs, whose ids come
 * in the order of clicks and not of donors.
 *
 * @param peers the nodes that creators elsewhere belong to
 * @param elsewhere how many of the creators do, in percent
 */
public record MonthData(
    YearMonth month, int donors, int flattrs, int creators, List<ActorId> peers, int elsewhere) {

  private static final int AT_ONCE = 1_000;
  private static final long BUDGET = 2_000_003;
  private static final long MILLIS_OF_MONTH = 30L * 24 * 3600 * 1000;

  /** The actor of a creator elsewhere. */
  public String actor(int creator) {
    return peers.get(creator % peers.size()).origin() + "/users/c" + creator;
  }

  public boolean isElsewhere(int creator) {
    return creator % 100 < elsewhere;
  }

  public void fill(BenchNode bench, Database database) throws SQLException {
    List<UUID> members = new ArrayList<>();
    try (Connection connection = bench.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      insertPeers(connection);
      insertDonors(statement, members);
      insertCreators(statement);
      connection.commit();
      reserve(database, members);
      // Indexes are made faster from all rows than row by row.
      statement.execute("set unique_checks = 0, foreign_key_checks = 0");
      statement.execute(
          "alter table flattr drop index flattr_by_id, drop index flattr_by_state,"
              + " drop index one_per_donor_thing_and_month");
      insertFlattrs(statement, members);
      connection.commit();
      statement.execute(
          "alter table flattr add unique flattr_by_id (id),"
              + " add index flattr_by_state (period, state, creator_id),"
              + " add unique one_per_donor_thing_and_month (period, donor_id, thing_id, standing)");
    }
  }

  private void insertPeers(Connection connection) throws SQLException {
    try (PreparedStatement peer =
            connection.prepareStatement(
                "insert ignore into peer (id, actor, inbox, added_at) values (?, ?, ?, now())");
        PreparedStatement policy =
            connection.prepareStatement(
                "insert ignore into peer_policy (peer_id, period, document, digest, read_at)"
                    + " values (?, ?, ?, ?, now())")) {
      for (int i = 0; i < peers.size(); i++) {
        peer.setInt(1, i + 1);
        peer.setString(2, peers.get(i).toString());
        peer.setString(3, peers.get(i).origin() + "/inbox");
        peer.execute();
        var document = policy(peers.get(i)).toDocument();
        policy.setInt(1, i + 1);
        policy.setString(2, month.toString());
        policy.setBytes(3, document.toString().getBytes(StandardCharsets.UTF_8));
        policy.setString(4, DocumentDigest.of(document));
        policy.execute();
      }
    }
  }

  private NodePolicy policy(ActorId peer) {
    return new NodePolicy(
        ActivityId.of(peer.origin() + "/policy"),
        peer,
        1,
        CurrencyUnit.XTS,
        1_000,
        2_000_000,
        1_000_000,
        true,
        SettlementCalendar.WITHOUT_WAITS,
        List.of("test"),
        month);
  }

  private void insertDonors(Statement statement, List<UUID> members) throws SQLException {
    for (int i = 0; i < donors; i++) {
      members.add(Uuid7.next());
    }
    members.sort((one, other) -> one.toString().compareTo(other.toString()));
    for (int from = 0; from < donors; from += AT_ONCE) {
      StringBuilder rows = new StringBuilder();
      StringBuilder reservations = new StringBuilder();
      for (int i = from; i < Math.min(from + AT_ONCE, donors); i++) {
        UUID id = members.get(i);
        rows.append(i == from ? "" : ",").append("('%s','d%d','d',now())".formatted(id, i));
        reservations
            .append(i == from ? "" : ",")
            .append("('%s','%s',%d,'%s')".formatted(month, id, BUDGET, reservation(id).value()));
      }
      statement.execute("insert into member (id, name, display_name, created_at) values " + rows);
      statement.execute(
          "insert into reservation (period, member_id, amount_micros, transfer_id) values "
              + reservations);
    }
  }

  private void insertCreators(Statement statement) throws SQLException {
    for (int i = 0; i < creators; i++) {
      int row = i + 1;
      if (isElsewhere(i)) {
        statement.addBatch(
            "insert into creator (id, actor, peer_id) values (%d, '%s', %d)"
                .formatted(row, actor(i), i % peers.size() + 1));
      } else {
        UUID id = Uuid7.next();
        statement.addBatch(member(id, "c" + i));
        statement.addBatch(
            "insert into creator (id, actor, member_id) values (%d, 'http://localhost/%d', '%s')"
                .formatted(row, i, id));
      }
      statement.addBatch(
          "insert into thing (id, url, url_hash, creator_id, added_at) values (%1$d, '%1$d',"
                  .formatted(row)
              + " unhex(sha2('%1$d', 256)), %1$d, now())".formatted(row));
      flush(statement, i);
    }
    statement.executeBatch();
  }

  public static String member(UUID id, String name) {
    return "insert into member (id, name, display_name, created_at) values ('%s', '%s', 'm', now())"
        .formatted(id, name);
  }

  private static void flush(Statement statement, int count) throws SQLException {
    if (count % AT_ONCE == AT_ONCE - 1) {
      statement.executeBatch();
    }
  }

  private void reserve(Database database, List<UUID> members) {
    Ledger ledger = new Ledger();
    for (int from = 0; from < members.size(); from += AT_ONCE) {
      List<Entry> entries = new ArrayList<>();
      for (UUID donor : members.subList(from, Math.min(from + AT_ONCE, members.size()))) {
        Voucher voucher = new Voucher(TransferCode.RESERVE, "bench", month, Instant.EPOCH);
        Voucher deposit = new Voucher(TransferCode.DEPOSIT, "bench", null, Instant.EPOCH);
        Account funds = new Account.MemberFunds(donor);
        entries.add(
            new Transfer(
                TransferId.of("deposit:" + donor), new Account.Bank(), funds, BUDGET, deposit));
        entries.add(
            new PendingTransfer(
                new Transfer(
                    reservation(donor), funds, new Account.Giving(month), BUDGET, voucher)));
      }
      database.write(tx -> ledger.book(tx, entries).orThrow());
    }
  }

  private static TransferId reservation(UUID donor) {
    return TransferId.of("reserve:" + donor);
  }

  /** Donor by donor, as the rows lie. */
  private void insertFlattrs(Statement statement, List<UUID> members) throws SQLException {
    SplittableRandom random = new SplittableRandom(1);
    long begins = month.atDay(1).toEpochDay() * 24 * 3600 * 1000;
    int each = flattrs / donors;
    StringBuilder rows = new StringBuilder();
    int inBatch = 0;
    for (int donor = 0; donor < members.size(); donor++) {
      for (int i = 0; i < each; i++) {
        long millis = begins + random.nextLong(MILLIS_OF_MONTH);
        UUID id =
            new UUID(
                (millis << 16) | 0x7000 | random.nextInt(1 << 12),
                Long.MIN_VALUE | (random.nextLong() >>> 2));
        rows.append(inBatch++ == 0 ? "" : ",")
            .append("('%s','%s','%s',".formatted(month, members.get(donor), id))
            .append(row((int) ((donor * 31L + i) % creators)));
      }
      if (inBatch >= 5 * AT_ONCE || donor == members.size() - 1) {
        statement.execute(
            "insert into flattr (period, donor_id, id, thing_id, creator_id, state, anonymous,"
                + " recorded_at, digest, sequence) values "
                + rows);
        rows.setLength(0);
        inBatch = 0;
        statement.getConnection().commit();
      }
    }
  }

  private String row(int creator) {
    String receipt = isElsewhere(creator) ? "repeat('0', 64),1" : "null,null";
    return "%1$d,%1$d,'counted',0,now(6),%2$s)".formatted(creator + 1, receipt);
  }
}
