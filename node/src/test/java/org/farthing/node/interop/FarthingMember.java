package org.farthing.node.interop;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.farthing.node.account.Member;
import org.farthing.node.web.WebFixture;
import org.farthing.node.web.donor.DonorBrowser;
import org.farthing.protocol.activity.ActorId;

/**
 * A member of a node here, by what its API lets a member do and see.
 *
 * @param pages the same as its pages show it
 */
record FarthingMember(WebFixture web, String name, String token, FarthingPages pages) {

  /**
   * What a member has published.
   *
   * @param id by which the API knows it
   * @param page its address, as an object too
   */
  record Thing(String id, String page) {}

  static FarthingMember of(WebFixture web, Member member) {
    return new FarthingMember(
        web,
        member.name(),
        web.tokenOf(member),
        new FarthingPages(web, member.name(), new DonorBrowser(web, member)));
  }

  ActorId actor() {
    return web.node.ids().member(name);
  }

  String handle() {
    return name + "@" + web.node.origin().authority();
  }

  JsonObject call(String method, String path, JsonObject body) {
    return Peers.json(
            web.request("/api/v1/" + path)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body.toString())))
        .asJsonObject();
  }

  JsonObject get(String path) {
    return Peers.object(
        web.request("/api/v1/" + path).header("Authorization", "Bearer " + token).GET());
  }

  /** An Article to others. */
  Thing publishes(String title, String text) {
    return thing("text", text, title);
  }

  /** A Page to others. */
  Thing registers(String title, String url) {
    return thing("url", url, title);
  }

  private Thing thing(String what, String value, String title) {
    JsonObject thing =
        call(
            "POST",
            "things",
            Json.createObjectBuilder().add("title", title).add(what, value).build());
    return new Thing(thing.getString("id"), thing.getString("page"));
  }

  void retitles(Thing thing, String title) {
    call("PATCH", "things/" + thing.id(), Json.createObjectBuilder().add("title", title).build());
  }

  void withdraws(Thing thing) {
    call("DELETE", "things/" + thing.id(), JsonObject.EMPTY_JSON_OBJECT);
  }

  /** Asks to follow, and returns the id by which the API knows it. */
  String follows(String handle) {
    return call("POST", "following", Json.createObjectBuilder().add("handle", handle).build())
        .getString("id");
  }

  /** Likes or boosts a post elsewhere, and returns the id by which the API knows it. */
  String says(String kind, String url) {
    return call(
            "POST",
            "reactions",
            Json.createObjectBuilder().add("kind", kind).add("url", url).build())
        .getString("id");
  }

  void takesBack(String reaction) {
    Peers.json(
        web.request("/api/v1/reactions/" + reaction)
            .header("Authorization", "Bearer " + token)
            .DELETE());
  }

  void unfollows(String id) {
    Peers.json(
        web.request("/api/v1/following/" + id).header("Authorization", "Bearer " + token).DELETE());
  }

  /** Whom the member follows, and is let. */
  List<String> following() {
    return items("following").stream()
        .filter(each -> each.getString("state").equals("accepted"))
        .map(each -> each.getString("actor"))
        .toList();
  }

  List<String> followers() {
    return items("followers").stream().map(each -> each.getString("actor")).toList();
  }

  List<String> mentions() {
    return items("mentions").stream().map(each -> each.getString("content")).toList();
  }

  List<String> answers(Thing thing) {
    return items("answers?object=" + Peers.encoded(thing.page())).stream()
        .map(each -> each.getString("content"))
        .toList();
  }

  int likes(Thing thing) {
    return applause(thing).getInt("likes");
  }

  int boosts(Thing thing) {
    return applause(thing).getInt("announces");
  }

  private JsonObject applause(Thing thing) {
    return get("applause?object=" + Peers.encoded(thing.page()));
  }

  private List<JsonObject> items(String path) {
    return get(path).getJsonArray("items").getValuesAs(JsonObject.class);
  }
}
