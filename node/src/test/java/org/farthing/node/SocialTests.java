package org.farthing.node;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import org.farthing.node.account.Member;
import org.farthing.node.account.ProfileChange;
import org.farthing.node.platform.Uuid7;
import org.farthing.node.social.Following;
import org.farthing.node.social.Reactions.Applause;
import org.farthing.node.social.Social;
import org.farthing.node.web.WebFixture;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.json.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/**
 * A node with a member, and two ordinary servers that tell it something; FEDERATION.md names the
 * tests.
 */
abstract class SocialTests {

  static WebFixture web;
  static Node node;
  static Social social;
  static FediServer fedi;
  static FediServer mallory;

  Member alice;
  ActorId aliceId;
  String thing = "";
  ActorId carol;

  @BeforeAll
  static void start() {
    web = WebFixture.start();
    node = web.node;
    social = node.social();
    fedi = FediServer.start();
    mallory = FediServer.start();
  }

  @AfterAll
  static void stop() {
    mallory.close();
    fedi.close();
    web.close();
  }

  /** All tests share two servers and a node, and each has people and a thing of its own. */
  @BeforeEach
  void takeIn() {
    String name = "alice" + Uuid7.next().toString().replace("-", "");
    String url = "https://" + name + ".example/song";
    alice = web.aCreator(name, url);
    aliceId = node.ids().member(name);
    thing = node.origin() + "/things/" + node.things().find(url).orElseThrow().id();
    carol = fedi.aPerson();
  }

  static void tells(JsonObject activity) {
    fedi.tells(node, activity);
  }

  JsonObject carols(String type, String object) {
    return fedi.activity(type, carol, object);
  }

  JsonObject undo(JsonObject undone) {
    return fedi.activity("Undo", carol).add("object", undone).build();
  }

  static String id(JsonObject document) {
    return document.getString("id");
  }

  /** A note of carol's, addressed to everybody. */
  JsonObjectBuilder note(String content) {
    return Json.newObject()
        .add("id", fedi.origin + "/notes/" + Uuid7.next())
        .add("type", "Note")
        .add("attributedTo", carol.toString())
        .add("content", content)
        .add("published", "2026-11-05T10:00:00Z")
        .add("to", "as:Public");
  }

  JsonObject answer(String content) {
    return note(content).add("inReplyTo", thing).build();
  }

  JsonObject carols(String type, JsonObject object) {
    return fedi.activity(type, carol).add("object", object).build();
  }

  List<String> answers() {
    return social.posts().answers(thing, null, 10).stream().map(it -> it.post().content()).toList();
  }

  void wantsToBeAsked() {
    chooses(true, false);
  }

  Applause applause() {
    return social.reactions().of(thing);
  }

  void chooses(boolean approvesFollowers, boolean showsFollows) {
    node.profiles()
        .change(
            alice.id(),
            new ProfileChange(
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                approvesFollowers,
                showsFollows,
                null));
  }

  /** Alice follows somebody, who has not answered yet. */
  Following follow(ActorId somebody) {
    String name = somebody.uri().getPath().substring("/users/".length());
    Following following = social.followings().follow(aliceId, name + "@" + fedi.origin.authority());
    FediServer.awaitRest(node);
    return following;
  }
}
