package org.farthing.node;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.farthing.node.guard.GuardTerms;
import org.farthing.node.payout.ManualRail;
import org.farthing.node.payout.PaymentRail;
import org.farthing.node.peer.PolicyTerms;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.DatabaseAddress;
import org.farthing.node.platform.schedule.Clocks;
import org.farthing.node.signin.Registration;
import org.farthing.node.signin.SignInTerms;
import org.farthing.protocol.activity.Origin;
import org.farthing.protocol.money.CurrencyUnit;

/**
 * What one node is made of.
 *
 * @param origin under which others know it
 * @param host where it listens
 * @param port where it listens; need not be that of the origin, which a proxy may stand for
 * @param connections to the database, at most
 * @param keyFile made when missing
 * @param terms of its policy
 * @param rail by which nodes pay each other, on the node's open database
 * @param closesMonths whether months are closed as they become due, and not only by command
 * @param flattrs how flattrs are dealt with that other nodes have not answered
 * @param mostOwedMicros what a peer may owe before no more flattrs of its donors are taken
 * @param secureMode whether ActivityStreams documents are for signed requests alone
 * @param guard against strangers
 * @param signIn how members come, and how they are written to
 * @param payoutMinimumMicros the least that members are paid out at a time
 */
public record NodeSetup(
    Origin origin,
    String host,
    int port,
    DatabaseAddress database,
    int connections,
    Path keyFile,
    PolicyTerms terms,
    Clocks clocks,
    Function<Database, PaymentRail> rail,
    boolean closesMonths,
    Unanswered flattrs,
    long mostOwedMicros,
    boolean secureMode,
    GuardTerms guard,
    SignInTerms signIn,
    long payoutMinimumMicros) {

  /** 10.00 (product rule 1). */
  public static final long USUAL_PAYOUT_MINIMUM = 10_000_000;

  /** As good as no limit. */
  public static final long ANY_DEBT = Long.MAX_VALUE;

  /**
   * What becomes of flattrs that other nodes have not answered.
   *
   * @param grace how long after its cut-off a month's split waits for nodes that cannot be asked
   * @param offeredAgainMonths in how many later months an unclaimed flattr is offered again; 0 for
   *     none
   */
  public record Unanswered(Duration grace, int offeredAgainMonths) {

    public static final Unanswered STANDARD = new Unanswered(Duration.ofDays(1), 6);
  }

  /**
   * A node that deals with unanswered flattrs as is usual, sets peers no limit, shows its documents
   * to everybody, is guarded as is usual, is joined by invitation, and pays out from 10.00 on.
   */
  public NodeSetup(
      Origin origin,
      String host,
      int port,
      DatabaseAddress database,
      int connections,
      Path keyFile,
      PolicyTerms terms,
      Clocks clocks,
      Function<Database, PaymentRail> rail,
      boolean closesMonths) {
    this(
        origin,
        host,
        port,
        database,
        connections,
        keyFile,
        terms,
        clocks,
        rail,
        closesMonths,
        Unanswered.STANDARD,
        ANY_DEBT,
        false,
        GuardTerms.STANDARD,
        SignInTerms.of(Registration.INVITATION),
        USUAL_PAYOUT_MINIMUM);
  }

  /** The same, for real money that nodes pay each other by hand. */
  NodeSetup in(CurrencyUnit currency) {
    return new NodeSetup(
        origin,
        host,
        port,
        database,
        connections,
        keyFile,
        terms.in(currency, List.of(ManualRail.NAME)),
        clocks,
        opened -> new ManualRail(opened, clocks.calendar()),
        closesMonths,
        flattrs,
        mostOwedMicros,
        secureMode,
        guard,
        signIn,
        payoutMinimumMicros);
  }

  /** The same, but for how members come. */
  public NodeSetup with(SignInTerms other) {
    return new NodeSetup(
        origin,
        host,
        port,
        database,
        connections,
        keyFile,
        terms,
        clocks,
        rail,
        closesMonths,
        flattrs,
        mostOwedMicros,
        secureMode,
        guard,
        other,
        payoutMinimumMicros);
  }
}
