package org.farthing.node.ledger;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.UUID;
import java.util.function.IntPredicate;

/** Names for a journal's accounts, and the escaping that keeps hostile text from being syntax. */
final class JournalAccounts {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private final JournalNames names;

  JournalAccounts(JournalNames names) {
    this.names = names;
  }

  String free(Account account) {
    return switch (account) {
      case Account.Bank() -> "assets:bank";
      case Account.MemberFunds(UUID member) -> member(member) + ":funds";
      case Account.MemberPending(UUID member) -> member(member) + ":pending";
      case Account.MemberAvailable(UUID member) -> member(member) + ":available";
      case Account.MemberReceivable(UUID member) ->
          "assets:receivable:" + name(names.member().apply(member));
      case Account.Giving(var month) -> "liabilities:giving:" + month;
      case Account.Stated(int peer) -> "liabilities:stated:" + peer(peer);
      case Account.OwedTo(int peer) -> "liabilities:peer:" + peer(peer);
      case Account.OwedBy(int peer) -> "assets:peer:" + peer(peer);
      case Account.Unmatched(int peer) ->
          "liabilities:unmatched:" + (peer == 0 ? "unknown" : peer(peer));
      case Account.Overpaid(int peer) -> "assets:overpaid:" + peer(peer);
      case Account.FeePending() -> "income:fee:pending";
      case Account.FeeAvailable() -> "income:fee:available";
    };
  }

  /** Where what is set aside from an account stands meanwhile. */
  String reserved(Account account) {
    return account instanceof Account.MemberFunds(UUID member)
        ? member(member) + ":reserved"
        : free(account) + ":reserved";
  }

  private String member(UUID member) {
    return "liabilities:member:" + name(names.member().apply(member));
  }

  private String peer(int peer) {
    return name(names.peer().apply(peer));
  }

  private static String name(String name) {
    return escape(name, JournalAccounts::isPlain);
  }

  private static boolean isPlain(int b) {
    return (b >= 'a' && b <= 'z')
        || (b >= 'A' && b <= 'Z')
        || (b >= '0' && b <= '9')
        || b == '-'
        || b == '.'
        || b == '_'
        || b == '@';
  }

  /** Text that stays within a transaction's first line and before its comment. */
  static String description(String text) {
    return escape(text, b -> b >= ' ' && b <= '~' && b != ';' && b != '%');
  }

  /**
   * Percent-encodes the UTF-8 bytes that are not plain: hledger in the C locale reads only ASCII.
   */
  private static String escape(String text, IntPredicate plain) {
    StringBuilder escaped = new StringBuilder(text.length());
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (plain.test(b)) {
        escaped.append((char) b);
      } else {
        escaped.append('%').append(HEX.toHexDigits(b));
      }
    }
    return escaped.toString();
  }
}
