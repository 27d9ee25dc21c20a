package org.farthing.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.farthing.node.TestNode.aNode;
import static org.farthing.node.TestNode.awaitQuiet;
import static org.farthing.node.generated.Tables.IDENTITY;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.farthing.node.TestMember.TestThing;
import org.farthing.node.account.MemberId;
import org.farthing.node.federation.TestPeer;
import org.farthing.node.flattr.Given;
import org.farthing.node.flattr.GivenState;
import org.farthing.node.flattr.RecordOutcome;
import org.farthing.node.identity.Identities;
import org.farthing.node.identity.Identity;
import org.farthing.node.identity.IdentityKind;
import org.farthing.node.identity.IdentityState;
import org.farthing.node.identity.Snippet;
import org.farthing.node.platform.http.Problem;
import org.farthing.node.platform.schedule.SettableClock;
import org.farthing.protocol.activity.ActorId;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What members prove to be theirs elsewhere. */
final class IdentitiesTest {

  private final SettableClock calendar = TestNode.aCalendar();
  private final TestNode b = aNode().at(calendar).start();
  private final TestMember bob = b.aCreator("bob").withFunds("10.00").withBudget("2.00");
  private final ElsewhereOnTheWeb web = new ElsewhereOnTheWeb();
  private final String profile = b.node().ids().member("bob").toString();

  @AfterEach
  void close() {
    web.close();
    b.close();
  }

  @Test
  void accountIsProvedByAFieldOfItsProfile() {
    aMastodonAccount(profile);

    Identity added = add(bob, IdentityKind.ACTOR, "@" + web.handle("alice"));
    Identity proved = check(bob, added);

    assertThat(added.state()).isEqualTo(IdentityState.PENDING);
    assertThat(added.value()).hasToString(web.url("/users/alice"));
    assertThat(proved.state()).isEqualTo(IdentityState.PROVED);
    assertThat(proved.how()).contains("profile_field");
    assertThat(b.node().identities().linksOf("bob"))
        .containsExactly(new Identities.Link(IdentityKind.ACTOR, proved.value()));
    assertThat(memberOf(web.url("/users/alice"))).contains(bob.id());
  }

  @Test
  void accountIsProvedByItsPaymentLinkOrItsOtherNames() {
    web.fixture("/accounts/alice", "peertube.example/person.json", "profile", profile)
        .fixture("/?author=1", "wordpress.example/author.json", "profile", profile);

    assertThat(check(bob, add(bob, IdentityKind.ACTOR, web.url("/accounts/alice"))).how())
        .contains("payment_link");
    assertThat(check(bob, add(bob, IdentityKind.ACTOR, web.url("/?author=1"))).how())
        .contains("also_known_as");
  }

  @Test
  void accountThatNamesSomebodyElseProvesNothing() {
    aMastodonAccount(profile + "by");

    Identity checked = check(bob, add(bob, IdentityKind.ACTOR, web.url("/users/alice")));

    assertThat(checked.state()).isEqualTo(IdentityState.PENDING);
    assertThat(checked.fault()).get().asString().contains("does not link " + profile);
    assertThat(b.node().identities().linksOf("bob")).isEmpty();
    assertThat(memberOf(web.url("/users/alice"))).isEmpty();
  }

  @Test
  void siteAndPageAreProvedByTheirSnippetOrByTheMembersName() {
    Snippet snippet = Snippet.of(IdentityKind.SITE, b.node().identities().profile(bob.id()));
    web.pageWith("/", snippet.text())
        .page("/a", "<p>By <a href='%s' rel='author payment'>Bob</a>".formatted(profile))
        .pageWith("/b", "<meta name='fediverse:creator' content='@%s'>".formatted(bob.handle()));

    assertThat(check(bob, add(bob, IdentityKind.SITE, web.origin())).how()).contains("rel_me");
    assertThat(check(bob, add(bob, IdentityKind.URL, web.url("/a"))).how()).contains("rel_payment");
    assertThat(check(bob, add(bob, IdentityKind.URL, web.url("/b"))).how())
        .contains("fediverse_creator");
    assertThat(b.node().identities().isOwn(bob.id(), URI.create(web.url("/any?x=1")))).isTrue();
  }

  @Test
  void siteThatLeadsToAnotherOneProvesNothing() {
    try (ElsewhereOnTheWeb bobs = new ElsewhereOnTheWeb()) {
      bobs.pageWith("/", "<link rel=me href='%s'>".formatted(profile));
      web.redirect("/", bobs.url("/"));

      Identity checked = check(bob, add(bob, IdentityKind.SITE, web.origin()));

      assertThat(checked.state()).isEqualTo(IdentityState.PENDING);
    }
  }

  @Test
  void whatOneMemberHasProvedIsNobodyElses() {
    TestMember dora = b.aCreator("dora");
    String doras = b.node().ids().member("dora").toString();
    web.pageWith("/", me(profile), me(doras));
    Identity early = add(dora, IdentityKind.SITE, web.origin());
    check(bob, add(bob, IdentityKind.SITE, web.origin()));

    assertThat(catchProblem(() -> check(dora, early)).code()).isEqualTo("claimed");
    assertThat(catchProblem(() -> add(dora, IdentityKind.SITE, web.origin())).code())
        .isEqualTo("claimed");
    assertThat(catchProblem(() -> check(dora, add(bob, IdentityKind.SITE, web.origin()))).code())
        .isEqualTo("unknown_identity");
  }

  @Test
  void proofIsLostOnceItIsMissingThreeTimesAndFoundAgain() {
    web.pageWith("/", me(profile));
    Identity site = check(bob, add(bob, IdentityKind.SITE, web.origin()));
    web.pageWith("/", "");

    Identity first = check(bob, site);
    check(bob, site);
    Identity third = check(bob, site);

    assertThat(first.state()).isEqualTo(IdentityState.PROVED);
    assertThat(first.failures()).isEqualTo(1);
    assertThat(first.fault()).isPresent();
    assertThat(third.state()).isEqualTo(IdentityState.LOST);
    assertThat(b.node().identities().isOwn(bob.id(), URI.create(web.url("/x")))).isFalse();
    web.pageWith("/", me(profile));
    assertThat(check(bob, site).state()).isEqualTo(IdentityState.PROVED);
  }

  @Test
  void proofIsLookedForAgainAfterADay() {
    web.pageWith("/", me(profile));
    check(bob, add(bob, IdentityKind.SITE, web.origin()));
    web.pageWith("/", "");
    b.stop();
    b.restart();
    assertThat(failures()).isZero();

    b.inDatabaseDo(
        tx ->
            tx.dsl()
                .update(IDENTITY)
                .set(IDENTITY.CHECKED_AT, Instant.now().minus(Duration.ofHours(25)))
                .execute());
    b.stop();
    b.restart();

    TestPeer.await("it is looked for", () -> failures() == 1);
  }

  private int failures() {
    return b.node().identities().of(bob.id()).getFirst().failures();
  }

  @Test
  void followersHearWhatIsProvedLostAndTakenAway() {
    try (FediServer fedi = FediServer.start()) {
      ActorId carol = fedi.aPerson();
      fedi.tells(b.node(), fedi.activity("Follow", carol, profile));
      String account = web.url("/users/alice");
      aMastodonAccount(profile);

      Identity proved = check(bob, add(bob, IdentityKind.ACTOR, account));
      assertThat(profilesHeard(fedi, 1).getLast()).contains(account);

      aMastodonAccount(profile + "by");
      check(bob, proved);
      check(bob, proved);
      check(bob, proved);
      assertThat(profilesHeard(fedi, 2).getLast()).doesNotContain(account);

      aMastodonAccount(profile);
      check(bob, proved);
      assertThat(profilesHeard(fedi, 3).getLast()).contains(account);

      b.node().identities().remove(bob.id(), proved.id());
      assertThat(profilesHeard(fedi, 4).getLast()).doesNotContain(account);

      b.node().identities().remove(bob.id(), add(bob, IdentityKind.ACTOR, account).id());
      FediServer.awaitRest(b.node());
      profilesHeard(fedi, 4);
    }
  }

  /** The profiles of bob's that a server was told of, of which there are so many. */
  private List<String> profilesHeard(FediServer by, int number) {
    ActorId bobs = ActorId.of(profile);
    TestPeer.await("bob's profile is told", () -> by.received("Update", bobs).size() >= number);
    assertThat(by.received("Update", bobs)).hasSize(number);
    return by.received("Update", bobs).stream()
        .map(update -> update.getJsonObject("object").toString())
        .toList();
  }

  @Test
  void nobodyProvesWhatIsOnTheNodeItselfOrIsNoAddress() {
    assertThat(catchProblem(() -> add(bob, IdentityKind.SITE, b.node().origin().toString())).code())
        .isEqualTo("own_node");
    for (String nonsense : List.of("ftp://x.example/", "", "a b", "https://u:p@x.example/")) {
      assertThat(catchProblem(() -> add(bob, IdentityKind.URL, nonsense)).code())
          .as(nonsense)
          .isEqualTo("malformed_identity");
    }
  }

  @Test
  void nobodyFlattrsWhatIsOnTheirOwnSite() {
    web.pageWith("/", me(profile));
    check(bob, add(bob, IdentityKind.SITE, web.origin()));

    RecordOutcome outcome = bob.clicks(new TestThing(web.url("/song"), null));

    assertThat(outcome).isInstanceOf(RecordOutcome.FlattrOwner.class);
  }

  @Test
  void creatorHereWhoIsTheDonorElsewhereIsRefusedByBothSides() {
    try (TestNode a = aNode().at(calendar).start()) {
      TestMember alice = a.aDonor("alice").withFunds("10.00").withBudget("3.00");
      String alices = a.node().ids().member("alice").toString();
      b.inDatabaseDo(
          tx ->
              tx.dsl()
                  .execute(
                      "insert into identity (member_id, kind, value, value_hash, state, how,"
                          + " added_at, proved_at, checked_at) values ({0}, 'actor', {1},"
                          + " unhex(sha2({1}, 256)), 'proved', 'also_known_as', now(), now(),"
                          + " now())",
                      DSL.val(bob.id().value()), DSL.val(alices)));

      Given flattr = alice.flattrs(bob.thing("song"));
      awaitQuiet(a, b);

      assertThat(alice.now(flattr).state()).isEqualTo(GivenState.REFUSED);
      assertThat(alice.now(flattr).code()).contains("flattr_owner");
    }
  }

  private void aMastodonAccount(String named) {
    web.fixture(
            "/users/alice",
            "mastodon.example/users/alice.json",
            "profile",
            named,
            "domain",
            "alices.example")
        .called("alice", web.url("/users/alice"));
  }

  private static String me(String address) {
    return "<link rel=\"me\" href=\"" + address + "\">";
  }

  private Identity add(TestMember member, IdentityKind kind, String what) {
    return b.node().identities().add(member.id(), kind, what);
  }

  private Identity check(TestMember member, Identity identity) {
    return b.node().identities().check(member.id(), identity.id());
  }

  private Optional<MemberId> memberOf(String actor) {
    return b.inDatabase(tx -> b.node().identities().memberOf(tx, ActorId.of(actor)));
  }

  private static Problem catchProblem(ThrowingCallable work) {
    return catchThrowableOfType(Problem.class, work);
  }
}
