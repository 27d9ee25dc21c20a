package org.farthing.node.settlement;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.farthing.node.ledger.Account;
import org.farthing.node.ledger.TransferCode;
import org.farthing.node.peer.OwnPolicies;
import org.farthing.node.peer.Peer;
import org.farthing.node.peer.PeerPolicies;
import org.farthing.node.peer.Peers;
import org.farthing.node.settlement.AuditStore.RevenueRow;
import org.farthing.node.settlement.AuditStore.StatementRow;
import org.farthing.node.settlement.AuditStore.SumRow;
import org.farthing.node.settlement.PairMonthStore.Stored;
import org.farthing.node.settlement.said.OwnWords;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.message.NodePolicy;
import org.farthing.protocol.message.Settlement;
import org.farthing.protocol.message.Statement;
import org.farthing.protocol.money.CurrencyUnit;
import org.farthing.protocol.money.Net;
import org.farthing.protocol.money.Netting;
import org.farthing.protocol.money.Side;
import org.farthing.protocol.settlement.PairMonth;
import org.jspecify.annotations.Nullable;

/**
 * A month with each other node: both statements are those on file, ours owes what the month's sums
 * say and theirs brought what creators here received; what is carried is what the month before
 * leaves; the net is what {@link Netting} makes of it; and all that is booked follows from it.
 */
final class PairMonthCheck {

  private static final String CODE = "pair_month_differs";
  private static final String STATEMENT = "statement_differs";

  private final ActorId us;
  private final CurrencyUnit currency;
  private final OwnPolicies policies;
  private final Peers peers;
  private final PeerPolicies peerPolicies;

  PairMonthCheck(
      ActorId us,
      CurrencyUnit currency,
      OwnPolicies policies,
      Peers peers,
      PeerPolicies peerPolicies) {
    this.us = us;
    this.currency = currency;
    this.policies = policies;
    this.peers = peers;
    this.peerPolicies = peerPolicies;
  }

  /** What other rows say of the pairs' month, taken out as pairs account for it. */
  private record Others(
      Map<Integer, StatementRow> ours,
      Map<Integer, StatementRow> theirs,
      Map<Integer, Long> given,
      Map<Integer, Long> received) {

    static Others of(CheckedMonth month) {
      Map<Integer, Long> given = new HashMap<>();
      for (SumRow sum : AuditStore.sums(month.tx(), month.period())) {
        if (sum.peerOrNull() != null) {
          given.merge(sum.peerOrNull(), sum.grossMicros(), Math::addExact);
        }
      }
      Map<Integer, Long> received = new HashMap<>();
      for (RevenueRow row : AuditStore.revenue(month.tx(), month.period())) {
        if (row.peer() != RevenueStore.OWN_NODE) {
          received.merge(row.peer(), row.grossMicros(), Math::addExact);
        }
      }
      return new Others(
          AuditStore.statements(month.tx(), month.period(), true),
          AuditStore.statements(month.tx(), month.period(), false),
          given,
          received);
    }
  }

  void check(CheckedMonth month) {
    Others others = Others.of(month);
    for (Stored stored : PairMonthStore.stored(month.tx(), month.period())) {
      PairMonth pair = stored.monthOrNull();
      if (pair == null) {
        month.report(
            "malformed_pair_month",
            where(month, stored.peer()),
            String.valueOf(stored.faultOrNull()));
      } else {
        month.expect(CODE, where(month, stored.peer()), "done", pair.isDone(), stored.done());
        checkOurs(month, stored.peer(), pair, others);
        checkTheirs(month, stored.peer(), pair, others);
        checkCarried(month, stored.peer(), pair);
        checkNet(month, stored.peer(), pair);
        checkPaid(month, stored.peer(), pair);
      }
    }
    reportRest(month, others);
  }

  private static void reportRest(CheckedMonth month, Others others) {
    others
        .ours()
        .forEach((peer, row) -> month.report(STATEMENT, row.uri(), "no month of a pair knows it"));
    others
        .theirs()
        .forEach((peer, row) -> month.report(STATEMENT, row.uri(), "no month of a pair knows it"));
    others
        .received()
        .forEach(
            (peer, gross) ->
                month.report(
                    "revenue_differs",
                    where(month, peer),
                    "creators here received %d, and no statement is agreed".formatted(gross)));
    if (month.hasReached(CloseStage.STATED)) {
      // What was stated before and is lost here is not stated otherwise.
      others.given().keySet().removeIf(peer -> OwnWords.isUnsaid(month.tx(), month.period(), peer));
      others
          .given()
          .forEach(
              (peer, gross) ->
                  month.report(
                      "statement_missing",
                      where(month, peer),
                      "%d were given to creators there and are not stated".formatted(gross)));
    }
  }

  private void checkOurs(CheckedMonth month, int peer, PairMonth pair, Others others) {
    Statement statement = pair.ourStatement().orElse(null);
    StatementRow row = others.ours().remove(peer);
    if (statement == null) {
      month.expect(STATEMENT, where(month, peer), "our statement", null, row);
      // It waits for the peer's policy, or for what the peer was told before.
      others.given().remove(peer);
      return;
    }
    String where = statement.id().toString();
    month.expect(STATEMENT, where, "the row, by our offer", StatementRow.of(statement), row);
    checkParties(month, where, statement, us, actor(month, peer));
    Long given = others.given().remove(peer);
    month.expect(
        STATEMENT,
        where,
        "gross, by month_sum",
        given == null ? 0L : given,
        statement.gross().micros());
    policy(month, peer)
        .ifPresent(
            digest ->
                month.expect(
                    STATEMENT, where, "policy of the creditor", digest, statement.policy()));
    long gross = statement.gross().micros();
    Account stated = new Account.Stated(peer);
    month.expectFlow(TransferCode.STATE, new Account.Giving(month.period()), stated, gross);
    switch (pair.ours()) {
      case AGREED, PARTLY_AGREED, PARTLY_RETURNED, ADMITTED -> {
        long agreed = pair.our().agreedMicros();
        month.expectKept(
            TransferCode.AGREE, TransferCode.RETRACT, stated, new Account.OwedTo(peer), agreed);
        checkLeftOut(month, statement, pair, gross - agreed);
        if (pair.ours() == PairMonth.Ours.PARTLY_RETURNED) {
          month.expectOutflow(TransferCode.RETURN, stated, gross - agreed);
        }
      }
      case RETURNED -> {
        month.expectOutflow(TransferCode.RETURN, stated, gross);
        expectNothingOwed(month, peer);
      }
      case NONE, PROPOSED, DISPUTED -> expectNothingOwed(month, peer);
    }
  }

  private Optional<String> policy(CheckedMonth month, int peer) {
    return peerPolicies.digest(month.tx(), peer(month, peer), month.period());
  }

  /** But for what was admitted, and taken back when the peer answered after all. */
  private static void expectNothingOwed(CheckedMonth month, int peer) {
    month.expectKept(
        TransferCode.AGREE,
        TransferCode.RETRACT,
        new Account.Stated(peer),
        new Account.OwedTo(peer),
        0);
  }

  /** Where all is agreed or admitted, disputes are there for people alone. */
  private static void checkLeftOut(
      CheckedMonth month, Statement statement, PairMonth pair, long expected) {
    boolean inPart =
        pair.ours() == PairMonth.Ours.PARTLY_AGREED
            || pair.ours() == PairMonth.Ours.PARTLY_RETURNED;
    long disputed =
        StatementStore.disputed(month.tx(), statement).stream()
            .mapToLong(StatementStore.Disputed::micros)
            .sum();
    month.expect(
        "dispute_differs",
        statement.id().toString(),
        "what is left out of the agreement",
        expected,
        inPart ? disputed : 0L);
  }

  private void checkTheirs(CheckedMonth month, int peer, PairMonth pair, Others others) {
    Statement statement = pair.theirStatement().orElse(null);
    StatementRow row = others.theirs().remove(peer);
    if (statement == null) {
      // What came too late is kept, and counts for nothing.
      if (pair.theirs() != PairMonth.Theirs.LAPSED) {
        month.expect(STATEMENT, where(month, peer), "their statement", null, row);
      }
      return;
    }
    String where = statement.id().toString();
    month.expect(STATEMENT, where, "the row, by their offer", StatementRow.of(statement), row);
    checkParties(month, where, statement, actor(month, peer), us);
    if (pair.theirs() == PairMonth.Theirs.AGREED
        || pair.theirs() == PairMonth.Theirs.PARTLY_AGREED
        || pair.theirs() == PairMonth.Theirs.ADMITTED) {
      Long received = others.received().remove(peer);
      month.expect(
          "revenue_differs",
          where(month, peer),
          "gross_micros in all, by their agreed statement",
          pair.their().agreedMicros(),
          received == null ? 0L : received);
    }
  }

  private static void checkParties(
      CheckedMonth month, String where, Statement statement, ActorId debtor, ActorId creditor) {
    month.expect(STATEMENT, where, "debtor", debtor, statement.debtor());
    month.expect(STATEMENT, where, "creditor", creditor, statement.creditor());
    month.expect(STATEMENT, where, "period", month.period(), statement.period());
  }

  private void checkCarried(CheckedMonth month, int peer, PairMonth pair) {
    if (pair.carriedOrNull() == null) {
      return;
    }
    Optional<PairMonth> before = PairMonthStore.before(month.tx(), month.period(), peer);
    PairMonth.@Nullable Carried expected =
        before.isEmpty() ? PairMonth.Carried.NOTHING : before.get().carriedOn(us).orElse(null);
    month.expect(
        "carried_differs",
        where(month, peer),
        "carried, by the pair's month before",
        expected,
        pair.carriedOrNull());
  }

  private void checkNet(CheckedMonth month, int peer, PairMonth pair) {
    PairMonth.Carried carried = pair.carriedOrNull();
    if (!pair.net().holds() && pair.netted() != PairMonth.Netted.OFFERED) {
      return;
    }
    String where = where(month, peer);
    Settlement settlement = pair.settlement().orElseThrow();
    long ours = agreedIn(settlement, pair.ourStatement(), pair.our().agreedMicros());
    long theirs = agreedIn(settlement, pair.theirStatement(), pair.their().agreedMicros());
    if (carried == null) {
      month.report(CODE, where, "it is netted, and what the months before leave is not known");
      return;
    }
    Netting netting = netting(month, peer, ours, theirs, carried);
    Net net = netting.net();
    ActorId payer = net.payer() == Side.US ? us : actor(month, peer);
    month.expect("net_differs", where, "payer", payer, settlement.payer());
    month.expect("net_differs", where, "net", net.netMicros(), settlement.net().micros());
    month.expect("net_differs", where, "paid", net.paidMicros(), settlement.paid().micros());
    month.expect(
        "net_differs", where, "carried", net.carriedMicros(), settlement.carried().micros());
    month.expect("net_differs", where, "currency", currency, settlement.net().currency());
    month.expect("net_differs", where, "period", month.period(), settlement.period());
    if (pair.net().holds()) {
      month.expectFlow(
          TransferCode.SET_OFF,
          new Account.OwedTo(peer),
          new Account.OwedBy(peer),
          Math.min(netting.us().owedMicros(), netting.them().owedMicros()));
    }
  }

  private Netting netting(
      CheckedMonth month, int peer, long ours, long theirs, PairMonth.Carried carried) {
    ActorId them = actor(month, peer);
    long theirMinimum =
        peerPolicies
            .known(month.tx(), peer(month, peer), month.period())
            .map(NodePolicy::netMinimumMicros)
            .orElse(0L);
    return new Netting(
        new Netting.Party(
            ours, carried.byUsMicros(), policies.of(month.period()).netMinimumMicros()),
        new Netting.Party(theirs, carried.byThemMicros(), theirMinimum),
        currency,
        us.compareTo(them) < 0 ? Side.US : Side.THEM);
  }

  /** What of a statement a settlement rests on: nothing, when it does not name it. */
  private static long agreedIn(
      Settlement settlement, Optional<Statement> statement, long agreedMicros) {
    return statement.filter(it -> settlement.statements().contains(it.id())).isPresent()
        ? agreedMicros
        : 0;
  }

  /** What is paid, and what has therefore to be available. */
  private void checkPaid(CheckedMonth month, int peer, PairMonth pair) {
    Settlement settlement = pair.settlement().orElse(null);
    if (settlement == null || !pair.net().holds()) {
      return;
    }
    String where = where(month, peer);
    if (pair.payment().noticeOrNull() != null) {
      month.expect(
          CODE,
          where,
          "amount of the payment",
          settlement.paid(),
          pair.payment().noticeOrNull().payment().amount());
    }
    boolean weArePayer = settlement.payer().equals(us);
    Account bank = new Account.Bank();
    if (weArePayer) {
      long paid = settlement.paid().micros();
      int attempts = pair.payment().attempts();
      boolean out = pair.paid() == PairMonth.Paid.SENT || pair.paid() == PairMonth.Paid.CONFIRMED;
      month.expectFlow(TransferCode.PAY, new Account.OwedTo(peer), bank, attempts * paid);
      month.expectFlow(
          TransferCode.TAKE_BACK,
          bank,
          new Account.OwedTo(peer),
          (out ? attempts - 1 : attempts) * paid);
    } else {
      Account claim = new Account.OwedBy(peer);
      long recorded = MonthlessStore.settled(month.tx(), month.period(), peer);
      month.expectFlow(TransferCode.RECEIVE, new Account.Unmatched(peer), claim, recorded);
      month.expectFlow(
          TransferCode.RECEIVE, bank, claim, pair.payment().receivedMicros() - recorded);
    }
    boolean nothingToWaitFor =
        weArePayer || settlement.net().micros() == 0 || pair.paid() == PairMonth.Paid.CONFIRMED;
    if (nothingToWaitFor && settlement.statements().size() == 2) {
      month.expect(
          "pending_differs",
          where,
          "revenue of it and of months before still pending",
          0L,
          AuditStore.pending(month.tx(), peer, month.period()));
    }
  }

  private Peer peer(CheckedMonth month, int peer) {
    return peers.get(month.tx(), peer);
  }

  private ActorId actor(CheckedMonth month, int peer) {
    return peer(month, peer).actor();
  }

  private static String where(CheckedMonth month, int peer) {
    return "pair_month %s with peer %d".formatted(month.period(), peer);
  }
}
