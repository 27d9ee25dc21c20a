package org.farthing.node;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.farthing.node.account.Member;
import org.farthing.node.platform.Uuid7;
import org.farthing.node.social.Reactions.Applause;
import org.farthing.node.web.WebFixture;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.json.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Activities in the form of each server have their effect here, and no other. */
final class FediverseDocumentsTest {

  /** One file of one repository, as it was at one commit. */
  private static final Pattern SOURCE =
      Pattern.compile("https://github\\.com/[\\w.-]+/[\\w.-]+/blob/[0-9a-f]{40}/[\\w./-]+");

  private static final Path FOLDER = Path.of("src/test/resources/fediverse");

  private static WebFixture web;

  @BeforeAll
  static void start() {
    web = WebFixture.start();
  }

  @AfterAll
  static void stop() {
    web.close();
  }

  static List<String> documents() {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .map(file -> FOLDER.relativize(file).toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("documents")
  void documentHasItsEffectAndNoOther(String name) {
    String member = "alice" + Uuid7.next().toString().replace("-", "");
    String url = "https://" + member + ".example/song";
    Member alice = web.aCreator(member, url);
    ActorId actor = web.node.ids().member(alice.name());
    String thing = web.node.origin() + "/things/" + web.node.things().find(url).orElseThrow().id();
    try (FediServer server = FediServer.start()) {
      JsonObject document = document(name, server, actor, thing);
      assertThat(document.getString("shapedFrom")).matches(SOURCE);
      if (document.containsKey("after")) {
        String before =
            Path.of(name).resolveSibling(document.getString("after") + ".json").toString();
        send(document(before, server, actor, thing), server);
        assertThat(seen(actor, thing)).as("after " + before).isNotEqualTo(Seen.NOTHING);
      }

      send(document, server);

      assertThat(seen(actor, thing)).isEqualTo(Seen.of(document.getString("effect")));
    }
  }

  private static void send(JsonObject document, FediServer server) {
    JsonObject activity = document.getJsonObject("activity");
    server.actor(activity.getString("actor"));
    server.tells(web.node, activity);
  }

  /** As it would come from this server, about this member and thing. */
  private static JsonObject document(String name, FediServer server, ActorId actor, String thing) {
    try {
      String origin = "https://" + Path.of(name).getParent() + ".example";
      String text =
          Files.readString(FOLDER.resolve(name))
              .replace("https://farthing.example/users/alice", actor.toString())
              .replace("https://farthing.example/things/1", thing)
              .replace("https://farthing.example", web.node.origin().toString())
              .replace(origin, server.origin.toString());
      return Json.parseObject(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Seen seen(ActorId actor, String thing) {
    var social = web.node.social();
    boolean isPost =
        social.posts().countAnswers(thing) > 0
            || !social.posts().mentions(actor, null, 1).isEmpty();
    boolean isFlagged =
        social.flags().newest(null, 50).stream()
            .anyMatch(flag -> flag.objects().contains(actor.toString()));
    return new Seen(
        social.followers().count(actor), social.reactions().of(thing), isPost, isFlagged);
  }

  /** All that may have happened. */
  private record Seen(long followers, Applause applause, boolean post, boolean flag) {

    static final Seen NOTHING = new Seen(0, new Applause(0, 0, 0), false, false);

    static Seen of(String effect) {
      return switch (effect) {
        case "follower" -> new Seen(1, NOTHING.applause, false, false);
        case "like" -> new Seen(0, new Applause(1, 0, 0), false, false);
        case "announce" -> new Seen(0, new Applause(0, 1, 0), false, false);
        case "emoji" -> new Seen(0, new Applause(0, 0, 1), false, false);
        case "post" -> new Seen(0, NOTHING.applause, true, false);
        case "flag" -> new Seen(0, NOTHING.applause, false, true);
        case "nothing" -> NOTHING;
        default -> throw new IllegalArgumentException("no effect: " + effect);
      };
    }
  }
}
