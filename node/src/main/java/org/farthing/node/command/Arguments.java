package org.farthing.node.command;

import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.UUID;
import org.farthing.node.Node;
import org.farthing.node.account.Member;
import org.farthing.node.ledger.TransferId;
import org.farthing.node.peer.Peer;
import org.farthing.protocol.money.CurrencyUnit;
import org.farthing.protocol.money.Money;
import org.farthing.protocol.money.MoneyFormatException;

/** What commands are given, read or refused. */
final class Arguments {

  private Arguments() {}

  /** An amount like {@code 2.00}, in micro-units. */
  static long amount(String text, CurrencyUnit currency) {
    try {
      return Money.parse(text, currency).micros();
    } catch (MoneyFormatException e) {
      throw CommandFailed.refused(e.code() + ": " + e.getMessage());
    }
  }

  static String text(long micros, CurrencyUnit currency) {
    return new Money(micros, currency).toDecimalString() + " " + currency.code();
  }

  static YearMonth month(String text) {
    try {
      return YearMonth.parse(text);
    } catch (DateTimeException e) {
      throw CommandFailed.refused("malformed_month: '" + text + "' is no month like 2026-11.");
    }
  }

  static TransferId transfer(String text) {
    try {
      return new TransferId(UUID.fromString(text));
    } catch (IllegalArgumentException _) {
      throw CommandFailed.refused("malformed_id: '" + text + "' is no id of a transfer.");
    }
  }

  /** Another node, by its host and port or by its actor. */
  static Peer peer(Node node, String name) {
    return node.peers().stream()
        .filter(
            peer ->
                peer.actor().origin().authority().equals(name)
                    || peer.actor().toString().equals(name))
        .findFirst()
        .orElseThrow(
            () -> CommandFailed.refused("unknown_peer: this node knows no '" + name + "'."));
  }

  static Member member(Node node, String name) {
    return node.members()
        .find(name)
        .orElseThrow(
            () -> CommandFailed.refused("unknown_member: nobody here is called '" + name + "'."));
  }
}
