package org.farthing.node;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.List;
import org.farthing.node.federation.TestPeer;
import org.farthing.node.social.Follower;
import org.farthing.node.social.Following;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.json.Json;
import org.junit.jupiter.api.Test;

/** Actors elsewhere that change, move or go. */
final class SocialLeavingTest extends SocialTests {

  @Test
  void deletedActorLeavesNothingBehindAndSaysNothingMore() {
    tells(carols("Follow", aliceId.toString()));
    tells(carols("Like", thing));
    tells(carols("Create", answer("<p>hello</p>")));

    tells(carols("Delete", carol.toString()));
    tells(carols("Follow", aliceId.toString()));

    assertThat(social.followers().count(aliceId)).isZero();
    assertThat(applause().likes()).isZero();
    assertThat(answers()).isEmpty();
  }

  @Test
  void updateOfAnActorRefreshesWhereItTakesMessages() {
    tells(carols("Follow", aliceId.toString()));
    fedi.publish(
        fedi.person(carol).add("inbox", fedi.origin + "/other").remove("endpoints").build());

    tells(
        carols(
            "Update", Json.newObject().add("id", carol.toString()).add("type", "Person").build()));

    assertThat(social.follows().of(aliceId, null, 10))
        .extracting(it -> it.inbox().getPath())
        .containsExactly("/other");
  }

  @Test
  void followersBehindAnInboxThatIsGoneAreForgottenIfTheyAreGoneToo() {
    try (FediServer leaving = FediServer.start()) {
      ActorId gone = leaving.aPerson();
      ActorId stays = leaving.aPerson();
      for (ActorId actor : List.of(gone, stays)) {
        leaving.tells(node, leaving.activity("Follow", actor, aliceId.toString()));
        leaving.tells(node, leaving.activity("Like", actor, thing));
      }
      follow(carol);
      leaving.remove(gone);
      leaving.takesNothing = true;

      wantsToBeAsked();

      TestPeer.await("one is forgotten", () -> social.followers().count(aliceId) == 1);
      FediServer.awaitRest(node);
      assertThat(social.follows().of(aliceId, null, 10))
          .extracting(Follower::actor)
          .containsExactly(stays);
      assertThat(applause().likes()).isEqualTo(1);
      assertThat(social.followings().of(aliceId, null, 10))
          .extracting(Following::actor)
          .containsExactly(carol);
    }
  }

  @Test
  void followerMovesWhereBothSidesNameEachOther() {
    ActorId there = mallory.aPerson();
    tells(carols("Follow", aliceId.toString()));
    fedi.publish(fedi.person(carol).add("movedTo", there.toString()).build());
    mallory.publish(mallory.person(there).add("alsoKnownAs", carol.toString()).build());

    tells(move(there));

    assertThat(social.follows().of(aliceId, null, 10))
        .extracting(Follower::actor)
        .containsExactly(there);
  }

  @Test
  void moveThatOneSideDoesNotConfirmChangesNothing() {
    ActorId there = mallory.aPerson();
    tells(carols("Follow", aliceId.toString()));
    fedi.publish(fedi.person(carol).add("movedTo", there.toString()).build());

    tells(move(there));

    assertThat(social.follows().of(aliceId, null, 10))
        .extracting(Follower::actor)
        .containsExactly(carol);
  }

  @Test
  void memberFollowsWhomTheyFollowedToTheirNewPlace() {
    Following following = follow(carol);
    ActorId there = mallory.aPerson();
    fedi.publish(fedi.person(carol).add("movedTo", there.toString()).build());
    mallory.publish(mallory.person(there).add("alsoKnownAs", carol.toString()).build());

    tells(move(there));

    JsonObject undo = fedi.received("Undo", aliceId).getFirst();
    assertThat(id(undo.getJsonObject("object"))).isEqualTo(following.follow().toString());
    assertThat(mallory.received("Follow", aliceId))
        .extracting(it -> it.getString("object"))
        .containsExactly(there.toString());
    assertThat(social.followings().of(aliceId, null, 10))
        .extracting(Following::actor)
        .containsExactly(there);
  }

  private JsonObject move(ActorId to) {
    return fedi.activity("Move", carol)
        .add("object", carol.toString())
        .add("target", to.toString())
        .build();
  }
}
