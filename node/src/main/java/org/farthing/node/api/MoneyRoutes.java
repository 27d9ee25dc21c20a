package org.farthing.node.api;

import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import org.farthing.node.account.Member;
import org.farthing.node.account.MemberId;
import org.farthing.node.account.Members;
import org.farthing.node.account.TokenHolder;
import org.farthing.node.flattr.Budget;
import org.farthing.node.flattr.Giving;
import org.farthing.node.flattr.Giving.BudgetOutcome;
import org.farthing.node.ledger.Account;
import org.farthing.node.ledger.Balance;
import org.farthing.node.ledger.Ledger;
import org.farthing.node.ledger.LedgerConflict;
import org.farthing.node.payout.Deposits;
import org.farthing.node.payout.Payouts;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.http.HttpServer;
import org.farthing.node.platform.http.Problem;
import org.farthing.protocol.money.CurrencyUnit;

/** A member's money: balances, budget, and deposits where money is only pretended. */
final class MoneyRoutes implements HttpService {

  private static final String BALANCES = "/api/v1/balances";
  private static final String BUDGET = "/api/v1/budget";
  private static final String DEPOSITS = "/api/v1/deposits";
  private static final int LONGEST_REFERENCE = 100;

  private final Database database;
  private final InstantSource calendar;
  private final CurrencyUnit currency;
  private final boolean noRealMoney;
  private final Bearers bearers;
  private final Members members;
  private final Ledger ledger;
  private final Giving giving;
  private final Deposits deposits;
  private final Payouts payouts;

  MoneyRoutes(
      Database database,
      InstantSource calendar,
      CurrencyUnit currency,
      boolean noRealMoney,
      Bearers bearers,
      Members members,
      Ledger ledger,
      Giving giving,
      Deposits deposits,
      Payouts payouts) {
    this.database = database;
    this.calendar = calendar;
    this.currency = currency;
    this.noRealMoney = noRealMoney;
    this.bearers = bearers;
    this.members = members;
    this.ledger = ledger;
    this.giving = giving;
    this.deposits = deposits;
    this.payouts = payouts;
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get(BALANCES, this::balances)
        .any(BALANCES, HttpServer.only("GET"))
        .put(BUDGET, this::budget)
        .any(BUDGET, HttpServer.only("PUT"))
        .post(DEPOSITS, this::deposit)
        .any(DEPOSITS, HttpServer.only("POST"));
  }

  private record Balances(
      Balance funds, long onTheWay, Balance pending, Balance available, Balance owed) {}

  private void balances(ServerRequest request, ServerResponse response) {
    MemberId member = bearers.member(request);
    Balances all =
        database.snapshot(
            tx ->
                new Balances(
                    ledger.balance(tx, new Account.MemberFunds(member.value())),
                    payouts.onTheWay(tx, member.value()),
                    ledger.balance(tx, new Account.MemberPending(member.value())),
                    ledger.balance(tx, new Account.MemberAvailable(member.value())),
                    ledger.balance(tx, new Account.MemberReceivable(member.value()))));
    long owed = all.owed().postedMicros();
    Answers.send(
        response,
        Status.OK_200,
        new Answers.Balances(
            currency.code(),
            amount(all.funds().availableMicros()),
            amount(all.funds().pendingOutMicros() - all.onTheWay()),
            all.onTheWay() == 0 ? null : amount(all.onTheWay()),
            amount(all.pending().availableMicros()),
            amount(all.available().availableMicros()),
            owed == 0 ? null : amount(owed),
            shown(giving.budget(member))));
  }

  private Answers.Budget shown(Budget budget) {
    YearMonth month = month();
    Long next = budget.nextMicrosOrNull();
    YearMonth from = budget.nextPeriodOrNull();
    Answers.Amount now = amount(budget.in(month));
    return next == null || from == null || !from.isAfter(month)
        ? new Answers.Budget(now, null, null)
        : new Answers.Budget(now, amount(next), from.toString());
  }

  private void budget(ServerRequest request, ServerResponse response) {
    MemberId member = bearers.member(request);
    long micros = JsonRequest.read(request, Set.of("amount")).micros("amount", currency);
    Answers.NewBudget answer =
        switch (giving.setBudget(member, micros)) {
          case BudgetOutcome.HoldsNow it ->
              new Answers.NewBudget(
                  currency.code(), amount(it.micros()), month().toString(), "holds_now");
          case BudgetOutcome.HoldsFrom it ->
              new Answers.NewBudget(
                  currency.code(), amount(it.micros()), it.month().toString(), "holds_next_month");
          case BudgetOutcome.BelowMinimum it ->
              throw new Problem(
                      409,
                      "below_minimum",
                      "Below the smallest budget",
                      "The smallest budget here is %s %s a month; 0.00 means that you do not give."
                          .formatted(amount(it.minimumMicros()).amount(), currency.code()))
                  .at("/amount");
        };
    Answers.send(response, Status.OK_200, answer);
  }

  private void deposit(ServerRequest request, ServerResponse response) {
    TokenHolder holder = bearers.holder(request);
    if (!noRealMoney) {
      throw new Problem(
          403,
          "real_money",
          "Only where money is pretended",
          "This node has real money: a deposit reaches it through the bank.");
    }
    JsonRequest body = JsonRequest.read(request, Set.of("amount", "reference", "member"));
    long micros = body.micros("amount", currency);
    if (micros == 0) {
      throw JsonRequest.malformed("amount", "A deposit is above zero.");
    }
    String reference = body.text("reference");
    if (reference.length() > LONGEST_REFERENCE) {
      throw JsonRequest.malformed(
          "reference", "A reference has at most " + LONGEST_REFERENCE + " characters.");
    }
    MemberId member = payee(holder, body.optionalText("member"));
    confirm(member, micros, reference);
    Balance funds =
        database.read(tx -> ledger.balance(tx, new Account.MemberFunds(member.value())));
    Answers.send(
        response,
        Status.CREATED_201,
        new Answers.Deposit(
            currency.code(), amount(micros), reference, amount(funds.availableMicros())));
  }

  /** A member deposits for themselves; the admin says for whom. */
  private MemberId payee(TokenHolder holder, Optional<String> name) {
    return switch (holder) {
      case TokenHolder.OfMember it -> {
        if (name.isPresent()) {
          throw JsonRequest.malformed("member", "Only the admin deposits for others.");
        }
        yield it.member();
      }
      case TokenHolder.Admin _ ->
          name.flatMap(members::find)
              .map(Member::id)
              .orElseThrow(
                  () -> JsonRequest.malformed("member", "There is no member of this name."));
    };
  }

  /** References are each member's own: nobody can take another's away. */
  private void confirm(MemberId member, long micros, String reference) {
    try {
      deposits.confirm(member.value(), micros, "api:" + member + ":" + reference);
    } catch (LedgerConflict e) {
      throw new Problem(
              409,
              "reference_taken",
              "This reference is taken",
              "It stands for a deposit of another amount already.")
          .at("/reference");
    }
  }

  private Answers.Amount amount(long micros) {
    return Answers.Amount.of(micros, currency);
  }

  private YearMonth month() {
    return YearMonth.from(calendar.instant().atZone(ZoneOffset.UTC));
  }
}
