package org.farthing.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.farthing.node.TestNode.OCTOBER;
import static org.farthing.node.TestNode.awaitQuiet;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.farthing.node.audit.Mandate;
import org.farthing.node.flattr.Subscription;
import org.farthing.node.look.Words;
import org.farthing.node.notice.NoticeEvent;
import org.farthing.node.notice.NoticeKind;
import org.farthing.node.payout.Payout;
import org.farthing.node.payout.PayoutDetails;
import org.farthing.protocol.money.CurrencyUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What comes to members without their doing is told them with it. */
final class NoticesTest {

  private final TwoNodes month = new TwoNodes();
  private final Words words = new Words(Locale.ENGLISH);

  @AfterEach
  void close() {
    month.close();
  }

  private List<String> told(TestNode node, TestMember member, NoticeEvent event) {
    return node.node().notices().before(member.id(), Long.MAX_VALUE, 50).stream()
        .filter(notice -> notice.event() == event)
        .map(notice -> notice.text(words, CurrencyUnit.XTS).replace('\u00a0', ' '))
        .toList();
  }

  @Test
  void creatorIsToldOfRevenueOnceItHasArrivedFromEachNode() {
    month.everybodyFlattrs();
    assertThat(told(month.b, month.bob, NoticeEvent.REVENUE_ARRIVED)).isEmpty();

    month.isClosed();
    month.b.closes(OCTOBER);
    awaitQuiet(month.a, month.b);

    String half =
        "2.70 XTS of what you were given in October 2026 has arrived. It is yours to pay out, or to"
            + " give.";
    assertThat(told(month.b, month.bob, NoticeEvent.REVENUE_ARRIVED))
        .as("what is set off, and what is paid")
        .containsExactly(half, half);
    assertThat(told(month.a, month.carol, NoticeEvent.REVENUE_ARRIVED))
        .as("her own node’s, and the other’s")
        .hasSize(2);
  }

  @Test
  void creatorWhoDoesNotGiveIsToldOnceAMonthThatSomethingWaits() {
    month.calendar.set(Instant.parse("2026-10-05T00:00:00Z"));
    month.alice.flattrs(month.bob.thing("song"));
    month.alice.flattrs(month.bob.thing("poem"));
    month.alice.flattrs(month.carol.thing("essay"));
    awaitQuiet(month.a, month.b);

    String waits = "Somebody flattred you in October 2026, and it waits";
    assertThat(told(month.b, month.bob, NoticeEvent.GIVING_AWAITED))
        .singleElement()
        .asString()
        .startsWith(waits);
    assertThat(told(month.a, month.carol, NoticeEvent.GIVING_AWAITED)).hasSize(1);

    month.bob.flattrs(month.carol.thing("essay"));
    awaitQuiet(month.a, month.b);
    assertThat(told(month.b, month.bob, NoticeEvent.GIVING_AWAITED)).hasSize(1);
    assertThat(told(month.a, month.alice, NoticeEvent.GIVING_AWAITED)).isEmpty();
  }

  @Test
  void memberIsToldWhatBecameOfTheirPayout() {
    month.everybodyFlattrs();
    month.alice.gave(month.carol, "4.00");
    month.bob.withFunds("20.00").gave(month.carol, "20.00");
    awaitQuiet(month.a, month.b);
    month.isClosed();
    Payout first = asksFor(10_000_000, "first");
    Payout second = asksFor(10_000_000, "second");

    month.a.node().payoutDecisions().sent(first.id(), Mandate.ofCommand("sent"));
    month.a.node().payoutDecisions().sent(first.id(), Mandate.ofCommand("sent"));
    month.a.node().payoutDecisions().returned(first.id(), Mandate.ofCommand("account closed"));
    month.a.node().payoutDecisions().refuse(second.id(), Mandate.ofCommand("no such account"));

    assertThat(told(month.a, month.carol, NoticeEvent.PAYOUT_SENT))
        .containsExactly("Your payout of 10.00 XTS was sent. The bank may take a few days.");
    assertThat(told(month.a, month.carol, NoticeEvent.PAYOUT_RETURNED))
        .singleElement()
        .asString()
        .endsWith("Reason: account closed");
    assertThat(told(month.a, month.carol, NoticeEvent.PAYOUT_REFUSED))
        .singleElement()
        .asString()
        .endsWith("Reason: no such account");
  }

  private Payout asksFor(long micros, String key) {
    var payouts = month.a.node().payouts();
    var carol = month.carol.id().value();
    payouts.setDetails(carol, new PayoutDetails("Carol", "cash"));
    payouts.request(carol, micros, key);
    return payouts.of(carol).getFirst();
  }

  @Test
  void donorIsToldOfASubscriptionThatWaitsForMeansOrHasEnded() {
    TestMember dora = month.a.aDonor("dora").withBudget("2.00");
    String song = month.carol.thing("song").url();
    Subscription waiting = month.a.node().subscriptions().add(dora.id(), song, null);
    month.a.node().subscriptions().resume(dora.id(), waiting.id());
    assertThat(told(month.a, dora, NoticeEvent.SUBSCRIPTION_WAITS))
        .as("once in a month, at however many tries")
        .singleElement()
        .asString()
        .contains("could not be flattred in October 2026 so far");

    long thing = month.a.node().things().find(song).orElseThrow().id();
    month
        .a
        .node()
        .publications()
        .withdraw(month.a.node().members().find("carol").orElseThrow(), thing);
    month.a.node().subscriptions().resume(dora.id(), waiting.id());

    assertThat(told(month.a, dora, NoticeEvent.SUBSCRIPTION_ENDED)).hasSize(1);
    assertThat(month.a.node().subscriptions().of(dora.id()).getFirst().state())
        .isEqualTo(Subscription.State.ENDED);
  }

  @Test
  void everyKindHasItsSwitch() {
    var notices = month.a.node().notices();

    notices.mail(month.alice.id(), Set.of(NoticeKind.REVENUE));

    assertThat(notices.mailed(month.alice.id())).containsExactly(NoticeKind.REVENUE);
    assertThat(notices.mailed(month.carol.id())).containsExactlyInAnyOrder(NoticeKind.values());
    for (NoticeKind kind : NoticeKind.values()) {
      assertThat(words.has(kind.key())).as("%s", kind).isTrue();
    }
  }
}
