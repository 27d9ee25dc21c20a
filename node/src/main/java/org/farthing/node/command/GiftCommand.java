package org.farthing.node.command;

import java.io.PrintWriter;
import java.util.UUID;
import org.farthing.node.Node;
import org.farthing.node.account.Member;
import org.farthing.node.flattr.Creator;
import org.farthing.node.flattr.GiftOutcome;
import org.farthing.node.flattr.Gifts;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Gives an amount for a member. */
@Command(
    name = "gift",
    mixinStandardHelpOptions = true,
    description = "Give a creator an amount from a member's funds, outside the budget.")
final class GiftCommand extends NodeCommand {

  @Parameters(index = "0", paramLabel = "NAME", description = "The member.")
  private String name = "";

  @Parameters(index = "1", paramLabel = "CREATOR", description = "Like bob@b.example.")
  private String creator = "";

  @Parameters(index = "2", paramLabel = "AMOUNT", description = "Like 5.00.")
  private String amount = "";

  @Option(names = "--anonymous", description = "Do not tell the creator who gives.")
  private boolean anonymous;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "The same one gives once only, however often the command is run.")
  private @Nullable String key;

  @Override
  void run(Node node, PrintWriter out) {
    Member member = Arguments.member(node, name);
    long micros = Arguments.amount(amount, node.currency());
    Creator to = node.creators().creator(creator);
    String asked = key == null ? "command:" + UUID.randomUUID() : key;
    @Nullable Boolean unnamed = anonymous ? true : null;
    out.println(
        said(node, node.gifts().give(member.id(), new Gifts.Wish(asked, to, micros, unnamed))));
  }

  private static String said(Node node, GiftOutcome outcome) {
    return switch (outcome) {
      case GiftOutcome.Recorded it -> "recorded " + it.gift().id().uri(node.origin());
      case GiftOutcome.AlreadyRecorded it ->
          "already_recorded " + it.gift().id().uri(node.origin());
      case GiftOutcome.OtherUnderThisKey _ ->
          throw refused("key_used: another creator or amount was given under this key");
      case GiftOutcome.FlattrOwner _ -> throw refused("flattr_owner");
      case GiftOutcome.BelowMinimum it ->
          throw refused("below_minimum: at least " + text(node, it.minimumMicros()));
      case GiftOutcome.NoMeans it ->
          throw refused("no_means: the free funds are " + text(node, it.fundsMicros()));
      case GiftOutcome.ReceivableOpen it ->
          throw refused(
              "receivable_open: a deposit came back, and %s of it are not covered yet"
                  .formatted(text(node, it.owedMicros())));
      case GiftOutcome.PeerBlocked _ ->
          throw refused("peer_blocked: the creator's node is blocked here");
      case GiftOutcome.PeerSuspended _ ->
          throw refused(
              "peer_suspended: nothing goes to the creator's node for now, see: peer list");
    };
  }

  private static String text(Node node, long micros) {
    return Arguments.text(micros, node.currency());
  }

  private static CommandFailed refused(String reason) {
    return CommandFailed.refused(reason + ".");
  }
}
