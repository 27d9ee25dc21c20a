package org.farthing.node.interop;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.farthing.protocol.activity.ActorId;

/** The Fedify server of {@code interop/fedify}, which its {@code install} has fetched. */
public final class FedifyServer implements AutoCloseable {

  /** How its requests are signed first. */
  enum FirstKnock {
    RFC_9421("rfc9421"),
    DRAFT_CAVAGE("draft-cavage-http-signatures-12");

    private final String option;

    FirstKnock(String option) {
      this.option = option;
    }
  }

  private static final String LISTENING = "listening on ";

  private final Process process;
  private final URI origin;

  private FedifyServer(Process process, URI origin) {
    this.process = process;
    this.origin = origin;
  }

  public static FedifyServer start() {
    return start(FirstKnock.RFC_9421);
  }

  static FedifyServer start(FirstKnock firstKnock) {
    ProcessBuilder command =
        new ProcessBuilder(Peers.nodeJs().toString(), "server.mjs")
            .directory(Peers.folder("fedify").toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    command.environment().put("FIRST_KNOCK", firstKnock.option);
    try {
      return listening(command.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FedifyServer listening(Process process) throws IOException {
    BufferedReader output = process.inputReader();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(LISTENING)) {
        Thread.ofVirtual().start(() -> output.lines().forEach(_ -> {}));
        return new FedifyServer(
            process, URI.create("http://localhost:" + line.substring(LISTENING.length())));
      }
    }
    throw new IllegalStateException("Fedify does not start.");
  }

  public URI origin() {
    return origin;
  }

  /** It has an actor of every name. */
  ActorId actor(String name) {
    return new ActorId(origin.resolve("/users/" + name));
  }

  String handle(String name) {
    return name + "@" + origin.getAuthority();
  }

  /** What it says of an actor elsewhere, whom it fetches. */
  JsonObject lookUp(ActorId actor) {
    return Peers.object(
        HttpRequest.newBuilder(
            origin.resolve("/test/lookup?url=" + Peers.encoded(actor.toString()))));
  }

  /** Has an actor of its own send an activity, and returns the activity's id. */
  String sends(String name, ActorId to, JsonObject activity) {
    JsonObject order =
        Json.createObjectBuilder()
            .add("from", name)
            .add("to", to.toString())
            .add("activity", activity)
            .build();
    return orders("send", order).getString("id");
  }

  /** Has an actor of its own say that it is one elsewhere, too. */
  void alias(String name, ActorId actor) {
    orders(
        "alias", Json.createObjectBuilder().add("of", name).add("actor", actor.toString()).build());
  }

  private JsonObject orders(String what, JsonObject order) {
    return Peers.object(
        HttpRequest.newBuilder(origin.resolve("/test/" + what))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(order.toString())));
  }

  List<String> followers() {
    return strings("followers");
  }

  /** The ids of follows from here that were accepted. */
  List<String> accepted() {
    return strings("accepted");
  }

  /** The posts that its actors were sent, as it keeps them. */
  List<JsonObject> timeline() {
    return state().getJsonArray("timeline").getValuesAs(JsonObject.class);
  }

  /** What actors elsewhere say of posts here: type, actor and post of each that stands. */
  List<String> reactions() {
    return strings("reactions");
  }

  private List<String> strings(String name) {
    return state().getJsonArray(name).getValuesAs(JsonString.class).stream()
        .map(JsonString::getString)
        .toList();
  }

  private JsonObject state() {
    return Peers.object(HttpRequest.newBuilder(origin.resolve("/test/state")));
  }

  @Override
  public void close() {
    process.destroy();
  }
}
