package org.farthing.protocol.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.farthing.protocol.SeededCases;
import org.farthing.protocol.json.Json;
import org.junit.jupiter.api.Test;

class ActivityDocumentTest {

  private static final JsonProvider JSON = JsonProvider.provider();

  /** Every accessor there is: each gives an answer or a ProtocolException, whatever it reads. */
  private static final List<Consumer<JsonObject>> ACCESSORS =
      List.of(
          json -> new ActivityDocument(json).id(),
          json -> new ActivityDocument(json).types(),
          json -> new ActivityDocument(json).actor(),
          json -> new ActivityDocument(json).object().id(),
          json -> new ActivityDocument(json).attributedTo(),
          json -> new ActivityDocument(json).to(),
          json -> new ActivityDocument(json).cc(),
          json -> new ActivityDocument(json).published(),
          json -> new ActivityDocument(json).inReplyTo(),
          json -> new ActivityDocument(json).name(),
          json -> new ActivityDocument(json).summary(),
          json -> new ActivityDocument(json).content(),
          json -> new ActivityDocument(json).url(),
          json -> new ActorDocument(json).id(),
          json -> new ActorDocument(json).preferredUsername(),
          json -> new ActorDocument(json).inbox(),
          json -> new ActorDocument(json).sharedInbox(),
          json -> new ActorDocument(json).alsoKnownAs(),
          json -> new ActorDocument(json).publicKeys(),
          json -> new ActorDocument(json).assertionMethods(),
          json -> new ActorDocument(json).paymentLinks(),
          json -> new ActorDocument(json).nodeActor());

  private static final List<String> PROPERTIES =
      List.of(
          "id",
          "type",
          "actor",
          "object",
          "attributedTo",
          "to",
          "cc",
          "published",
          "inReplyTo",
          "name",
          "nameMap",
          "summary",
          "content",
          "contentMap",
          "url",
          "preferredUsername",
          "inbox",
          "endpoints",
          "sharedInbox",
          "alsoKnownAs",
          "publicKey",
          "publicKeyPem",
          "owner",
          "assertionMethod",
          "controller",
          "attachment",
          "rel",
          "href",
          "mediaType",
          "generator",
          "implements");

  @Test
  void oneValueAndAnArrayOfItAreTheSame() {
    var single =
        read("{'type': 'Note', 'to': 'https://a.example/u', 'actor': 'https://a.example/u'}");
    var several =
        read(
            "{'type': ['Note'], 'to': [null, {'id': 'https://a.example/u'}], 'actor': [{'type':"
                + " 'Person', 'id': 'https://a.example/u'}, 'https://b.example/']}");

    assertThat(several.types()).isEqualTo(single.types());
    assertThat(several.to()).isEqualTo(single.to());
    assertThat(several.actor()).isEqualTo(single.actor());
  }

  @Test
  void whatIsNotThereIsEmptyOrMissing() {
    var nothing = read("{'inReplyTo': null, 'to': []}");

    assertThat(nothing.types()).isEmpty();
    assertThat(nothing.inReplyTo()).isEmpty();
    assertThat(nothing.to()).isEmpty();
    assertThat(nothing.url()).isEmpty();
    assertRefused(nothing::id, "missing", "/id");
    assertRefused(nothing::actor, "missing", "/actor");
    assertRefused(nothing::object, "missing", "/object");
  }

  @Test
  void nonsenseIsRefusedAtItsPlace() {
    var odd =
        read(
            "{'id': 5, 'type': [['Like']], 'actor': 'alice', 'object': [{'id': 'x:y'}],"
                + " 'to': ['https://a.example/', 7], 'published': 'today',"
                + " 'nameMap': {'en': {}}, 'url': {'type': 'Link', 'mediaType': 'text/html'}}");

    assertRefused(odd::id, "malformed", "/id");
    assertRefused(odd::types, "malformed", "/type/0");
    assertRefused(odd::actor, "malformed_id", "/actor");
    assertRefused(() -> odd.object().id(), "malformed_id", "/id");
    assertRefused(odd::to, "malformed", "/to/1");
    assertRefused(odd::published, "malformed", "/published");
    assertRefused(odd::name, "malformed", "/nameMap/en");
    assertRefused(odd::url, "missing", "/url/href");
  }

  @Test
  void anEndlessListIsRefused() {
    var recipients = JSON.createArrayBuilder();
    for (int count = 0; count <= 1_000; count++) {
      recipients.add("https://a.example/" + count);
    }
    var document = new ActivityDocument(JSON.createObjectBuilder().add("to", recipients).build());

    assertRefused(document::to, "too_large", "/to");
  }

  @Test
  void aGeneratorOfAnotherOriginIsNobodysNode() {
    var actor =
        new ActorDocument(
            parse(
                "{'id': 'https://a.example/u', 'generator': {'id': 'https://b.example/actor',"
                    + " 'implements': 'https://w3id.org/farthing'}}"));

    assertThat(actor.nodeActor()).isEmpty();
  }

  @Test
  void keysThatAreOnlyNamedOrOfAnotherTypeAreLeftOut() {
    var actor =
        new ActorDocument(
            parse(
                "{'id': 'https://a.example/u', 'publicKey': 'https://a.example/u#main-key',"
                    + " 'assertionMethod': [{'type': 'Ed25519VerificationKey2020'}]}"));

    assertThat(actor.publicKeys()).isEmpty();
    assertThat(actor.assertionMethods()).isEmpty();
  }

  @Test
  void idsAreWhatIsSpelled() {
    assertThat(ActorId.of("https://a.example/%2f"))
        .isNotEqualTo(ActorId.of("https://a.example/%2F"));
    assertThat(ActivityId.of("https://a.example/\uff5e"))
        .isLessThan(new ActivityId(URI.create("https://a.example/\ud83c\udf3e")));
    assertThatThrownBy(() -> ActorId.of("https://a.example/" + "x".repeat(2_048)))
        .isInstanceOf(ProtocolException.class);
  }

  @Test
  void noDocumentBringsAnAccessorDown() {
    SeededCases.check(
        2_000,
        random -> {
          JsonObject json = anyObject(random, 0);
          for (Consumer<JsonObject> accessor : ACCESSORS) {
            Throwable thrown = catchThrowable(() -> accessor.accept(json));
            if (thrown != null) {
              assertThat(thrown).as("%s", json).isInstanceOf(ProtocolException.class);
            }
          }
        });
  }

  private static JsonObject anyObject(SplittableRandom random, int depth) {
    var object = JSON.createObjectBuilder();
    for (int members = random.nextInt(depth == 0 ? 16 : 5); members > 0; members--) {
      object.add(PROPERTIES.get(random.nextInt(PROPERTIES.size())), anyValue(random, depth + 1));
    }
    return object.build();
  }

  private static JsonValue anyValue(SplittableRandom random, int depth) {
    return switch (random.nextInt(depth > 3 ? 8 : 12)) {
      case 0 -> JsonValue.NULL;
      case 1 -> JSON.createValue(random.nextInt());
      case 2 -> JsonValue.TRUE;
      case 3 -> JSON.createValue("");
      case 4 -> JSON.createValue("https://a.example/" + random.nextInt(3));
      case 5 -> JSON.createValue("2026-11-02T09:00:00Z");
      case 6 -> JSON.createValue(random.nextBoolean() ? "Multikey" : "https://w3id.org/farthing");
      case 7 -> JSON.createValue("::\u0000 %");
      case 8, 9 -> anyObject(random, depth);
      default ->
          JSON.createArrayBuilder()
              .add(anyValue(random, depth + 1))
              .add(anyValue(random, depth + 1))
              .build();
    };
  }

  private static ActivityDocument read(String json) {
    return new ActivityDocument(parse(json));
  }

  private static JsonObject parse(String json) {
    return Json.parseObject(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  private static void assertRefused(ThrowingCallable reading, String code, String pointer) {
    assertThatThrownBy(reading)
        .isInstanceOfSatisfying(
            ProtocolException.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo(code);
              assertThat(refusal.pointer()).contains(pointer);
            });
  }
}
