package org.farthing.node.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.farthing.node.generated.Tables.ACTOR_KEY;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.platform.database.TestDatabase;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.Origin;
import org.farthing.protocol.signature.PublishedKey;
import org.farthing.protocol.signature.VerificationKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ActorKeyRingTest {

  private static final byte[] MESSAGE = {1, 2, 3};

  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private final LocalIds ids = new LocalIds(Origin.of("https://a.example"));
  private final ActorKeyRing keys = ring(TestSecret.secret());

  @Test
  void keysAreTheSameAfterARestart() {
    VerificationKey ed25519 = keys.ed25519(ids.node()).key().verificationKey();
    VerificationKey rsa = keys.rsa(ids.node()).key().verificationKey();

    ActorKeyRing again = ring(TestSecret.secret());

    assertThat(again.ed25519(ids.node()).key().verificationKey()).isEqualTo(ed25519);
    assertThat(again.rsa(ids.node()).key().verificationKey()).isEqualTo(rsa);
    assertThat(again.rsa(ids.node()).id()).hasToString("https://a.example/actor#main-key");
  }

  @Test
  void retiredKeyStaysPublishedWithItsEndAndLosesItsPrivateHalf() {
    ActorId alice = ids.member("alice");
    DATABASE.get().execute(tx -> keys.create(tx, alice));
    byte[] signature = keys.ed25519(alice).key().sign(MESSAGE);

    keys.rotate(alice);

    assertThat(keys.ed25519(alice).id()).hasToString(alice + "#ed25519-key-2");
    List<PublishedKey> published = keys.published(alice);
    PublishedKey retired = published.getFirst();
    assertThat(retired.id()).hasToString(alice + "#ed25519-key");
    assertThat(retired.key().verify(MESSAGE, signature)).isTrue();
    assertThat(retired.coversAt(Instant.now().plus(Duration.ofHours(1)))).isFalse();
    assertThat(retired.coversAt(retired.validFrom())).isTrue();
    List<String> signing =
        DATABASE
            .get()
            .read(
                tx ->
                    tx.dsl()
                        .select(ACTOR_KEY.FRAGMENT)
                        .from(ACTOR_KEY)
                        .where(
                            ACTOR_KEY.ACTOR.eq("/users/alice"), ACTOR_KEY.PRIVATE_KEY.isNotNull())
                        .fetch(ACTOR_KEY.FRAGMENT));
    assertThat(signing).containsExactlyInAnyOrder("ed25519-key-2", "main-key");
  }

  @Test
  void anotherKeyFileOpensNothing() {
    ActorKeyRing stranger =
        ring(
            new NodeSecret("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII)));

    assertThatThrownBy(() -> stranger.ed25519(ids.node()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("another key file");
  }

  @Test
  void onlyActorsOfThisNodeHaveKeys() {
    assertThatThrownBy(() -> keys.ed25519(ids.member("nobody")))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> keys.ed25519(ActorId.of("https://b.example/users/bob")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private ActorKeyRing ring(NodeSecret secret) {
    return new ActorKeyRing(DATABASE.get(), secret, ids, InstantSource.system());
  }
}
