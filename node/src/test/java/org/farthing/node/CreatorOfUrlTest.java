package org.farthing.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.farthing.node.TestNode.OCTOBER;
import static org.farthing.node.TestNode.aNode;
import static org.farthing.node.TestNode.awaitQuiet;
import static org.farthing.node.TestNode.cutOff;
import static org.farthing.node.generated.Tables.OUTBOUND_MESSAGE;

import org.farthing.node.TestMember.TestThing;
import org.farthing.node.flattr.Given;
import org.farthing.node.flattr.GivenState;
import org.farthing.node.flattr.RecordOutcome;
import org.farthing.node.identity.Identity;
import org.farthing.node.identity.IdentityKind;
import org.farthing.node.platform.http.Problem;
import org.farthing.node.platform.schedule.SettableClock;
import org.farthing.node.publication.Content;
import org.farthing.node.publication.Publication;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From a URL to its creator on another node: money follows evidence from both sides only. */
final class CreatorOfUrlTest {

  private final SettableClock calendar = TestNode.aCalendar();
  private final TestNode a = aNode().at(calendar).start();
  private final TestNode b = aNode().at(calendar).withoutGiveToGet().start();
  private final TestMember alice = a.aDonor("alice").withFunds("10.00").withBudget("3.00");
  private final TestMember bob = b.aCreator("bob");
  private final String profile = b.node().ids().member("bob").toString();
  private final ElsewhereOnTheWeb web = new ElsewhereOnTheWeb();

  /** So that the nodes know of each other. */
  @BeforeEach
  void introduce() {
    alice.flattrs(b.aCreator("dora").thing("drawing"));
    awaitQuiet(a, b);
  }

  @AfterEach
  void close() {
    web.close();
    a.close();
    b.close();
  }

  @Test
  void mastodonPostCountsForWhoeverProvedItsAuthor() {
    aMastodonAccount("alices.example");
    bobProves(IdentityKind.ACTOR, web.url("/users/alice"));

    Given byId = clicks(web.url("/users/alice/statuses/1"));
    Given byPage = clicks(web.url("/@alice/1"));
    awaitQuiet(a, b);

    assertCountsForBob(byId);
    assertCountsForBob(byPage);
    cutOff(calendar, OCTOBER);
    a.closes(OCTOBER);
    b.closes(OCTOBER);
    awaitQuiet(a, b);
    assertThat(bob.available()).isEqualTo("1.80");
    assertThat(a.node().check()).isEmpty();
    assertThat(b.node().check()).isEmpty();
  }

  @Test
  void postsOfGoToSocialPeerTubeAndWordPressCountForWhoeverProvedTheirAuthor() {
    web.fixture("/users/alice", "gotosocial.example/users/alice.json", "profile", profile)
        .fixture("/@alice/statuses/1", "gotosocial.example/users/alice/statuses/1.json")
        .fixture("/users/alice/statuses/1", "gotosocial.example/users/alice/statuses/1.json")
        .fixture("/accounts/alice", "peertube.example/person.json", "profile", profile)
        .fixture("/video-channels/films", "peertube.example/channel.json")
        .fixture("/videos/watch/1", "peertube.example/videos/1.json")
        .fixture("/?author=1", "wordpress.example/author.json", "profile", profile)
        .fixture("/?p=1", "wordpress.example/article.json")
        .fixture("/2026/10/of-farthings/", "wordpress.example/article.html");
    bobProves(IdentityKind.ACTOR, web.url("/users/alice"));
    bobProves(IdentityKind.ACTOR, web.url("/accounts/alice"));
    bobProves(IdentityKind.ACTOR, web.url("/?author=1"));

    Given note = clicks(web.url("/@alice/statuses/1"));
    Given video = clicks(web.url("/videos/watch/1"));
    Given article = clicks(web.url("/2026/10/of-farthings/"));
    awaitQuiet(a, b);

    assertCountsForBob(note);
    assertCountsForBob(video);
    assertCountsForBob(article);
    assertThat(article.thing().title()).contains("Of farthings – Alice's blog");
  }

  @Test
  void pageOfAProvedSiteThatNamesItsCreatorCounts() {
    web.pageWith("/", link("me")).pageWith("/post", link("payment"));
    web.pageWith("/essay", "<meta name='fediverse:creator' content='@%s'>".formatted(bob.handle()));
    bobProves(IdentityKind.SITE, web.origin());

    Given post = clicks(web.url("/post"));
    Given essay = clicks(web.url("/essay"));
    awaitQuiet(a, b);

    assertCountsForBob(post);
    assertCountsForBob(essay);
  }

  @Test
  void pageTellsOfItselfWithItsFirstFlattrAndALinkElsewhereDoesNot() {
    String link =
        b.node().origin() + "/submit/auto?user_id=bob&amp;url=" + web.url("/told") + "&amp;";
    web.pageWith("/", link("me"))
        .pageWith(
            "/told",
            "<link rel='payment' href='%stitle=T%%C3%%B6pfe&amp;description=About+pots&amp;language=de_AT"
                    .formatted(link)
                + "&amp;tags=clay,%23fire&amp;hidden=1&amp;category=images'>")
        .pageWith(
            "/plain",
            "<a href='%sdescription=Spam'>A guest’s</a>".formatted(link),
            "<a rel='payment' href='%sdescription=Of+another+page'>x</a>".formatted(link));
    bobProves(IdentityKind.SITE, web.origin());

    Given told = clicks(web.url("/told"));
    Given plain = clicks(web.url("/plain"));
    awaitQuiet(a, b);

    assertCountsForBob(told);
    assertCountsForBob(plain);
    Content content = ofBob(web.url("/told")).content();
    assertThat(content.title()).isEqualTo("Töpfe");
    assertThat(content.summaryOrNull()).isEqualTo("About pots");
    assertThat(content.languageOrNull()).isEqualTo("de-AT");
    assertThat(content.tags()).containsExactly("images", "clay", "fire");
    assertThat(content.listed()).isFalse();
    assertThat(ofBob(web.url("/plain")).content().summaryOrNull()).isNull();
    assertThat(b.node().publications().listed(bob.id(), null, null, 10))
        .extracting(Publication::url)
        .containsExactly(web.url("/plain"));
  }

  private Publication ofBob(String url) {
    long thing = b.node().things().find(url).orElseThrow().id();
    return b.node().publications().find(thing).orElseThrow();
  }

  @Test
  void pageByAnAccountThatTakesItForItsOwnCounts() {
    aMastodonAccount("localhost");
    bobProves(IdentityKind.ACTOR, web.url("/users/alice"));
    try (ElsewhereOnTheWeb magazine = new ElsewhereOnTheWeb()) {
      magazine.pageWith("/post", creator());

      Given post = clicks(magazine.url("/post"));
      awaitQuiet(a, b);

      assertCountsForBob(post);
    }
  }

  @Test
  void pageByAnAccountThatDoesNotKnowItIsUnclaimed() {
    aMastodonAccount("alices.example");
    bobProves(IdentityKind.ACTOR, web.url("/users/alice"));
    try (ElsewhereOnTheWeb magazine = new ElsewhereOnTheWeb()) {
      magazine.pageWith("/post", creator());

      assertUnclaimed(clicks(magazine.url("/post")));
    }
  }

  @Test
  void pageThatClaimsSomebodyElsesCreatorGetsAndGivesNothing() {
    try (ElsewhereOnTheWeb impostor = new ElsewhereOnTheWeb()) {
      web.pageWith("/", link("me"));
      bobProves(IdentityKind.SITE, web.origin());
      impostor.pageWith("/post", link("payment"), link("me"));
      impostor.document(
          "/note",
          "{\"id\":\"%s\",\"type\":\"Note\",\"attributedTo\":\"%s\"}"
              .formatted(impostor.url("/note"), profile));

      Given page = clicks(impostor.url("/post"));
      Given note = clicks(impostor.url("/note"));
      awaitQuiet(a, b);

      assertUnclaimed(page);
      assertUnclaimed(note);
      cutOff(calendar, OCTOBER);
      a.closes(OCTOBER);
      b.closes(OCTOBER);
      awaitQuiet(a, b);
      assertThat(bob.available()).isEqualTo("0.00");
    }
  }

  @Test
  void accountWhoseMemberHasNotNamedItIsUnclaimed() {
    aMastodonAccount("alices.example");

    assertUnclaimed(clicks(web.url("/users/alice/statuses/1")));
  }

  @Test
  void accountThatDoesNotNameItsMemberAnyMoreIsUnclaimed() {
    aMastodonAccount("alices.example");
    bobProves(IdentityKind.ACTOR, web.url("/users/alice"));
    web.fixture("/users/alice", "mastodon.example/users/alice.json", "profile", web.url("/@alice"));

    assertUnclaimed(clicks(web.url("/users/alice/statuses/1")));
  }

  @Test
  void ownPostElsewhereIsTheDonorsOwn() {
    String alices = a.node().ids().member("alice").toString();
    web.fixture("/users/alice", "mastodon.example/users/alice.json", "profile", alices)
        .fixture("/users/alice/statuses/1", "mastodon.example/users/alice/statuses/1.json");
    Identity added =
        a.node().identities().add(alice.id(), IdentityKind.ACTOR, web.url("/users/alice"));
    a.node().identities().check(alice.id(), added.id());
    String post = web.url("/users/alice/statuses/1");

    a.node().creators().find(post);

    assertThat(a.node().flattrs().record(alice.id(), post, null))
        .isInstanceOf(RecordOutcome.FlattrOwner.class);
  }

  @Test
  void whatIsNotThereIsUnknownAndWhatNamesNobodyIsUnclaimed() {
    web.redirect("/loop", web.url("/loop"))
        .file("/huge", "text/html", new byte[(1 << 20) + 10])
        .file("/song.ogg", "audio/ogg", new byte[] {1, 2, 3})
        .page("/nonsense", "<<<\u0000><link rel=payment href='::'><a rel=me href='http://['>")
        .document("/broken", "{\"id\":");

    assertThat(refused(web.url("/loop"))).isEqualTo("unknown_thing");
    assertThat(refused(web.url("/missing"))).isEqualTo("unknown_thing");
    assertThat(refused(web.url("/broken"))).isEqualTo("unknown_thing");
    assertThat(refused("http://192.0.2.1/x")).isEqualTo("unknown_thing");
    assertThat(refused("https://localhost.invalid/x")).isEqualTo("unknown_thing");
    assertUnclaimed(clicks(web.url("/huge")));
    assertUnclaimed(clicks(web.url("/song.ogg")));
    assertUnclaimed(clicks(web.url("/nonsense")));
  }

  @Test
  void redirectedPageIsItsTargets() {
    web.pageWith("/", link("me")).pageWith("/post", link("payment"));
    web.redirect("/short", web.url("/post"));
    bobProves(IdentityKind.SITE, web.origin());

    Given post = clicks(web.url("/short"));
    awaitQuiet(a, b);

    assertCountsForBob(post);
  }

  @Test
  void laterProofIsAnnouncedAndWhatWaitedCounts() {
    aMastodonAccount("alices.example");
    web.pageWith("/", link("me")).pageWith("/post", link("payment"));
    Given note = clicks(web.url("/users/alice/statuses/1"));
    Given post = clicks(web.url("/post"));
    awaitQuiet(a, b);
    assertUnclaimed(note);
    assertUnclaimed(post);

    bobProves(IdentityKind.ACTOR, web.url("/users/alice"));
    awaitQuiet(a, b);
    assertCountsForBob(note);
    assertUnclaimed(post);

    bobProves(IdentityKind.SITE, web.origin());
    awaitQuiet(a, b);
    assertCountsForBob(post);
  }

  @Test
  void registeredThingIsAnnouncedAndWhatWaitedCountsIfItsPageAgrees() {
    web.pageWith("/post", link("payment")).pageWith("/silent", "");
    Given post = clicks(web.url("/post"));
    Given silent = clicks(web.url("/silent"));
    awaitQuiet(a, b);
    assertUnclaimed(post);

    bob.registers(web.url("/post"));
    bob.registers(web.url("/silent"));
    awaitQuiet(a, b);

    assertCountsForBob(post);
    assertUnclaimed(silent);
  }

  @Test
  void registeredThingOfAProvedSiteIsNotAnnouncedAgain() {
    web.pageWith("/", link("me")).pageWith("/post", "");
    bobProves(IdentityKind.SITE, web.origin());
    awaitQuiet(a, b);
    int before = claims();

    bob.registers(web.url("/post"));
    bob.registers(web.url("/post"));
    assertThat(claims()).isEqualTo(before);
    bob.registers("https://elsewhere.example/post");
    bob.registers("https://elsewhere.example/post");
    assertThat(claims()).isEqualTo(before + 1);
  }

  /** How many messages have told another node that something is somebody's. */
  private int claims() {
    return b.inDatabase(
        tx ->
            tx.dsl()
                .fetchCount(
                    OUTBOUND_MESSAGE,
                    OUTBOUND_MESSAGE.ID.startsWith(b.node().origin() + "/claims/")));
  }

  @Test
  void flattrThatNamesItsCreatorCountsOnceTheyProveTheSite() {
    web.pageWith("/", link("me")).pageWith("/post", "");
    Given post = alice.flattrs(new TestThing(web.url("/post"), bob));
    awaitQuiet(a, b);
    assertThat(alice.now(post).code()).contains("unknown_creator");
    int before = web.asked();

    bobProves(IdentityKind.SITE, web.origin());
    awaitQuiet(a, b);

    assertCountsForBob(post);
    assertThat(before).as("nobody makes a node fetch what is not near its members").isZero();
  }

  private void aMastodonAccount(String domain) {
    web.fixture(
            "/users/alice",
            "mastodon.example/users/alice.json",
            "profile",
            profile,
            "domain",
            domain)
        .fixture("/users/alice/statuses/1", "mastodon.example/users/alice/statuses/1.json")
        .page(
            "/@alice/1",
            "<html><head><title>Alice</title><link href='%s' rel='alternate' type='application/activity+json'>"
                .formatted(web.url("/users/alice/statuses/1")))
        .called("alice", web.url("/users/alice"));
  }

  private String creator() {
    return "<meta name=\"fediverse:creator\" content=\"@%s\">".formatted(web.handle("alice"));
  }

  private String link(String rel) {
    return "<link rel=\"%s\" href=\"%s\">".formatted(rel, profile);
  }

  private void bobProves(IdentityKind kind, String what) {
    Identity added = b.node().identities().add(bob.id(), kind, what);
    assertThat(b.node().identities().check(bob.id(), added.id()).isProved()).isTrue();
  }

  /** Alice clicks on what she knows nothing of but its address. */
  private Given clicks(String url) {
    a.node().creators().find(url);
    RecordOutcome outcome = a.node().flattrs().record(alice.id(), url, null);
    assertThat(outcome).isInstanceOf(RecordOutcome.Recorded.class);
    return ((RecordOutcome.Recorded) outcome).flattr();
  }

  private String refused(String url) {
    return catchThrowableOfType(Problem.class, () -> a.node().creators().find(url)).code();
  }

  private void assertCountsForBob(Given flattr) {
    Given now = alice.now(flattr);
    assertThat(now.state()).as(now.thing().url()).isEqualTo(GivenState.COUNTED);
    assertThat(now.creator()).get().extracting(it -> it.actor().toString()).isEqualTo(profile);
  }

  private void assertUnclaimed(Given flattr) {
    Given now = alice.now(flattr);
    assertThat(now.state()).as(now.thing().url()).isEqualTo(GivenState.UNCLAIMED);
    assertThat(now.code()).contains("unknown_creator");
    assertThat(now.creator()).isEmpty();
  }
}
