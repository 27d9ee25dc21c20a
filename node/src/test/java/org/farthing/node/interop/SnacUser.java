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
import java.net.http.HttpResponse;
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
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

/** A user of snac, by its client API, its pages, and the files in which it keeps who follows. */
record SnacUser(SnacServer snac, String name, String password, String token) {

  /** One in a timeline, or an answer to it that stands in it. */
  private static final String POST =
      "div.snac-post:has(input[name=id]), div.snac-child:has(input[name=id])";

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
  String posts(String text) {
    return post("statuses", Map.of("status", text)).getString("uri");
  }

  /** Writes to somebody; the names that its posts mention must be without a port. */
  void writesTo(ActorId actor, String text) {
    onPage("note", Map.of("content", text, "to", actor.toString()));
  }

  /** Answers a post, and returns the answer's address. */
  String answers(String uri, String text) {
    onPage("note", Map.of("content", text, "in_reply_to", uri));
    return entries().stream()
        .filter(entry -> entry.text().contains(text))
        .findFirst()
        .orElseThrow(() -> new AssertionError(text + " is not in the timeline"))
        .uri();
  }

  /**
   * Something in the user's timeline, as their page shows it.
   *
   * @param author the handle
   * @param buttons what the user can do with it; {@code Unlike} where they have liked it
   */
  record Entry(String uri, String author, String text, List<String> buttons) {

    static Entry of(Element post) {
      return new Entry(
          post.select("input[name=id]").val(),
          post.select("a.p-author-tag").text(),
          own(post, "div.snac-content").text(),
          own(post, "div.snac-controls").select("input[name=action]").eachAttr("value"));
    }
  }

  /** The first: answers to a post stand in it, each with the same parts. */
  private static Element own(Element post, String part) {
    return post.expectFirst(part);
  }

  private List<Entry> entries() {
    String page = onPage(HttpRequest.newBuilder(snac.origin.resolve("/" + name + "/admin")));
    return Jsoup.parse(page).select(POST).stream().map(Entry::of).toList();
  }

  /** What the timeline has of this address. */
  Optional<Entry> inTimeline(String uri) {
    return entries().stream().filter(entry -> entry.uri().equals(uri)).findFirst();
  }

  /** The newest in the timeline by whoever has this handle. */
  Optional<Entry> firstBy(String handle) {
    return entries().stream().filter(entry -> entry.author().equals(handle)).findFirst();
  }

  /** Presses a button of something in the timeline. */
  void presses(String button, String uri) {
    onPage("action", Map.of("id", uri, "actor", actor().toString(), "action", button));
  }

  private void onPage(String form, Map<String, String> fields) {
    onPage(form(snac.origin.resolve("/" + name + "/admin/" + form), fields));
  }

  /** The pages of snac know people by their passwords, its client API by tokens. */
  private String onPage(HttpRequest.Builder request) {
    String signedIn =
        Base64.getEncoder()
            .encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
    HttpResponse<String> answer = Peers.send(request.header("Authorization", "Basic " + signedIn));
    assertThat(answer.statusCode()).as(answer.request() + ": " + answer.body()).isIn(200, 303);
    return answer.body();
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

  /** Who likes a post of the user's. */
  List<String> likers(String uri) {
    return accounts(uri, "favourited_by");
  }

  /** Who boosts it. */
  List<String> boosters(String uri) {
    return accounts(uri, "reblogged_by");
  }

  private List<String> accounts(String uri, String what) {
    String status =
        get("v2/search?resolve=false&q=" + Peers.encoded(uri))
            .asJsonObject()
            .getJsonArray("statuses")
            .getJsonObject(0)
            .getString("id");
    return get("v1/statuses/" + status + "/" + what)
        .asJsonArray()
        .getValuesAs(JsonObject.class)
        .stream()
        .map(account -> account.getString("url"))
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
