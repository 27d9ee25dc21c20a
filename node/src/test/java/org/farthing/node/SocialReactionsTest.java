package org.farthing.node;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import org.farthing.node.social.Reactions.Applause;
import org.farthing.protocol.json.Json;
import org.junit.jupiter.api.Test;

/** Applause from other servers. */
final class SocialReactionsTest extends SocialTests {

  @Test
  void likeIsApplauseOnceHoweverOftenItComes() {
    JsonObject like = carols("Like", thing);

    tells(like);
    tells(like);
    tells(carols("Like", thing));
    tells(fedi.activity("Like", fedi.aPerson()).add("object", Json.newArray().add(thing)).build());

    assertThat(applause()).isEqualTo(new Applause(2, 0, 0));
  }

  @Test
  void likeIsUndoneByItsIdAndByWhatItIsAbout() {
    JsonObject like = carols("Like", thing);
    tells(like);
    tells(fedi.activity("Undo", carol, id(like)));
    assertThat(applause().likes()).isZero();

    tells(carols("Like", thing));
    tells(undo(carols("Like", thing)));
    assertThat(applause().likes()).isZero();
  }

  @Test
  void likeOfWhatIsNotHereChangesNothing() {
    tells(carols("Like", "https://elsewhere.example/post/1"));
    tells(carols("Like", node.origin() + "/things/999999"));
    tells(carols("Like", node.origin() + "/things/x"));
    tells(carols("Like", aliceId.toString()));

    assertThat(social.reactions().of(node.origin() + "/things/999999"))
        .isEqualTo(new Applause(0, 0, 0));
  }

  @Test
  void boostIsCountedAndUndone() {
    JsonObject boost = carols("Announce", thing);

    tells(boost);
    assertThat(applause()).isEqualTo(new Applause(0, 1, 0));

    tells(undo(boost));
    assertThat(applause()).isEqualTo(new Applause(0, 0, 0));
  }

  @Test
  void emojiAreCountedApartAndUndoneOneByOne() {
    JsonObject penny =
        fedi.activity("EmojiReact", carol).add("object", thing).add("content", "🪙").build();
    tells(penny);
    tells(fedi.activity("EmojiReact", carol).add("object", thing).add("content", "👌").build());
    assertThat(applause()).isEqualTo(new Applause(0, 0, 2));

    tells(undo(penny));
    assertThat(applause()).isEqualTo(new Applause(0, 0, 1));
  }

  @Test
  void dislikeChangesNothing() {
    tells(carols("Like", thing));
    tells(carols("Dislike", thing));

    assertThat(applause()).isEqualTo(new Applause(1, 0, 0));
  }

  /** As snac does, which tells the two apart by their dates alone. */
  private JsonObject likeAgain(JsonObject like, String published) {
    return Json.newObject(like).add("published", published).build();
  }

  @Test
  void likeThatWasUndoneCountsAgainUnderTheSameIdWithOtherContent() {
    JsonObject like = carols("Like", thing);
    tells(like);
    tells(fedi.activity("Undo", carol, id(like)));

    tells(likeAgain(like, "2026-11-06T10:00:00Z"));
    assertThat(applause().likes()).isEqualTo(1);

    tells(fedi.activity("Undo", carol, id(like)));
    assertThat(applause().likes()).isZero();
    tells(likeAgain(like, "2026-11-07T10:00:00Z"));
    assertThat(applause().likes()).isEqualTo(1);
  }

  @Test
  void likeThatComesLateAfterItsUndoStaysUndone() {
    JsonObject like = carols("Like", thing);
    JsonObject second = likeAgain(like, "2026-11-06T10:00:00Z");
    tells(like);
    tells(fedi.activity("Undo", carol, id(like)));
    tells(like);
    assertThat(applause().likes()).isZero();

    tells(second);
    tells(fedi.activity("Undo", carol, id(like)));
    tells(like);
    tells(second);

    assertThat(applause().likes()).isZero();
  }

  @Test
  void otherContentIsRefusedUnderAnIdThatWasNotUndoneOrIsAnothers() {
    JsonObject like = carols("Like", thing);
    tells(like);
    assertThat(fedi.send(likeAgain(like, "2026-11-06T10:00:00Z"), node)).isEqualTo(409);

    tells(fedi.activity("Undo", carol, id(like)));
    JsonObject anothers = Json.newObject(like).add("actor", fedi.aPerson().toString()).build();
    assertThat(fedi.send(anothers, node)).isEqualTo(409);
    JsonObject dislike = Json.newObject(like).add("type", "Dislike").build();
    assertThat(fedi.send(dislike, node)).isEqualTo(409);
    assertThat(applause().likes()).isZero();
  }

  @Test
  void flattrIsNeverBegunAnewUnderTheIdThatWasUndone() {
    JsonObject like = carols("Like", thing);
    tells(like);
    tells(fedi.activity("Undo", carol, id(like)));
    JsonObject flattr =
        Json.newObject(like).add("flattr", Json.newObject().add("month", "2026-11")).build();

    assertThat(fedi.send(flattr, node)).isEqualTo(409);
  }
}
