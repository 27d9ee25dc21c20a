package org.farthing.protocol.activity;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.Objects;
import org.farthing.protocol.activity.ActorDocument.PemKey;
import org.farthing.protocol.activity.ActorDocument.ProofKey;
import org.farthing.protocol.json.Json;
import org.junit.jupiter.api.Test;

/** Documents as the servers of the fediverse write them; each has its oddity. */
class ForeignDocumentsTest {

  private static final String PUBLIC = "https://www.w3.org/ns/activitystreams#Public";

  @Test
  void mastodonNullsWhatIsEmptyAndEmbedsWhatItUndoes() {
    var alice = actor("mastodon.example/users/alice");
    var note = document("mastodon.example/users/alice/statuses/1");
    var undo = document("mastodon.example/users/alice/likes/7/undo");

    assertThat(alice.id()).isEqualTo(ActorId.of("https://mastodon.example/users/alice"));
    assertThat(alice.types()).containsExactly("Person");
    assertThat(alice.preferredUsername()).contains("alice");
    assertThat(alice.inbox()).hasPath("/users/alice/inbox");
    assertThat(alice.sharedInbox()).contains(URI.create("https://mastodon.example/inbox"));
    assertThat(alice.url()).contains(URI.create("https://mastodon.example/@alice"));
    assertThat(alice.nodeActor()).isEmpty();
    PemKey key = alice.publicKeys().getFirst();
    assertThat(key.id()).hasToString("https://mastodon.example/users/alice#main-key");
    assertThat(key.owner()).isEqualTo(alice.id());
    assertThat(key.pem()).startsWith("-----BEGIN PUBLIC KEY-----");

    assertThat(note.summary()).isEmpty();
    assertThat(note.inReplyTo()).isEmpty();
    assertThat(note.content()).contains("<p>A penny cut in four.</p>");
    assertThat(note.to()).containsExactly(PUBLIC);

    assertThat(undo.object())
        .isInstanceOfSatisfying(
            ObjectReference.Embedded.class,
            like -> {
              assertThat(like.document().is("Like")).isTrue();
              assertThat(like.document().actor()).isEqualTo(alice.id());
            });
  }

  @Test
  void gotosocialHasKeysOnPathsAndSingleRecipients() {
    var alice = actor("gotosocial.example/users/alice");
    var accept = document("gotosocial.example/users/alice/accepts/1");

    assertThat(alice.publicKeys().getFirst().id().uri()).hasPath("/users/alice/main-key");
    assertThat(alice.sharedInbox()).isEmpty();
    assertThat(accept.to()).containsExactly("https://mastodon.example/users/bob");
    assertThat(accept.object().id())
        .contains(ActivityId.of("https://mastodon.example/users/bob/likes/1"));
  }

  @Test
  void misskeyLikesWithContent() {
    var alice = actor("misskey.example/users/9alice");
    var like = document("misskey.example/likes/9like");

    assertThat(alice.name()).isEmpty();
    assertThat(like.types()).containsExactly("Like");
    assertThat(like.content()).contains(":pudding:");
    assertThat(like.actor()).isEqualTo(alice.id());
    assertThat(like.to()).isEmpty();
  }

  @Test
  void pleromaRepliesWithMicroseconds() {
    var alice = actor("pleroma.example/users/alice");
    var note = document("pleroma.example/objects/1");

    assertThat(alice.alsoKnownAs())
        .containsExactly(URI.create("https://mastodon.example/users/alice"));
    assertThat(note.inReplyTo()).contains(ActivityId.of("https://lemmy.example/post/1"));
    assertThat(note.published()).contains(Instant.parse("2026-11-02T18:06:52.555500Z"));
    assertThat(note.cc()).containsExactly(PUBLIC);
  }

  @Test
  void lemmyIsAnActorAtItsOrigin() {
    var server = actor("lemmy.example/index");
    var community = actor("lemmy.example/c/pennies");
    var page = document("lemmy.example/post/1");

    assertThat(server.id()).hasToString("https://lemmy.example/");
    assertThat(server.types()).containsExactly("Application");
    assertThat(community.types()).containsExactly("Group");
    assertThat(community.name()).contains("Pennies");
    assertThat(page.name()).contains("On farthings");
    assertThat(page.attributedTo()).containsExactly(ActorId.of("https://lemmy.example/u/alice"));
    assertThat(new ActorDocument(page.json()).paymentLinks()).isEmpty();
  }

  @Test
  void peertubeHasTwoAuthorsAndManyLinks() {
    var alice = actor("peertube.example/accounts/alice");
    var video = document("peertube.example/videos/watch/1");

    assertThat(video.attributedTo())
        .containsExactly(
            alice.id(), ActorId.of("https://peertube.example/video-channels/alice_channel"));
    assertThat(video.url()).contains(URI.create("https://peertube.example/videos/watch/1"));
  }

  @Test
  void pixelfedWritesTimesWithAnOffset() {
    var alice = actor("pixelfed.example/users/alice");
    var note = document("pixelfed.example/p/alice/2");

    assertThat(alice.sharedInbox()).contains(URI.create("https://pixelfed.example/f/inbox"));
    assertThat(note.published()).contains(Instant.parse("2018-06-01T05:16:51Z"));
    assertThat(note.attributedTo()).containsExactly(alice.id());
  }

  @Test
  void wordpressHasIdsInQueriesAndTextsInLanguages() {
    var alice = actor("wordpress.example/author-1");
    var comment = document("wordpress.example/comment-148");

    assertThat(alice.id()).hasToString("https://wordpress.example/?author=1");
    assertThat(alice.nodeActor()).isEmpty();
    assertThat(alice.paymentLinks()).isEmpty();
    assertThat(comment.id()).hasToString("https://wordpress.example?c=148");
    assertThat(comment.content()).contains("<p>Nice!</p>");
  }

  @Test
  void mitraHasProofKeysAndPaymentLinks() {
    var alice = actor("mitra.example/users/alice");
    var like = document("mitra.example/activities/like/1");

    assertThat(alice.assertionMethods())
        .hasSize(2)
        .contains(
            new ProofKey(
                ActivityId.of("https://mitra.example/users/alice#ed25519-key"),
                alice.id(),
                "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2",
                null,
                null));
    assertThat(alice.paymentLinks())
        .containsExactly(
            URI.create("payto://iban/DE75512108001245126199"),
            URI.create("https://mitra.example/proposals/1"));
    assertThat(like.object())
        .isEqualTo(
            new ObjectReference.Named(
                ActivityId.of("https://mastodon.example/users/alice/statuses/1")));
  }

  @Test
  void aMemberLeadsToItsFarthingNode() {
    var alice = actor("farthing.example/users/alice");
    var node = actor("farthing.example/actor");

    assertThat(node.nodeActor()).contains(node.id());
    assertThat(alice.nodeActor()).contains(node.id());
    assertThat(alice.publicKeys()).hasSize(1);
  }

  private static ActorDocument actor(String path) {
    return new ActorDocument(json(path));
  }

  private static ActivityDocument document(String path) {
    return new ActivityDocument(json(path));
  }

  private static JsonObject json(String path) {
    String resource = "/fixtures/" + path + ".json";
    try (InputStream in =
        Objects.requireNonNull(
            ForeignDocumentsTest.class.getResourceAsStream(resource), resource)) {
      return Json.parseObject(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
