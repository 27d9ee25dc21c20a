package org.farthing.node;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.URI;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import org.farthing.node.federation.inbox.NodeAddress;
import org.farthing.node.federation.inbox.VerifiedActivity;
import org.farthing.protocol.activity.ActivityDocument;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.json.Json;
import org.farthing.protocol.message.DocumentDigest;
import org.farthing.protocol.message.FarthingMessage;
import org.farthing.protocol.message.Flattr;
import org.farthing.protocol.message.Gift;
import org.farthing.protocol.message.MessageWriter;
import org.farthing.protocol.message.Unflattr;
import org.farthing.protocol.money.CurrencyUnit;
import org.farthing.protocol.money.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Messages of other nodes, handled one by one by one node and many at a time by another: both hold
 * the same flattrs and gifts in the same states, have written the same logs, and answer the same.
 */
final class FlattrsTogetherPropertyTest {

  private static final long SEED = new SplittableRandom().nextLong();
  private static final int MESSAGES = 400;
  private static final int LARGEST_GROUP = 50;
  private static final List<String> NODES =
      List.of("https://one.example", "https://two.example", "https://barred.example");
  private static final List<YearMonth> MONTHS =
      List.of(TestNode.OCTOBER, TestNode.NOVEMBER, TestNode.NOVEMBER.plusMonths(1));

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final List<Flattr> flattrs = new ArrayList<>();
  private final List<VerifiedActivity> sent = new ArrayList<>();
  private final HandlingNode oneByOne = new HandlingNode();
  private final HandlingNode together = new HandlingNode();

  @AfterEach
  void close() {
    oneByOne.close();
    together.close();
  }

  @Test
  void manyAtATimeComeToTheSameAsOneByOne() {
    System.out.printf("Flattrs together: seed %d%n", SEED);
    both(HandlingNode::prepare);
    for (int number = 0; number < MESSAGES; ) {
      List<VerifiedActivity> group = new ArrayList<>();
      int size = random.nextInt(1, LARGEST_GROUP);
      for (int i = 0; i < size; i++) {
        group.add(message(number++));
      }
      group.forEach(each -> oneByOne.handle(List.of(each)));
      together.handle(group);
      somethingHappensHere();
    }

    sameIn("answers", HandlingNode::answers);
    sameIn("books", HandlingNode::books);
    sameIn("logs", HandlingNode::logs);
    sameIn("refused", HandlingNode::refused);
    assertThat(oneByOne.states())
        .as("what has happened, seed %d", SEED)
        .contains("counted", "refused", "undone", "waiting");
  }

  /** Line by line: a whole list is too long to be read. */
  private void sameIn(String what, Function<HandlingNode, List<String>> lines) {
    List<String> expected = lines.apply(oneByOne);
    List<String> found = lines.apply(together);
    for (int i = 0; i < Math.min(expected.size(), found.size()); i++) {
      assertThat(found.get(i)).as("%s, line %d, seed %d", what, i, SEED).isEqualTo(expected.get(i));
    }
    assertThat(found).as("%s, seed %d", what, SEED).hasSameSizeAs(expected);
    assertThat(found).as("%s, seed %d", what, SEED).isNotEmpty();
  }

  private void both(Consumer<HandlingNode> act) {
    act.accept(oneByOne);
    act.accept(together);
  }

  /** What waits for it is counted. */
  private void somethingHappensHere() {
    switch (random.nextInt(6)) {
      case 0 -> both(node -> node.gives("carol"));
      case 1 -> both(node -> node.registers("https://later.example/", "bob"));
      default -> {}
    }
  }

  private VerifiedActivity message(int number) {
    VerifiedActivity message =
        switch (random.nextInt(20)) {
          case 0, 1 -> sent.isEmpty() ? flattr(number) : sent.get(random.nextInt(sent.size()));
          case 2, 3 -> undo(number);
          case 4, 5 -> gift(number);
          case 6 -> flattrs.isEmpty() ? flattr(number) : otherContent();
          case 7 -> of(flattrOf(number), false);
          case 8 -> plainLike(number);
          default -> flattr(number);
        };
    sent.add(message);
    return message;
  }

  private VerifiedActivity flattr(int number) {
    Flattr flattr = flattrOf(number);
    flattrs.add(flattr);
    return of(flattr, true);
  }

  private Flattr flattrOf(int number) {
    String node = node();
    YearMonth month = month();
    boolean anonymous = random.nextInt(5) == 0;
    String name = oneOf("dan", "eve", "flo", "gus", "bobs-other-self");
    boolean fits = random.nextInt(4) > 0;
    String owner = oneOf("bob", "bob", "carol");
    return new Flattr(
        ActivityId.of(node + "/flattrs/" + number),
        ActorId.of(anonymous ? node + "/actor" : node + "/users/" + name),
        URI.create(fits ? "https://" + owner + ".example/song" : thing()),
        month,
        fits ? HandlingNode.member(owner) : creator(),
        random.nextInt(20) == 0 ? CurrencyUnit.of("EUR") : CurrencyUnit.XTS,
        anonymous ? "0123456789abcdef0123456789abcdef" : null,
        null,
        (random.nextInt(20) == 0 ? month.minusMonths(1) : month)
            .atDay(3)
            .atStartOfDay(UTC)
            .toInstant());
  }

  /** Of what has come, or comes only later or never. */
  private VerifiedActivity undo(int number) {
    boolean known = !flattrs.isEmpty() && random.nextInt(4) > 0;
    Flattr flattr = known ? flattrs.get(random.nextInt(flattrs.size())) : flattrOf(number);
    if (!known && random.nextBoolean()) {
      flattrs.add(flattr);
    }
    return of(
        new Unflattr(
            ActivityId.of(flattr.id() + "/undo"),
            flattr.actor(),
            flattr,
            flattr.published().plusSeconds(random.nextInt(10) == 0 ? 40 * 86_400 : 60)),
        true);
  }

  private VerifiedActivity otherContent() {
    Flattr known = flattrs.get(random.nextInt(flattrs.size()));
    return of(
        new Flattr(
            known.id(),
            known.actor(),
            URI.create("https://other-content.example/"),
            known.period(),
            known.creator(),
            known.currency(),
            known.donorTagOrNull(),
            null,
            known.published()),
        true);
  }

  private VerifiedActivity gift(int number) {
    String node = node();
    YearMonth month = month();
    return of(
        new Gift(
            ActivityId.of(node + "/gifts/" + number),
            ActorId.of(node + "/users/" + oneOf("dan", "bobs-other-self")),
            month,
            creator(),
            new Money(random.nextLong(1, 5_000_000), CurrencyUnit.XTS),
            null,
            month.atDay(3).atStartOfDay(UTC).toInstant()),
        true);
  }

  /** Moves no money, and stands in the way of what comes after it. */
  private VerifiedActivity plainLike(int number) {
    ActorId actor = ActorId.of("https://plain.example/users/fay");
    JsonObject like =
        Json.newObject()
            .add("@context", "https://www.w3.org/ns/activitystreams")
            .add("id", "https://plain.example/likes/" + number)
            .add("type", "Like")
            .add("actor", actor.toString())
            .add("object", "https://bob.example/song")
            .build();
    return verified(like, actor, null, false);
  }

  private static VerifiedActivity of(FarthingMessage message, boolean proven) {
    String node = message.id().origin().toString();
    return verified(
        MessageWriter.write(message, ActorId.of("https://here.example/actor")),
        message.actor(),
        new NodeAddress(ActorId.of(node + "/actor"), URI.create(node + "/inbox")),
        proven);
  }

  private static VerifiedActivity verified(
      JsonObject json, ActorId actor, @Nullable NodeAddress from, boolean proven) {
    ActivityDocument document = new ActivityDocument(json);
    return new VerifiedActivity(
        document.id(), actor, document, DocumentDigest.of(json), proven, from, HandlingNode.NOW);
  }

  private ActorId creator() {
    return HandlingNode.member(oneOf("bob", "bob", "bob", "carol", "dora", "nobody"));
  }

  private String thing() {
    return oneOf(
        "https://bob.example/song",
        "https://bob.example/poem",
        "https://bob.example/withdrawn",
        "https://carol.example/song",
        "https://later.example/",
        HandlingNode.PUBLISHED,
        "https://nobody.example/");
  }

  private String node() {
    return NODES.get(random.nextInt(10) == 0 ? 2 : random.nextInt(2));
  }

  private YearMonth month() {
    return random.nextInt(5) > 0 ? TestNode.NOVEMBER : MONTHS.get(random.nextInt(3));
  }

  private String oneOf(String... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
