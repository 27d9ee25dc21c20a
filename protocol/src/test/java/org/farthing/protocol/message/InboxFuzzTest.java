package org.farthing.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.farthing.protocol.activity.ActivityDocument;
import org.farthing.protocol.activity.ActorDocument;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.json.Json;
import org.farthing.protocol.json.JsonRefused;
import org.farthing.protocol.signature.Ed25519SigningKey;
import org.farthing.protocol.signature.ObjectProof;
import org.farthing.protocol.signature.VerificationKey;
import org.junit.jupiter.api.Test;

/**
 * Whatever comes into an inbox is read or refused with a code, and nothing else happens: documents
 * of all servers, bent at random. Each case has a seed of its own, so that it can be had alone:
 * {@code -Dfuzz.seed=… -Dfuzz.first=… -Dfuzz.cases=1}.
 */
final class InboxFuzzTest {

  private static final int CASES = Integer.getInteger("fuzz.cases", 100_000);
  private static final int FIRST = Integer.getInteger("fuzz.first", 0);
  private static final long SEED = Long.getLong("fuzz.seed", new SecureRandom().nextLong());

  private final VerificationKey key =
      Ed25519SigningKey.generate(new SecureRandom()).verificationKey();
  private int documents;
  private int activities;
  private int messages;

  @Test
  void whateverComesIsReadOrRefusedWithACode() throws IOException {
    System.out.println("InboxFuzzTest: fuzz.seed=" + SEED);
    List<byte[]> corpus = corpus();
    for (int i = FIRST; i < FIRST + CASES; i++) {
      Mutations mutations = new Mutations(new SplittableRandom(SEED + i), corpus);
      byte[] body = mutations.next();
      try {
        read(body);
      } catch (RuntimeException | StackOverflowError e) {
        throw new AssertionError(
            "-Dfuzz.seed=%d -Dfuzz.first=%d -Dfuzz.cases=1: %s"
                .formatted(SEED, i, new String(body, StandardCharsets.UTF_8)),
            e);
      }
    }

    if (CASES >= 100_000) {
      assertThat(documents).as("what is JSON still").isGreaterThan(CASES / 5);
      assertThat(activities).as("what has an id and an actor").isGreaterThan(CASES / 20);
      assertThat(messages).as("what bears money").isGreaterThan(CASES / 100);
    }
  }

  private static List<byte[]> corpus() throws IOException {
    List<byte[]> corpus = new ArrayList<>();
    for (Path folder :
        List.of(
            Path.of("..", "docs", "protocol", "examples"),
            Path.of("src", "test", "resources", "fixtures"))) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(it -> it.toString().endsWith(".json")).sorted().toList()) {
          corpus.add(Files.readAllBytes(file));
        }
      }
    }
    assertThat(corpus).hasSizeGreaterThan(30);
    return corpus;
  }

  private void read(byte[] body) {
    JsonObject json;
    try {
      json = Json.parseObject(body);
    } catch (JsonRefused e) {
      assertThat(e.code().id()).isNotEmpty();
      return;
    }
    documents++;
    ActivityDocument activity = new ActivityDocument(json);
    if (tried(activity::id).isPresent() && tried(activity::actor).isPresent()) {
      activities++;
    }
    readActivity(activity);
    readActor(new ActorDocument(json));
    if (tried(() -> MessageReader.read(json)).flatMap(it -> it).isPresent()) {
      messages++;
    }
    ObjectProof.verificationMethodOf(json);
    ObjectProof.createdOf(json);
    if (json.containsKey("proof")) {
      ObjectProof.verify(json, key);
    }
  }

  private static void readActivity(ActivityDocument activity) {
    tried(activity::types);
    tried(activity::object);
    tried(activity::attributedTo);
    tried(activity::to);
    tried(activity::cc);
    tried(activity::published);
    tried(activity::inReplyTo);
    tried(activity::name);
    tried(activity::summary);
    tried(activity::content);
    tried(activity::url);
  }

  private static void readActor(ActorDocument actor) {
    tried(actor::id);
    tried(actor::preferredUsername);
    tried(actor::inbox);
    tried(actor::sharedInbox);
    tried(actor::alsoKnownAs);
    tried(actor::publicKeys);
    tried(actor::assertionMethods);
    tried(actor::paymentLinks);
    tried(actor::nodeActor);
  }

  /** What is read; nothing when it is refused as it may be. */
  private static <T> Optional<T> tried(Supplier<T> reading) {
    try {
      return Optional.of(reading.get());
    } catch (ProtocolException e) {
      assertThat(e.code()).isNotEmpty();
      return Optional.empty();
    }
  }
}
