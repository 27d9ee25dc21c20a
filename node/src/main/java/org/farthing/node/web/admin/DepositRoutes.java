package org.farthing.node.web.admin;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.farthing.node.account.Member;
import org.farthing.node.account.MemberId;
import org.farthing.node.account.Members;
import org.farthing.node.ledger.LedgerConflict;
import org.farthing.node.ledger.TransferId;
import org.farthing.node.payout.Deposits;
import org.farthing.node.payout.Deposits.Deposit;
import org.farthing.node.payout.Deposits.OfMember;
import org.farthing.node.platform.http.Problem;
import org.farthing.node.signin.Form;
import org.farthing.node.web.admin.Question.Field;
import org.farthing.node.web.admin.Sheet.Mood;

/**
 * Money that members pay in: confirmed when the bank has it, reversed when the bank has lost it.
 */
final class DepositRoutes implements HttpService {

  private static final int LONGEST_REFERENCE = 140;

  private final Desk desk;
  private final Deposits deposits;
  private final Members members;

  DepositRoutes(Desk desk, Deposits deposits, Members members) {
    this.desk = desk;
    this.deposits = deposits;
    this.members = members;
  }

  @Override
  public void routing(HttpRules rules) {
    desk.page(rules, Place.DEPOSITS.path(), this::list);
    desk.deed(rules, Place.DEPOSITS.path("new"), new Deed(this::askConfirm, this::confirm));
    desk.deed(
        rules, Place.DEPOSITS.path("{id}", "reverse"), new Deed(this::askReverse, this::reverse));
  }

  private Sheet list(Visit visit) {
    List<OfMember> newest = deposits.newest(visit.before(), Desk.ROWS + 1);
    List<OfMember> shown = newest.stream().limit(Desk.ROWS).toList();
    Map<MemberId, Member> names =
        members.named(shown.stream().map(it -> new MemberId(it.member())).distinct().toList());
    return new Sheet.Draft(Place.DEPOSITS, visit.text("admin.deposits.title"))
        .answer(
            Mood.PLAIN,
            visit.text(
                visit.frame().noRealMoney() ? "admin.deposits.lead.play" : "admin.deposits.lead"))
        .add(
            new Sheet.Acts(
                "",
                List.of(
                    new Sheet.Link(visit.text("admin.deposits.new"), Place.DEPOSITS.path("new")))))
        .add(
            new Sheet.Table(
                visit.text("admin.deposits.list"),
                null,
                List.of(
                    visit.text("admin.column.when"),
                    visit.text("admin.column.member"),
                    visit.text("admin.column.amount"),
                    visit.text("admin.column.state"),
                    ""),
                shown.stream().map(it -> row(visit, it, names)).toList(),
                visit.text("admin.deposits.none"),
                visit.pager(
                    Place.DEPOSITS.path(),
                    newest.size() > shown.size() ? shown.getLast().deposit().sequence() : null)))
        .done();
  }

  private static List<Sheet.Cell> row(Visit visit, OfMember it, Map<MemberId, Member> names) {
    Deposit deposit = it.deposit();
    String name =
        Optional.ofNullable(names.get(new MemberId(it.member()))).map(Member::name).orElseThrow();
    return List.of(
        new Sheet.Words(visit.moment(deposit.at())),
        new Sheet.Link(name, Place.MEMBERS.path(name)),
        visit.amount(deposit.micros()),
        state(visit, deposit),
        act(visit, deposit));
  }

  /** What can be done with a deposit. */
  static Sheet.Cell act(Visit visit, Deposit deposit) {
    return deposit.reversal().isPresent()
        ? new Sheet.Words("")
        : new Sheet.Link(
            visit.text("admin.deposits.reverse"), Place.DEPOSITS.path(deposit.id(), "reverse"));
  }

  /** How a deposit stands, in words. */
  static Sheet.Mark state(Visit visit, Deposit deposit) {
    return deposit
        .reversal()
        .map(
            back ->
                new Sheet.Mark(
                    Mood.BAD,
                    visit.text(
                        "admin.deposits.reversed",
                        visit.money(back.fromFundsMicros()),
                        visit.money(back.receivableMicros()))))
        .orElseGet(() -> new Sheet.Mark(Mood.GOOD, visit.text("admin.deposits.confirmed")));
  }

  private Question askConfirm(Visit visit) {
    return new Question(
        Place.DEPOSITS,
        visit.text("admin.deposits.new"),
        List.of(visit.text("admin.deposits.new.text"), visit.text("admin.deposits.new.undo")),
        List.of(
            Field.text(
                "member", visit.text("admin.column.member"), visit.text("admin.member.hint"), true),
            Field.amount(
                "amount",
                visit.text("admin.amount", visit.frame().currency().code()),
                visit.text("admin.amount.hint")),
            Field.text(
                "reference",
                visit.text("admin.deposits.reference"),
                visit.text("admin.deposits.reference.hint"),
                true)),
        visit.text("admin.deposits.new.submit"),
        false,
        Place.DEPOSITS.path());
  }

  /** Once for each reference, as the command has it. */
  private Deed.Outcome confirm(Visit visit, Form form) {
    Member member = member(form.text("member"));
    long micros = visit.amount(form, "amount");
    String reference = form.text("reference");
    if (reference.isEmpty()
        || reference.codePointCount(0, reference.length()) > LONGEST_REFERENCE) {
      throw Visit.refused(
          "reference", "malformed_reference", "A reference is 1 to 140 characters.");
    }
    try {
      deposits.confirm(
          member.id().value(),
          micros,
          "bank:" + reference,
          visit.mandate("in the bank: " + reference));
    } catch (LedgerConflict _) {
      throw new Problem(
              409,
              "reference_taken",
              "This reference is known",
              "It was confirmed before, as another deposit.")
          .at("/reference");
    }
    return new Deed.Led(Place.DEPOSITS.path(), "deposit");
  }

  private Member member(String name) {
    return members
        .find(name)
        .orElseThrow(
            () -> Visit.refused("member", "unknown_member", "Nobody here is called that."));
  }

  private Question askReverse(Visit visit) {
    OfMember found = deposit(visit);
    if (found.deposit().reversal().isPresent()) {
      throw new Problem(
          409, "already_reversed", "This is reversed already", "A deposit is reversed once.");
    }
    String name = members.find(new MemberId(found.member())).orElseThrow().name();
    return new Question(
        Place.DEPOSITS,
        visit.text("admin.deposits.reverse.title", visit.money(found.deposit().micros()), name),
        List.of(
            visit.text("admin.deposits.reverse.text", name),
            visit.text("admin.deposits.reverse.undo")),
        List.of(Reasons.field(visit)),
        visit.text("admin.deposits.reverse"),
        true,
        Place.DEPOSITS.path());
  }

  private Deed.Outcome reverse(Visit visit, Form form) {
    deposits.reverse(deposit(visit).deposit().id(), visit.mandate(form.text(Reasons.FIELD)));
    return new Deed.Led(Place.DEPOSITS.path(), "reversed");
  }

  private OfMember deposit(Visit visit) {
    return id(visit.step("id")).flatMap(deposits::find).orElseThrow(Visit::nothingHere);
  }

  private static Optional<TransferId> id(String text) {
    try {
      return Optional.of(new TransferId(UUID.fromString(text)));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
