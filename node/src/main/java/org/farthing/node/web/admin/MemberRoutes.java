package org.farthing.node.web.admin;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.farthing.node.account.Member;
import org.farthing.node.account.MemberId;
import org.farthing.node.account.Members;
import org.farthing.node.audit.AuditLog;
import org.farthing.node.ledger.Account;
import org.farthing.node.ledger.Balance;
import org.farthing.node.ledger.Ledger;
import org.farthing.node.payout.Deposits;
import org.farthing.node.payout.PayoutDecisions;
import org.farthing.node.payout.PayoutFreeze;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.http.Problem;
import org.farthing.node.signin.Form;
import org.farthing.node.signin.SignIn;
import org.farthing.node.web.admin.Sheet.Mood;

/** Members: found, let in, let run the node. */
final class MemberRoutes implements HttpService {

  private static final String MEMBER = Place.MEMBERS.path("{name}");
  private static final String INVITE = "/admin/invite";
  private static final Balance NOTHING = new Balance(0, 0);

  private final Desk desk;
  private final Database database;
  private final Ledger ledger;
  private final Members members;
  private final Deposits deposits;
  private final PayoutDecisions payouts;
  private final SignIn signIn;
  private final AuditLog audit;

  MemberRoutes(
      Desk desk,
      Database database,
      Ledger ledger,
      Members members,
      Deposits deposits,
      PayoutDecisions payouts,
      SignIn signIn,
      AuditLog audit) {
    this.desk = desk;
    this.database = database;
    this.ledger = ledger;
    this.members = members;
    this.deposits = deposits;
    this.payouts = payouts;
    this.signIn = signIn;
    this.audit = audit;
  }

  @Override
  public void routing(HttpRules rules) {
    desk.page(rules, Place.MEMBERS.path(), this::list);
    desk.page(rules, MEMBER, this::member);
    desk.deed(rules, INVITE, new Deed(this::askInvite, this::invite));
    desk.deed(rules, MEMBER + "/link", new Deed(this::askLink, this::link));
    desk.deed(rules, MEMBER + "/admin", new Deed(this::askAdmin, this::admin));
  }

  private Sheet list(Visit visit) {
    String sought = visit.sought("q");
    List<Member> found = members.search(sought, visit.sought("after"), Desk.ROWS + 1);
    List<Member> shown = found.stream().limit(Desk.ROWS).toList();
    String address =
        sought.isEmpty()
            ? Place.MEMBERS.path()
            : Place.MEMBERS.path() + "?q=" + URLEncoder.encode(sought, StandardCharsets.UTF_8);
    Set<MemberId> admins = database.read(members::admins);
    return new Sheet.Draft(Place.MEMBERS, visit.text("admin.members.title"))
        .answer(Mood.PLAIN, visit.text("admin.members.lead", members.count(), admins.size()))
        .add(
            new Sheet.Acts("", List.of(new Sheet.Link(visit.text("admin.members.invite"), INVITE))))
        .add(
            new Sheet.Search(
                visit.text("admin.members.search"),
                List.of(new Sheet.Sought("q", visit.text("admin.members.sought"), sought)),
                visit.text("admin.search")))
        .add(
            new Sheet.Table(
                visit.text("admin.members.list"),
                null,
                List.of(
                    visit.text("admin.column.name"),
                    visit.text("admin.column.shown"),
                    visit.text("admin.column.since"),
                    visit.text("admin.column.role")),
                shown.stream().map(it -> row(visit, it, admins)).toList(),
                visit.text("admin.members.none"),
                found.size() > shown.size()
                    ? List.of(
                        new Sheet.Link(
                            visit.text("admin.after"),
                            Visit.and(address, "after=" + shown.getLast().name())))
                    : List.of()))
        .done();
  }

  private static List<Sheet.Cell> row(Visit visit, Member member, Set<MemberId> admins) {
    return List.of(
        new Sheet.Link(member.name(), Place.MEMBERS.path(member.name())),
        new Sheet.Words(member.displayName()),
        new Sheet.Words(visit.frame().words().day(member.createdAt())),
        role(visit, admins.contains(member.id())));
  }

  private static Sheet.Words role(Visit visit, boolean admin) {
    return new Sheet.Words(visit.text(admin ? "admin.role.admin" : "admin.role.member"));
  }

  private Member asked(Visit visit) {
    return members.find(visit.step("name")).orElseThrow(Visit::nothingHere);
  }

  private boolean isAdmin(Member member) {
    return database.read(tx -> members.isAdmin(tx, member.id()));
  }

  private Sheet member(Visit visit) {
    Member member = asked(visit);
    boolean admin = isAdmin(member);
    Optional<PayoutFreeze> freeze = payouts.freezeOf(member.id().value());
    Sheet.Draft draft =
        new Sheet.Draft(Place.MEMBERS, visit.text("admin.member.title", member.name()));
    freeze.ifPresent(
        it ->
            draft.add(
                new Sheet.Text(
                    visit.text("admin.member.frozen"),
                    List.of(
                        visit.text(
                            "admin.member.frozen.text", visit.moment(it.since()), it.reason())))));
    return draft
        .answer(
            Mood.PLAIN,
            visit.text(
                admin ? "admin.member.lead.admin" : "admin.member.lead",
                member.displayName(),
                visit.frame().words().day(member.createdAt())))
        .add(new Sheet.Figures("", figures(visit, member.id().value())))
        .add(deposits(visit, member))
        .add(
            new Sheet.Acts(
                visit.text("admin.member.acts"),
                List.of(
                    new Sheet.Link(
                        visit.text("admin.member.link"), Place.MEMBERS.path(member.name(), "link")),
                    new Sheet.Link(
                        visit.text(admin ? "admin.member.demote" : "admin.member.promote"),
                        Place.MEMBERS.path(member.name(), "admin")),
                    freezeLink(visit, member, freeze.isPresent()),
                    new Sheet.Link(visit.text("admin.member.profile"), "/users/" + member.name()))))
        .done();
  }

  private static Sheet.Link freezeLink(Visit visit, Member member, boolean frozen) {
    String act = frozen ? FreezeRoutes.UNFREEZE : FreezeRoutes.FREEZE;
    return new Sheet.Link(
        visit.text("admin.member." + act), Place.MEMBERS.path(member.name(), act));
  }

  private List<Sheet.Figure> figures(Visit visit, UUID member) {
    Account funds = new Account.MemberFunds(member);
    Account available = new Account.MemberAvailable(member);
    Account pending = new Account.MemberPending(member);
    Account owes = new Account.MemberReceivable(member);
    Map<Account, Balance> balances =
        database.read(tx -> ledger.balancesOf(tx, List.of(funds, available, pending, owes)));
    return List.of(
        figure(visit, "funds", balances.getOrDefault(funds, NOTHING)),
        figure(visit, "available", balances.getOrDefault(available, NOTHING)),
        figure(visit, "pending", balances.getOrDefault(pending, NOTHING)),
        figure(visit, "owes", balances.getOrDefault(owes, NOTHING)));
  }

  private static Sheet.Figure figure(Visit visit, String name, Balance balance) {
    return new Sheet.Figure(
        visit.text("admin.member." + name),
        visit.money(balance.availableMicros()),
        visit.text("admin.member." + name + ".text"));
  }

  private Sheet.Table deposits(Visit visit, Member member) {
    List<Deposits.Deposit> all = deposits.of(member.id().value()).reversed();
    return new Sheet.Table(
        visit.text("admin.deposits.list"),
        null,
        List.of(
            visit.text("admin.column.when"),
            visit.text("admin.column.amount"),
            visit.text("admin.column.state"),
            ""),
        visit.paged(all).stream()
            .map(
                it ->
                    List.of(
                        new Sheet.Words(visit.moment(it.at())),
                        visit.amount(it.micros()),
                        DepositRoutes.state(visit, it),
                        DepositRoutes.act(visit, it)))
            .toList(),
        visit.text("admin.deposits.none"),
        visit.pages(Place.MEMBERS.path(member.name()), visit.hasMore(all)));
  }

  private Question askInvite(Visit visit) {
    return new Question(
        Place.MEMBERS,
        visit.text("admin.members.invite"),
        List.of(visit.text("admin.invite.text"), visit.text("admin.invite.undo")),
        List.of(),
        visit.text("admin.invite.submit"),
        false,
        Place.MEMBERS.path());
  }

  private Deed.Outcome invite(Visit visit, Form form) {
    database.execute(
        tx ->
            audit.record(
                tx,
                visit.mandate("one person, within 14 days"),
                "member-invite",
                "node:join",
                List.of()));
    return told(visit, "admin.invite", signIn.invite().toString(), Place.MEMBERS.path());
  }

  private static Deed.Told told(Visit visit, String key, String secret, String back) {
    return new Deed.Told(
        new AdminView.Secret(
            visit.frame(),
            Place.MEMBERS,
            visit.text(key + ".done"),
            visit.text(key + ".done.text"),
            secret,
            back));
  }

  private Question askLink(Visit visit) {
    Member member = asked(visit);
    return new Question(
        Place.MEMBERS,
        visit.text("admin.link.title", member.name()),
        List.of(visit.text("admin.link.text"), visit.text("admin.link.undo")),
        List.of(Reasons.field(visit)),
        visit.text("admin.link.submit"),
        true,
        Place.MEMBERS.path(member.name()));
  }

  private Deed.Outcome link(Visit visit, Form form) {
    Member member = asked(visit);
    record(visit, form, "member-sign-in-link", member);
    return told(
        visit,
        "admin.link",
        signIn.linkFor(member.id()).toString(),
        Place.MEMBERS.path(member.name()));
  }

  private void record(Visit visit, Form form, String action, Member member) {
    database.execute(
        tx ->
            audit.record(
                tx, visit.mandate(form.text(Reasons.FIELD)), action, Visit.by(member), List.of()));
  }

  private Question askAdmin(Visit visit) {
    Member member = asked(visit);
    String what = isAdmin(member) ? "demote" : "promote";
    return new Question(
        Place.MEMBERS,
        visit.text("admin." + what + ".title", member.name()),
        List.of(visit.text("admin." + what + ".text"), visit.text("admin." + what + ".undo")),
        List.of(
            Question.Field.choice(
                "to",
                visit.text("admin.column.role"),
                "",
                List.of(
                    what.equals("promote")
                        ? new Question.Choice("admin", visit.text("admin.role.admin"))
                        : new Question.Choice("member", visit.text("admin.role.member")))),
            Reasons.field(visit)),
        visit.text("admin.member." + what),
        true,
        Place.MEMBERS.path(member.name()));
  }

  /** To what the form says, so that the same form again changes nothing back. */
  private Deed.Outcome admin(Visit visit, Form form) {
    Member member = asked(visit);
    boolean admin = form.text("to").equals("admin");
    database.execute(
        tx -> {
          Set<MemberId> admins = members.lockAdmins(tx);
          if (admins.contains(member.id()) == admin) {
            return;
          }
          if (!admin && admins.size() == 1) {
            throw new Problem(409, "last_admin", "The last admin", "Somebody has to run the node.");
          }
          members.setAdmin(tx, member.id(), admin);
          audit.record(
              tx,
              visit.mandate(form.text(Reasons.FIELD)),
              admin ? "member-admin" : "member-no-admin",
              Visit.by(member),
              List.of());
        });
    return member.id().equals(visit.admin().id())
        ? new Deed.Led("/me", "admin")
        : new Deed.Led(Place.MEMBERS.path(member.name()), admin ? "promote" : "demote");
  }
}
