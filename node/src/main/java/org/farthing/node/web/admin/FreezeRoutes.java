package org.farthing.node.web.admin;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.util.List;
import org.farthing.node.account.Member;
import org.farthing.node.account.Members;
import org.farthing.node.audit.Mandate;
import org.farthing.node.payout.PayoutDecisions;
import org.farthing.node.signin.Form;

/** A member's payouts are held until a review is over. */
final class FreezeRoutes implements HttpService {

  static final String FREEZE = "freeze";
  static final String UNFREEZE = "unfreeze";

  private final Desk desk;
  private final Members members;
  private final PayoutDecisions decisions;

  FreezeRoutes(Desk desk, Members members, PayoutDecisions decisions) {
    this.desk = desk;
    this.members = members;
    this.decisions = decisions;
  }

  @Override
  public void routing(HttpRules rules) {
    desk.deed(
        rules,
        Place.MEMBERS.path("{name}", FREEZE),
        new Deed(visit -> ask(visit, FREEZE), this::freeze));
    desk.deed(
        rules,
        Place.MEMBERS.path("{name}", UNFREEZE),
        new Deed(visit -> ask(visit, UNFREEZE), this::unfreeze));
  }

  private Member asked(Visit visit) {
    return members.find(visit.step("name")).orElseThrow(Visit::nothingHere);
  }

  private Question ask(Visit visit, String act) {
    Member member = asked(visit);
    return new Question(
        Place.MEMBERS,
        visit.text("admin." + act + ".title", member.name()),
        List.of(visit.text("admin." + act + ".text"), visit.text("admin." + act + ".undo")),
        List.of(Reasons.field(visit)),
        visit.text("admin.member." + act),
        act.equals(FREEZE),
        Place.MEMBERS.path(member.name()));
  }

  private Deed.Outcome freeze(Visit visit, Form form) {
    Member member = asked(visit);
    decisions.freeze(member.id().value(), mandate(visit, form));
    return new Deed.Led(Place.MEMBERS.path(member.name()), FREEZE);
  }

  private Deed.Outcome unfreeze(Visit visit, Form form) {
    Member member = asked(visit);
    decisions.unfreeze(member.id().value(), mandate(visit, form));
    return new Deed.Led(Place.MEMBERS.path(member.name()), UNFREEZE);
  }

  private static Mandate mandate(Visit visit, Form form) {
    return visit.mandate(form.text(Reasons.FIELD));
  }
}
