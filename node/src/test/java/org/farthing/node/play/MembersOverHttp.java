package org.farthing.node.play;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.farthing.node.flattr.FlattrId;
import org.farthing.node.play.Report.EventOutcome;
import org.farthing.node.play.Report.Outcome;
import org.farthing.node.play.Scenario.Handle;
import org.farthing.protocol.activity.Origin;
import org.jspecify.annotations.Nullable;

/**
 * A scenario's members at work through the API, as patient as people with a bad connection: what is
 * not answered, or with a 5xx, they do again, not knowing whether it was done the first time.
 */
final class MembersOverHttp implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration ANSWER = Duration.ofSeconds(40);

  private final HttpClient client = HttpClient.newHttpClient();
  private final Map<String, Origin> origins;
  private final Map<Handle, String> tokens;
  private final Map<String, Scenario.Thing> things = new HashMap<>();

  /** By donor, thing and month: what was recorded and is not undone. */
  private final Map<List<Object>, UUID> standing = new HashMap<>();

  private final Set<UUID> recorded = new HashSet<>();

  private record Answer(int status, JsonObject body, boolean repeated) {

    String word(String name) {
      return body.getString(name, "");
    }

    UUID id() {
      return UUID.fromString(body.getString("id"));
    }
  }

  /**
   * Members of these nodes.
   *
   * @param origins of the nodes, by name
   * @param tokens of the members
   */
  MembersOverHttp(Scenario scenario, Map<String, Origin> origins, Map<Handle, String> tokens) {
    this.origins = Map.copyOf(origins);
    this.tokens = Map.copyOf(tokens);
    scenario.things().forEach(thing -> things.put(thing.url(), thing));
  }

  /** Does what the event says, until it is done. */
  EventOutcome carryOut(Scenario.Event event) throws InterruptedException {
    return switch (event) {
      case Scenario.FlattrEvent it -> flattr(it);
      case Scenario.UndoEvent it -> undo(it);
      case Scenario.DepositEvent it -> {
        JsonObjectBuilder body = amount(it.amountMicros()).add("reference", "event " + it.index());
        require(it, 201, send(it.member(), "POST", "/deposits", body));
        yield new EventOutcome(it.index(), Outcome.DEPOSITED, null);
      }
      case Scenario.BudgetEvent it -> budget(it);
    };
  }

  private EventOutcome flattr(Scenario.FlattrEvent event) throws InterruptedException {
    JsonObjectBuilder body = Json.createObjectBuilder().add("url", event.url());
    Scenario.Thing thing = things.get(event.url());
    if (thing != null && thing.creatorOrNull() != null) {
      Handle creator = thing.creatorOrNull();
      if (!creator.node().equals(event.donor().node())) {
        String account = PlayedNode.accountName(creator.name());
        body.add("creator", account + "@" + origin(creator).authority());
      }
    }
    Answer answer = send(event.donor(), "POST", "/flattrs", body);
    return switch (answer.word("outcome")) {
      case "recorded" -> recorded(event, answer.id());
      case "already_flattred" ->
          recorded.contains(answer.id())
              ? outcome(event, event.donor(), Outcome.ALREADY_FLATTRED, answer.id())
              : recorded(event, require(event, answer.repeated(), answer).id());
      default ->
          new EventOutcome(
              event.index(),
              switch (answer.word("code")) {
                case "unknown_thing" -> Outcome.UNKNOWN_THING;
                case "flattr_owner" -> Outcome.FLATTR_OWNER;
                case "no_means" -> Outcome.NO_MEANS;
                default -> throw unexpected(event, answer);
              },
              null);
    };
  }

  private EventOutcome recorded(Scenario.FlattrEvent event, UUID id) {
    recorded.add(id);
    standing.put(mark(event, event.donor(), event.url()), id);
    return outcome(event, event.donor(), Outcome.RECORDED, id);
  }

  private EventOutcome undo(Scenario.UndoEvent event) throws InterruptedException {
    @Nullable UUID id = standing.remove(mark(event, event.donor(), event.url()));
    if (id == null) {
      return new EventOutcome(event.index(), Outcome.NOTHING_TO_UNDO, null);
    }
    Answer answer = send(event.donor(), "DELETE", "/flattrs/" + id, Json.createObjectBuilder());
    boolean undoneBefore = answer.repeated() && answer.word("code").equals("nothing_to_undo");
    require(event, answer.status() == 200 || undoneBefore, answer);
    return outcome(event, event.donor(), Outcome.UNDONE, id);
  }

  private EventOutcome budget(Scenario.BudgetEvent event) throws InterruptedException {
    Answer answer = send(event.member(), "PUT", "/budget", amount(event.amountMicros()));
    if (answer.word("code").equals("below_minimum")) {
      return new EventOutcome(event.index(), Outcome.BELOW_MINIMUM, null);
    }
    require(event, 200, answer);
    return new EventOutcome(event.index(), Outcome.BUDGET_SET, null);
  }

  /** What a member could give now, in micro-units. */
  long funds(Handle member) throws InterruptedException {
    Answer answer = send(member, "GET", "/balances", Json.createObjectBuilder());
    return Long.parseLong(answer.body().getJsonObject("funds").getString("micros"));
  }

  private static List<Object> mark(Scenario.Event event, Handle donor, String url) {
    return List.of(donor, url, YearMonth.from(event.at().atZone(ZoneOffset.UTC)));
  }

  private EventOutcome outcome(Scenario.Event event, Handle donor, Outcome outcome, UUID id) {
    return new EventOutcome(event.index(), outcome, new FlattrId(id).uri(origin(donor)));
  }

  private static JsonObjectBuilder amount(long micros) {
    return Json.createObjectBuilder()
        .add("amount", "%d.%02d".formatted(micros / 1_000_000, micros % 1_000_000 / 10_000));
  }

  private Origin origin(Handle member) {
    return Objects.requireNonNull(origins.get(member.node()));
  }

  private Answer send(Handle member, String method, String path, JsonObjectBuilder body)
      throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(origin(member) + "/api/v1" + path))
            .timeout(ANSWER)
            .header("Authorization", "Bearer " + tokens.get(member))
            .header("Content-Type", "application/json")
            .method(
                method,
                method.equals("GET") || method.equals("DELETE")
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(body.build().toString()))
            .build();
    long began = System.nanoTime();
    for (boolean repeated = false; ; repeated = true) {
      String failure;
      try {
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
        if (response.statusCode() < 500) {
          return new Answer(response.statusCode(), json(response.body()), repeated);
        }
        failure = response.statusCode() + " " + response.body();
      } catch (IOException e) {
        failure = e.toString();
      }
      if (System.nanoTime() - began > PATIENCE.toNanos()) {
        throw new IllegalStateException(method + " " + request.uri() + ": " + failure);
      }
      Thread.sleep(20);
    }
  }

  private static JsonObject json(String text) {
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      return reader.readObject();
    }
  }

  private static Answer require(Scenario.Event event, int status, Answer answer) {
    return require(event, answer.status() == status, answer);
  }

  private static Answer require(Scenario.Event event, boolean expected, Answer answer) {
    if (!expected) {
      throw unexpected(event, answer);
    }
    return answer;
  }

  private static IllegalStateException unexpected(Scenario.Event event, Answer answer) {
    return new IllegalStateException(event + " is answered with " + answer);
  }

  @Override
  public void close() {
    client.close();
  }
}
