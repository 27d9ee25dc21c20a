package org.farthing.node.interop;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.farthing.protocol.activity.ActorId;

/** A user of snac, by its client API, its pages, and the files in which it keeps who follows. */
record SnacUser(SnacServer snac, String name, String password, String token) {

  private static final Pattern TOKEN = Pattern.compile("[0-9a-f]{32}");

  static SnacUser signIn(SnacServer snac, String name, String password) {
    String page =
        Peers.send(
                form(
                    snac.origin.resolve("/oauth/x-snac-get-token"),
                    Map.of("login", name, "passwd", password)))
            .body();
    Matcher token = TOKEN.matcher(page);
    assertThat(token.find()).as(page).isTrue();
    return new SnacUser(snac, name, password, token.group());
  }

  private static HttpRequest.Builder form(URI uri, Map<String, String> fields) {
    String body =
        fields.entrySet().stream()
            .map(field -> field.getKey() + "=" + Peers.encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    return HttpRequest.newBuilder(uri)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(body));
  }

  ActorId actor() {
    return new ActorId(snac.origin.resolve("/" + name));
  }

  String handle() {
    return name + "@" + snac.origin.getAuthority();
  }

  private JsonValue get(String path) {
    return Peers.json(
        HttpRequest.newBuilder(snac.origin.resolve("/api/" + path))
            .header("Authorization", "Bearer " + token));
  }

  private JsonObject post(String path, Map<String, String> fields) {
    return Peers.object(
        form(snac.origin.resolve("/api/v1/" + path), fields)
            .header("Authorization", "Bearer " + token));
  }

  /** The accounts that a search finds, elsewhere too. */
  List<JsonObject> search(String handle) {
    return get("v2/search?resolve=true&q=" + Peers.encoded(handle))
        .asJsonObject()
        .getJsonArray("accounts")
        .getValuesAs(JsonObject.class);
  }

  void follows(ActorId actor) {
    snac.command("follow", name, actor.toString());
  }

  void unfollows(ActorId actor) {
    snac.command("unfollow", name, actor.toString());
  }

  /** Posts, and returns the post's address. */
  Status posts(String text) {
    return Status.of(post("statuses", Map.of("status", text)));
  }

  Status answers(Status status, String text) {
    return Status.of(post("statuses", Map.of("status", text, "in_reply_to_id", status.id())));
  }

  /**
   * A post as snac shows it.
   *
   * @param id in its client API
   */
  record Status(String id, String uri, String content, JsonObject json) {

    static Status of(JsonObject status) {
      return new Status(
          status.getString("id"), status.getString("uri"), status.getString("content"), status);
    }
  }

  List<Status> timeline() {
    return get("v1/timelines/home").asJsonArray().getValuesAs(JsonObject.class).stream()
        .map(Status::of)
        .toList();
  }

  /** What its timeline has of this address. */
  Optional<Status> inTimeline(String uri) {
    return timeline().stream().filter(status -> status.uri().equals(uri)).findFirst();
  }

  /**
   * @param change {@code favourite}, {@code reblog} or what undoes them
   */
  Status does(String change, Status status) {
    return Status.of(post("statuses/" + status.id() + "/" + change, Map.of()));
  }

  /** By the button on its page: its client API cannot. */
  void deletes(Status status) {
    String signedIn =
        Base64.getEncoder()
            .encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
    Peers.send(
        form(
                snac.origin.resolve("/" + name + "/admin/action"),
                Map.of("id", status.uri(), "actor", actor().toString(), "action", "Delete"))
            .header("Authorization", "Basic " + signedIn));
  }

  /** Those who follow the user. */
  List<String> followers() {
    return kept("followers")
        .filter(document -> document.containsKey("inbox"))
        .map(document -> document.getString("id"))
        .toList();
  }

  /** Those whom the user follows, and who have accepted: snac keeps the Accept. */
  List<String> following() {
    return kept("following")
        .filter(document -> document.getString("type").equals("Accept"))
        .map(document -> document.getString("actor"))
        .toList();
  }

  private Stream<JsonObject> kept(String what) {
    try (Stream<Path> files = Files.list(snac.folder.resolve("user").resolve(name).resolve(what))) {
      return files.filter(file -> file.toString().endsWith(".json")).toList().stream()
          .flatMap(file -> document(file).stream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Empty when it was taken away, or is just being written. */
  private static Optional<JsonObject> document(Path file) {
    try {
      return Optional.of(Peers.parse(Files.readString(file)).asJsonObject());
    } catch (IOException | JsonException e) {
      return Optional.empty();
    }
  }
}
