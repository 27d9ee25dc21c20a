package org.farthing.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.farthing.node.account.Member;
import org.farthing.node.account.MemberId;
import org.farthing.node.flattr.Creator;
import org.farthing.node.flattr.GiftOutcome;
import org.farthing.node.flattr.Gifts;
import org.farthing.node.flattr.Given;
import org.farthing.node.flattr.GivenGift;
import org.farthing.node.flattr.RecordOutcome;
import org.farthing.node.flattr.UndoOutcome;
import org.farthing.node.ledger.Account;
import org.farthing.node.platform.Uuid7;
import org.jspecify.annotations.Nullable;

/** A member of a {@link TestNode}, by what they do and what they have. Amounts are in units. */
record TestMember(TestNode at, MemberId id, String name) {

  /** What can be flattred, and whose it is; nobody's when unclaimed. */
  record TestThing(String url, @Nullable TestMember creatorOrNull) {}

  static TestMember of(TestNode at, Member member) {
    return new TestMember(at, member.id(), member.name());
  }

  TestMember withFunds(String units) {
    at.node().deposits().confirm(id.value(), TestNode.micros(units), "test:" + Uuid7.next());
    return this;
  }

  TestMember withBudget(String units) {
    at.node().giving().setBudget(id, TestNode.micros(units));
    return this;
  }

  TestMember withMaximum(String units) {
    at.node().giving().setManner(id, TestNode.micros(units), false);
    return this;
  }

  TestMember anonymous() {
    at.node().giving().setManner(id, null, true);
    return this;
  }

  /** A thing that this member has published. */
  TestThing thing(String title) {
    String url = "https://" + name + ".example/" + title;
    at.node().things().register(url, title, id, name);
    return new TestThing(url, this);
  }

  /** Says that a thing is theirs. */
  void registers(String url) {
    at.node().things().register(url, null, id, name);
  }

  String handle() {
    return name + "@" + at.node().origin().authority();
  }

  /** Clicks, having come across the thing, whosever it is. */
  RecordOutcome clicks(TestThing thing) {
    TestMember creator = thing.creatorOrNull();
    if (creator == null) {
      at.node().creators().declare(thing.url(), null);
    } else if (creator.at() != at) {
      at.node().creators().declare(thing.url(), creator.handle());
    }
    return at.node().flattrs().record(id, thing.url(), null);
  }

  /** Clicks, which is recorded. */
  Given flattrs(TestThing thing) {
    RecordOutcome outcome = clicks(thing);
    assertThat(outcome).isInstanceOf(RecordOutcome.Recorded.class);
    return ((RecordOutcome.Recorded) outcome).flattr();
  }

  /** Gives an amount beside the budget, under a key of its own. */
  GiftOutcome gives(TestMember creator, String units) {
    return gives(creator, units, "test:" + Uuid7.next());
  }

  GiftOutcome gives(TestMember creator, String units, String key) {
    Creator to = at.node().creators().creator(creator.handle());
    return at.node().gifts().give(id, new Gifts.Wish(key, to, TestNode.micros(units), null));
  }

  /** Gives an amount, which is recorded. */
  GivenGift gave(TestMember creator, String units) {
    GiftOutcome outcome = gives(creator, units);
    assertThat(outcome).isInstanceOf(GiftOutcome.Recorded.class);
    return ((GiftOutcome.Recorded) outcome).gift();
  }

  /** A gift of this member's as it stands now. */
  GivenGift now(GivenGift gift) {
    return at.node().gifts().of(id, gift.period()).stream()
        .filter(it -> it.id().equals(gift.id()))
        .findFirst()
        .orElseThrow();
  }

  UndoOutcome undoes(TestThing thing) {
    return at.node().flattrs().undo(id, thing.url());
  }

  /** A flattr of this member's as it stands now. */
  Given now(Given flattr) {
    return at.node().flattrs().find(flattr.id()).orElseThrow();
  }

  List<Given> gave(YearMonth month) {
    return at.node().flattrs().of(id, month);
  }

  Optional<String> reserved(YearMonth month) {
    return at.node()
        .giving()
        .reservation(id, month)
        .map(reservation -> TestNode.amount(reservation.micros()));
  }

  String funds() {
    return TestNode.amount(
        at.node().balance(new Account.MemberFunds(id.value())).availableMicros());
  }

  String pending() {
    return at.posted(new Account.MemberPending(id.value()));
  }

  String available() {
    return at.posted(new Account.MemberAvailable(id.value()));
  }
}
