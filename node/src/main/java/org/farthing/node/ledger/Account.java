package org.farthing.node.ledger;

import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.UUID;

/** An account of the ledger, named by its role. It exists once something is booked on it. */
public sealed interface Account {

  /** What lies in the bank: deposits and received, less sent. */
  record Bank() implements Account {}

  /** A member's prepaid money, only for giving. */
  record MemberFunds(UUID member) implements Account {}

  /** A member's revenue of which the money has not arrived. */
  record MemberPending(UUID member) implements Account {}

  /** A member's revenue that can be paid out. */
  record MemberAvailable(UUID member) implements Account {}

  /** What donors gave at the close of a month and is neither credited nor stated yet. */
  record Giving(YearMonth month) implements Account {
    public Giving {
      if (month.getYear() < 0 || month.getYear() > 9999) {
        throw new IllegalArgumentException("not a month of four-digit years: " + month);
      }
    }
  }

  /** What was stated to a peer and not agreed yet. */
  record Stated(int peer) implements Account {
    public Stated {
      requirePeer(peer);
    }
  }

  /** What the node owes a peer by agreement. */
  record OwedTo(int peer) implements Account {
    public OwedTo {
      requirePeer(peer);
    }
  }

  /** What a peer owes the node by agreement. */
  record OwedBy(int peer) implements Account {
    public OwedBy {
      requirePeer(peer);
    }
  }

  /**
   * What a member owes since a deposit of theirs came back: the node's loss until it is covered.
   */
  record MemberReceivable(UUID member) implements Account {}

  /**
   * What came in from a peer and is for no settlement, or not yet; peer 0 while nobody knows whose
   * it is.
   */
  record Unmatched(int peer) implements Account {
    public Unmatched {
      if (peer < 0) {
        throw new IllegalArgumentException("no peer has the number " + peer);
      }
    }
  }

  /** What a peer has of ours by mistake: the node's loss until it comes back. */
  record Overpaid(int peer) implements Account {
    public Overpaid {
      requirePeer(peer);
    }
  }

  /** The node's fee on revenue that is pending. */
  record FeePending() implements Account {}

  /** The node's fee on revenue that is available. */
  record FeeAvailable() implements Account {}

  private static void requirePeer(int peer) {
    if (peer <= 0) {
      throw new IllegalArgumentException("a peer's number is above zero, not " + peer);
    }
  }

  /** The account's name in the database: its role, a colon and whose it is. */
  default String code() {
    return switch (this) {
      case Bank() -> "bank";
      case MemberFunds(UUID member) -> "funds:" + member;
      case MemberPending(UUID member) -> "pending:" + member;
      case MemberAvailable(UUID member) -> "available:" + member;
      case MemberReceivable(UUID member) -> "receivable:" + member;
      case Giving(YearMonth month) -> "giving:" + month;
      case Stated(int peer) -> "stated:" + peer;
      case OwedTo(int peer) -> "owed-to:" + peer;
      case OwedBy(int peer) -> "owed-by:" + peer;
      case Unmatched(int peer) -> "unmatched:" + peer;
      case Overpaid(int peer) -> "overpaid:" + peer;
      case FeePending() -> "fee-pending";
      case FeeAvailable() -> "fee-available";
    };
  }

  default NormalSide normalSide() {
    return switch (this) {
      case Bank _, OwedBy _, MemberReceivable _, Overpaid _ -> NormalSide.DEBIT;
      case MemberFunds _,
          MemberPending _,
          MemberAvailable _,
          Giving _,
          Stated _,
          OwedTo _,
          Unmatched _,
          FeePending _,
          FeeAvailable _ ->
          NormalSide.CREDIT;
    };
  }

  /**
   * The account of that {@linkplain #code() code}.
   *
   * @throws IllegalArgumentException when no account has it
   */
  static Account of(String code) {
    int colon = code.indexOf(':');
    String role = colon < 0 ? code : code.substring(0, colon);
    String key = colon < 0 ? "" : code.substring(colon + 1);
    try {
      Account account = of(role, key);
      if (account.code().equals(code)) {
        return account;
      }
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IllegalArgumentException("no account has the code " + code, e);
    }
    throw new IllegalArgumentException("no account has the code " + code);
  }

  private static Account of(String role, String key) {
    return switch (role) {
      case "bank" -> new Bank();
      case "funds" -> new MemberFunds(UUID.fromString(key));
      case "pending" -> new MemberPending(UUID.fromString(key));
      case "available" -> new MemberAvailable(UUID.fromString(key));
      case "receivable" -> new MemberReceivable(UUID.fromString(key));
      case "giving" -> new Giving(YearMonth.parse(key));
      case "stated" -> new Stated(Integer.parseInt(key));
      case "owed-to" -> new OwedTo(Integer.parseInt(key));
      case "owed-by" -> new OwedBy(Integer.parseInt(key));
      case "unmatched" -> new Unmatched(Integer.parseInt(key));
      case "overpaid" -> new Overpaid(Integer.parseInt(key));
      case "fee-pending" -> new FeePending();
      case "fee-available" -> new FeeAvailable();
      default -> throw new IllegalArgumentException("no such role");
    };
  }
}
