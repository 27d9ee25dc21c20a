package org.farthing.node.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.farthing.node.generated.Tables.DELIVERY;
import static org.farthing.node.generated.Tables.OUTBOUND_MESSAGE;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.groups.Tuple;
import org.farthing.node.account.ApiTokens;
import org.farthing.node.account.Departures;
import org.farthing.node.account.Member;
import org.farthing.node.account.Moves;
import org.farthing.node.account.ProfileChange;
import org.farthing.node.account.Profiles;
import org.farthing.node.account.Ties;
import org.farthing.node.federation.actor.ActivityMedia;
import org.farthing.node.federation.actor.ActorProfile.Field;
import org.farthing.node.federation.actor.FollowerMail;
import org.farthing.node.platform.http.OutboundRequest;
import org.farthing.node.platform.http.OutboundResult.Answer;
import org.farthing.node.platform.http.Problem;
import org.farthing.node.platform.schedule.Clocks;
import org.farthing.protocol.activity.ActorDocument;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.json.Json;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What members show of themselves, how others are told, how they move and leave. */
class ProfilesTest {

  private static TestPeer here;
  private static TestPeer there;
  private static int tests;

  /** What followers were sent, in that order. */
  private final List<JsonObject> told = new CopyOnWriteArrayList<>();

  private final FollowerMail mail = (_, _, signed) -> told.add(signed);
  private Optional<Problem> tie = Optional.empty();
  private Profiles profiles;
  private Moves moves;
  private ApiTokens tokens;
  private Member alice;

  @BeforeAll
  static void start() {
    here = TestPeer.start();
    there = TestPeer.start();
  }

  @AfterAll
  static void stop() {
    here.close();
    there.close();
  }

  @BeforeEach
  void takeIn() {
    tests++;
    profiles =
        new Profiles(
            here.database, here.ids, here.documents, here.keys, mail, InstantSource.system());
    moves = new Moves(here.ids, here.members, profiles, here.federation.directory());
    tokens = new ApiTokens(here.database, InstantSource.system());
    alice = here.members.create("alice" + tests, "Alice");
    here.links.domains = List.of();
    here.links.actors = List.of();
  }

  private Departures departures() {
    Ties ties = (_, _) -> tie;
    return new Departures(
        here.database,
        here.ids,
        tokens,
        here.documents,
        here.keys,
        mail,
        here.federation.directory(),
        here.federation.outbox(),
        List.of(ties),
        (_, _) -> {},
        Clocks.ofSystem());
  }

  @Test
  void whatAMemberShowsStandsInTheirDocument() {
    profiles.change(
        alice.id(),
        new ProfileChange(
            "Alice L.",
            "Songs & more.\nSee https://alice.example/?a=1&b=2.\n\nBye <b>",
            List.of(new Field("Web", "https://alice.example/"), new Field("From", "a < b")),
            List.of("https://old.example/users/alice"),
            "https://alice.example/me.png",
            "",
            true,
            false,
            true,
            null,
            null));

    JsonObject document = json("/users/" + alice.name());

    assertThat(document.getString("name")).isEqualTo("Alice L.");
    assertThat(document.getString("summary"))
        .isEqualTo(
            "<p>Songs &amp; more.<br>See <a href=\"https://alice.example/?a=1&amp;b=2\""
                + " rel=\"nofollow noopener\">https://alice.example/?a=1&amp;b=2</a>.</p>"
                + "<p>Bye &lt;b&gt;</p>");
    assertThat(document.getJsonObject("icon").getString("url"))
        .isEqualTo("https://alice.example/me.png");
    assertThat(document).doesNotContainKeys("image", "movedTo", "attributionDomains");
    assertThat(document.getBoolean("discoverable")).isTrue();
    assertThat(document.getBoolean("indexable")).isFalse();
    assertThat(document.getBoolean("manuallyApprovesFollowers")).isTrue();
    assertThat(new ActorDocument(document).alsoKnownAs())
        .containsExactly(URI.create("https://old.example/users/alice"));
    assertThat(fields(document))
        .containsExactly(
            tuple(
                "Web",
                "<a href=\"https://alice.example/\" rel=\"me nofollow noopener\">"
                    + "https://alice.example/</a>"),
            tuple("From", "a &lt; b"));
  }

  @Test
  void documentHasWhatMastodonsHasAndNothingThatItWouldRefuse() {
    JsonObject document = json("/users/" + alice.name());

    // Mastodon 4.4: app/serializers/activitypub/actor_serializer.rb, what every actor has.
    assertThat(document)
        .containsKeys(
            "@context",
            "id",
            "type",
            "following",
            "followers",
            "inbox",
            "outbox",
            "featured",
            "preferredUsername",
            "name",
            "summary",
            "url",
            "manuallyApprovesFollowers",
            "discoverable",
            "indexable",
            "published",
            "publicKey",
            "attachment",
            "endpoints");
    assertThat(document.getJsonObject("publicKey")).containsOnlyKeys("id", "owner", "publicKeyPem");
    assertThat(document.getJsonArray("@context").getString(0))
        .isEqualTo("https://www.w3.org/ns/activitystreams");
    assertThat(terms(document))
        .containsEntry("manuallyApprovesFollowers", text("as:manuallyApprovesFollowers"))
        .containsEntry("discoverable", text("toot:discoverable"))
        .containsEntry("PropertyValue", text("schema:PropertyValue"))
        .containsEntry("value", text("schema:value"));
    for (String reference : List.of("featured", "attributionDomains", "alsoKnownAs", "movedTo")) {
      assertThat(terms(document).getJsonObject(reference).getString("@type"))
          .as(reference)
          .isEqualTo("@id");
    }
  }

  @Test
  void whereAMemberIsFlattredIsAPaymentLink() {
    ActorDocument document = new ActorDocument(json("/users/" + alice.name()));

    assertThat(document.paymentLinks()).containsExactly(document.id().uri());
  }

  @Test
  void whatIsProvedToBeAMembersIsShown() {
    here.links.domains = List.of("blog.example");
    here.links.actors = List.of(URI.create("https://social.example/users/alice"));

    JsonObject document = json("/users/" + alice.name());

    assertThat(document.getJsonArray("attributionDomains").getValuesAs(JsonString::getString))
        .containsExactly("blog.example");
    assertThat(fields(document))
        .singleElement()
        .satisfies(
            field ->
                assertThat(field.toList().getLast().toString())
                    .contains("href=\"https://social.example/users/alice\" rel=\"me "));
  }

  @Test
  void eachChangeIsToldOnceAndProved() {
    profiles.change(alice.id(), bio("One"));
    profiles.change(alice.id(), bio("One"));
    profiles.change(alice.id(), bio("Two"));

    assertThat(told).extracting(it -> it.getString("type")).containsExactly("Update", "Update");
    assertThat(told).extracting(it -> it.getString("id")).doesNotHaveDuplicates();
    JsonObject last = told.getLast();
    assertThat(last.getJsonObject("object").getString("summary")).isEqualTo("<p>Two</p>");
    assertThat(last.getJsonObject("object").getString("id"))
        .isEqualTo(here.ids.member(alice.name()).toString());
    assertProved(last);
  }

  @Test
  void whatIsNotOfItsFormChangesNothing() {
    assertCode(() -> profiles.change(alice.id(), bio("a\u0007")), "malformed_bio");
    assertCode(() -> profiles.change(alice.id(), bio("a".repeat(2001))), "malformed_bio");
    assertCode(() -> profiles.change(alice.id(), alias("nonsense")), "malformed_also_known_as");
    assertCode(
        () -> profiles.change(alice.id(), alias(here.ids.member(alice.name()).toString())),
        "malformed_also_known_as");

    assertThat(told).isEmpty();
    assertThat(profiles.of(alice.id()).profile().bio()).isEmpty();
  }

  @Test
  void memberMovesToAnActorThatNamesThem() {
    Member bob = there.members.create("bob" + tests, "Bob");
    ActorId target = there.ids.member(bob.name());
    ActorId self = here.ids.member(alice.name());
    Profiles elsewhere =
        new Profiles(
            there.database,
            there.ids,
            there.documents,
            there.keys,
            FollowerMail.NONE,
            InstantSource.system());

    assertCode(() -> moves.move(alice.id(), target.toString()), "not_linked_back");
    assertThat(told).isEmpty();
    Member dora = there.members.create("dora" + tests, "Dora");
    elsewhere.change(dora.id(), alias(self.toString()));
    moves.move(alice.id(), "dora" + tests + "@" + there.ids.origin().authority());
    moves.move(alice.id(), there.ids.member(dora.name()).toString());

    assertThat(told).extracting(it -> it.getString("type")).containsExactly("Update", "Move");
    JsonObject move = told.getLast();
    assertThat(move.getString("object")).isEqualTo(self.toString());
    assertThat(move.getString("target")).isEqualTo(there.ids.member(dora.name()).toString());
    assertProved(move);
    assertThat(json("/users/" + alice.name()).getString("movedTo"))
        .isEqualTo(there.ids.member(dora.name()).toString());
  }

  @Test
  void memberCannotMoveToWhatIsNoActor() {
    assertCode(
        () -> moves.move(alice.id(), "nobody@" + there.ids.origin().authority()), "unknown_actor");
    assertCode(() -> moves.move(alice.id(), here.ids.origin() + "/users/nobody"), "unknown_actor");
    assertCode(
        () -> moves.move(alice.id(), here.ids.member(alice.name()).toString()), "same_actor");
  }

  @Test
  void whoHasLeftIsATombstoneForEver() {
    String name = alice.name();
    here.find(there.ids.node());
    String token = tokens.issue(alice.id(), "test");
    profiles.change(alice.id(), bio("Soon gone"));

    departures().leave(alice.id());

    JsonObject delete = told.getLast();
    assertThat(delete.getString("type")).isEqualTo("Delete");
    assertThat(delete.getString("object")).isEqualTo(here.ids.member(name).toString());
    assertProved(delete);
    for (String part : List.of("", "/outbox", "/followers", "/following", "/liked", "/featured")) {
      Answer answer = get("/users/" + name + part, ActivityMedia.ACCEPT);
      assertThat(answer.status()).as(part).isEqualTo(410);
      assertThat(Json.parseObject(answer.body()).getString("type")).isEqualTo("Tombstone");
    }
    assertThat(
            get(
                    "/.well-known/webfinger?resource=acct:"
                        + name
                        + "@"
                        + here.ids.origin().authority(),
                    "*/*")
                .status())
        .isEqualTo(410);
    assertThat(get("/users/" + name + "/keys", "*/*").status()).isEqualTo(200);
    assertCode(() -> here.members.create(name, "Another"), "name_taken");
    assertThat(here.members.find(name)).isEmpty();
    assertThat(tokens.authenticate(token)).isEmpty();
    assertCode(() -> departures().leave(alice.id()), "unknown_member");
    assertThat(sentTo(there.ids.sharedInbox(), delete.getString("id"))).isEqualTo(1);
  }

  private static int sentTo(URI inbox, String id) {
    return here.database.read(
        tx ->
            tx.dsl()
                .fetchCount(
                    tx.dsl()
                        .selectOne()
                        .from(DELIVERY)
                        .join(OUTBOUND_MESSAGE)
                        .on(OUTBOUND_MESSAGE.SEQUENCE.eq(DELIVERY.MESSAGE))
                        .where(DELIVERY.INBOX.eq(inbox.toString()), OUTBOUND_MESSAGE.ID.eq(id))));
  }

  @Test
  void whoIsTiedStays() {
    tie = Optional.of(new Problem(409, "funds_left", "Not settled", "There are funds."));

    assertCode(() -> departures().leave(alice.id()), "funds_left");

    assertThat(told).isEmpty();
    assertThat(get("/users/" + alice.name(), ActivityMedia.ACCEPT).status()).isEqualTo(200);
  }

  private static ProfileChange bio(String bio) {
    return change(bio, null);
  }

  private static ProfileChange alias(String actor) {
    return change(null, List.of(actor));
  }

  private static ProfileChange change(@Nullable String bio, @Nullable List<String> aliases) {
    return new ProfileChange(null, bio, null, aliases, null, null, null, null, null, null, null);
  }

  private static void assertCode(Runnable work, String code) {
    assertThatThrownBy(work::run)
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.code()).isEqualTo(code));
  }

  private void assertProved(JsonObject signed) {
    assertThat(signed.getJsonObject("proof").getString("verificationMethod"))
        .isEqualTo(here.ids.member(alice.name()) + "#ed25519-key");
    assertThat(signed.getString("actor")).isEqualTo(here.ids.member(alice.name()).toString());
  }

  private static List<Tuple> fields(JsonObject document) {
    return document.getJsonArray("attachment").getValuesAs(JsonObject.class).stream()
        .filter(each -> each.getString("type").equals("PropertyValue"))
        .map(each -> tuple(each.getString("name"), each.getString("value")))
        .toList();
  }

  private static JsonObject terms(JsonObject document) {
    return document.getJsonArray("@context").getValuesAs(JsonValue.class).stream()
        .filter(JsonObject.class::isInstance)
        .map(JsonValue::asJsonObject)
        .findFirst()
        .orElseThrow();
  }

  private static JsonValue text(String text) {
    return jakarta.json.Json.createValue(text);
  }

  private static JsonObject json(String path) {
    return Json.parseObject(get(path, ActivityMedia.ACCEPT).body());
  }

  private static Answer get(String path, String accept) {
    URI uri = here.ids.origin().resolve(path);
    return (Answer) here.client.send(OutboundRequest.get(uri, Map.of("Accept", accept)));
  }
}
