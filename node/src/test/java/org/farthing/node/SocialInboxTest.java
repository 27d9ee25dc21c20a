package org.farthing.node;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import org.farthing.node.social.Flags;
import org.farthing.node.social.Reactions.Applause;
import org.farthing.node.social.UnknownActivities;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.json.Json;
import org.junit.jupiter.api.Test;

/** What other servers send otherwise, and take back before it comes. */
final class SocialInboxTest extends SocialTests {

  @Test
  void undoThatComesFirstIsHonoured() {
    JsonObject follow = carols("Follow", aliceId.toString());
    JsonObject like = carols("Like", thing);

    tells(undo(follow));
    tells(undo(like));
    tells(follow);
    tells(like);

    assertThat(social.followers().count(aliceId)).isZero();
    assertThat(applause().likes()).isZero();
  }

  @Test
  void undoAndDeleteWithoutAnIdAreHonoured() {
    JsonObject follow = carols("Follow", aliceId.toString());
    JsonObject answer = answer("<p>hello</p>");
    tells(follow);
    tells(carols("Create", answer));

    tells(Json.newObject(undo(follow)).remove("id").build());
    tells(Json.newObject(carols("Delete", id(answer))).remove("id").build());

    assertThat(social.followers().count(aliceId)).isZero();
    assertThat(answers()).isEmpty();
  }

  @Test
  void nobodyUndoesWhatIsAnothers() {
    JsonObject follow = carols("Follow", aliceId.toString());
    JsonObject like = carols("Like", thing);
    tells(follow);
    tells(like);
    ActorId eve = mallory.aPerson();
    ActorId neighbour = fedi.aPerson();

    mallory.tells(node, mallory.activity("Undo", eve).add("object", follow).build());
    mallory.tells(node, mallory.activity("Undo", eve, id(like)));
    tells(fedi.activity("Undo", neighbour).add("object", follow).build());
    tells(fedi.activity("Undo", neighbour, id(like)));

    assertThat(social.followers().count(aliceId)).isEqualTo(1);
    assertThat(applause().likes()).isEqualTo(1);
  }

  @Test
  void flagIsKeptForTheAdmin() {
    tells(
        fedi.activity("Flag", carol)
            .add("object", Json.newArray().add(aliceId.toString()).add(thing))
            .add("content", "<b>rude</b>")
            .build());
    tells(carols("Flag", "https://elsewhere.example/users/dave"));

    Flags.Flag flag = social.flags().newest(null, 1).getFirst();
    assertThat(flag.actor()).isEqualTo(carol);
    assertThat(flag.comment()).isEqualTo("rude");
    assertThat(flag.objects()).containsExactly(aliceId.toString(), thing);
  }

  @Test
  void unknownActivityIsTakenInAndCounted() {
    tells(carols("Listen", thing));
    tells(carols("Listen", thing));

    assertThat(social.unknown().all())
        .filteredOn(it -> it.type().equals("Listen"))
        .extracting(UnknownActivities.Count::number)
        .containsExactly(2L);
  }

  @Test
  void nonsenseIsTakenInAndChangesNothing() {
    tells(carols("Like", Json.newObject().build()));
    tells(fedi.activity("Follow", carol).build());
    tells(fedi.activity("Undo", carol).add("object", 5).build());
    tells(fedi.activity("Create", carol).add("object", Json.newArray()).build());
    tells(
        carols(
            "Create",
            Json.newObject(answer("x"))
                .add("published", "+999999999-01-01T00:00:00Z")
                .add("to", 7)
                .build()));
    tells(carols("Create", Json.newObject(answer("x")).add("inReplyTo", "not an address").build()));
    tells(carols("Delete", Json.newObject().add("type", "Tombstone").build()));
    tells(fedi.activity("Move", carol).add("object", Json.newArray()).build());
    tells(carols("Create", note("x").add("cc", node.origin() + "/users/a\"b%zz").build()));
    tells(carols("Like", node.origin() + "/things/%C3%BC?a=b#c"));
    tells(fedi.activity("Flag", carol).add("object", JsonValue.NULL).build());
    tells(Json.newObject(carols("Like", thing)).add("type", Json.newArray()).build());

    assertThat(answers()).isEmpty();
    assertThat(applause()).isEqualTo(new Applause(0, 0, 0));
  }
}
