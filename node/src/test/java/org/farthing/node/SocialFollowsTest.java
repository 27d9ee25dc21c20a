package org.farthing.node;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.List;
import java.util.Locale;
import org.farthing.node.federation.actor.ActorCollection;
import org.farthing.node.look.Words;
import org.farthing.node.notice.NoticeEvent;
import org.farthing.node.platform.Uuid7;
import org.farthing.node.social.Follower;
import org.farthing.node.social.Following;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.json.Json;
import org.farthing.protocol.money.CurrencyUnit;
import org.junit.jupiter.api.Test;

/** Who follows whom, as other servers tell it. */
final class SocialFollowsTest extends SocialTests {

  @Test
  void followIsAcceptedAtOnceWithTheFollowInTheAnswer() {
    JsonObject follow = carols("Follow", aliceId.toString());

    tells(follow);

    assertThat(social.followers().count(aliceId)).isEqualTo(1);
    JsonObject accept = fedi.received("Accept", aliceId).getFirst();
    JsonObject accepted = accept.getJsonObject("object");
    assertThat(id(accepted)).isEqualTo(id(follow));
    assertThat(accepted.getString("type")).isEqualTo("Follow");
    assertThat(accepted.getString("actor")).isEqualTo(carol.toString());
    assertThat(accepted.getString("object")).isEqualTo(aliceId.toString());
  }

  @Test
  void followOfTheNodeItselfIsAccepted() {
    long before = social.followers().count(node.ids().node());

    tells(carols("Follow", node.ids().node().toString()));

    assertThat(social.followers().count(node.ids().node())).isEqualTo(before + 1);
    assertThat(fedi.received("Accept", node.ids().node())).isNotEmpty();
  }

  @Test
  void followOfNobodyChangesNothing() {
    tells(carols("Follow", node.ids().member("nobody_at_all").toString()));
    tells(carols("Follow", "https://elsewhere.example/users/dave"));

    assertThat(fedi.received("Accept", node.ids().member("nobody_at_all"))).isEmpty();
  }

  @Test
  void followWaitsForAMemberWhoWantsToBeAsked() {
    wantsToBeAsked();

    tells(carols("Follow", aliceId.toString()));

    assertThat(social.followers().count(aliceId)).isZero();
    assertThat(fedi.received("Accept", aliceId)).isEmpty();
    Follower request = social.follows().requests(aliceId, null, 10).getFirst();
    assertThat(request.actor()).isEqualTo(carol);

    social.follows().accept(aliceId, request.sequence());
    FediServer.awaitRest(node);

    assertThat(social.followers().count(aliceId)).isEqualTo(1);
    assertThat(fedi.received("Accept", aliceId)).hasSize(1);
  }

  @Test
  void memberIsToldOnceThatSomebodyAsksToFollow() {
    wantsToBeAsked();
    JsonObject follow = carols("Follow", aliceId.toString());
    tells(follow);
    tells(undo(follow));
    tells(carols("Follow", aliceId.toString()));

    assertThat(node.notices().before(alice.id(), Long.MAX_VALUE, 50))
        .filteredOn(notice -> notice.event() == NoticeEvent.FOLLOW_ASKED)
        .singleElement()
        .satisfies(
            notice ->
                assertThat(notice.text(new Words(Locale.ENGLISH), CurrencyUnit.XTS))
                    .contains("@" + carol.origin().authority(), "asks to follow you"));
  }

  @Test
  void rejectedFollowIsToldSoAndForgotten() {
    wantsToBeAsked();
    JsonObject follow = carols("Follow", aliceId.toString());
    tells(follow);
    Follower request = social.follows().requests(aliceId, null, 10).getFirst();

    social.follows().reject(aliceId, request.sequence());
    FediServer.awaitRest(node);

    assertThat(social.follows().requests(aliceId, null, 10)).isEmpty();
    JsonObject reject = fedi.received("Reject", aliceId).getFirst();
    assertThat(id(reject.getJsonObject("object"))).isEqualTo(id(follow));
  }

  @Test
  void followIsUndoneByItsIdAndByWhatItIsAbout() {
    JsonObject first = carols("Follow", aliceId.toString());
    tells(first);
    tells(fedi.activity("Undo", carol, id(first)));
    assertThat(social.followers().count(aliceId)).isZero();

    tells(carols("Follow", aliceId.toString()));
    assertThat(social.followers().count(aliceId)).isEqualTo(1);
    tells(undo(carols("Follow", aliceId.toString())));
    assertThat(social.followers().count(aliceId)).isZero();
  }

  @Test
  void whoBlocksAMemberIsSentNothingMore() {
    tells(carols("Follow", aliceId.toString()));
    tells(carols("Create", note("<p>hello</p>").add("cc", aliceId.toString()).build()));
    JsonObject block = carols("Block", aliceId.toString());

    tells(block);
    tells(carols("Follow", aliceId.toString()));

    assertThat(social.followers().count(aliceId)).isZero();
    assertThat(social.posts().mentions(aliceId, null, 10)).isEmpty();
    assertThat(fedi.received("Accept", aliceId)).hasSize(1);

    tells(undo(block));
    tells(carols("Follow", aliceId.toString()));

    assertThat(social.followers().count(aliceId)).isEqualTo(1);
    assertThat(social.posts().mentions(aliceId, null, 10)).hasSize(1);
  }

  @Test
  void acceptOfOurFollowIsNotedByItsIdAloneToo() {
    Following one = follow(carol);
    ActorId dave = fedi.aPerson();
    Following other = follow(dave);
    JsonObject asked = fedi.received("Follow", aliceId).getFirst();

    tells(carols("Accept", asked));
    tells(fedi.activity("Accept", dave, other.follow().toString()));

    assertThat(one.accepted()).isFalse();
    assertThat(social.followings().of(aliceId, null, 10)).allMatch(Following::accepted).hasSize(2);
  }

  @Test
  void rejectOfOurFollowEndsItAndNobodyElseCan() {
    Following following = follow(carol);

    tells(fedi.activity("Reject", fedi.aPerson(), following.follow().toString()));
    assertThat(social.followings().of(aliceId, null, 10)).hasSize(1);

    tells(fedi.activity("Reject", carol, following.follow().toString()));
    assertThat(social.followings().of(aliceId, null, 10)).isEmpty();
  }

  @Test
  void memberFollowsNoMoreAndSaysSo() {
    Following following = follow(carol);

    social.followings().unfollow(aliceId, following.sequence());
    FediServer.awaitRest(node);

    JsonObject undo = fedi.received("Undo", aliceId).getFirst();
    assertThat(id(undo.getJsonObject("object"))).isEqualTo(following.follow().toString());
    assertThat(social.followings().of(aliceId, null, 10)).isEmpty();
  }

  @Test
  void followersAreDeliveredToOnceForEachServer() {
    for (int i = 0; i < 3; i++) {
      tells(fedi.activity("Follow", fedi.aPerson(), aliceId.toString()));
    }
    mallory.tells(node, mallory.activity("Follow", mallory.aPerson(), aliceId.toString()));
    JsonObject activity =
        Json.newObject()
            .add("id", node.origin() + "/activities/" + Uuid7.next())
            .add("type", "Create")
            .add("actor", aliceId.toString())
            .add("object", thing)
            .build();

    node.inTransaction(tx -> social.followers().deliver(tx, aliceId, activity));
    FediServer.awaitRest(node);

    assertThat(fedi.received("Create", aliceId)).hasSize(1);
    assertThat(mallory.received("Create", aliceId)).hasSize(1);
  }

  @Test
  void namesAreShownOnlyWhereTheMemberChoseSo() {
    tells(carols("Follow", aliceId.toString()));
    tells(fedi.activity("Follow", fedi.aPerson(), aliceId.toString()));
    tells(fedi.activity("Accept", carol, follow(carol).follow().toString()));
    ActorCollection followers = social.followers().followers();
    ActorCollection following = social.followers().following();

    assertThat(followers.total(aliceId)).hasValue(2);
    assertThat(following.total(aliceId)).hasValue(1);
    assertThat(followers.page(aliceId, null, 10).items()).isEmpty();
    assertThat(following.page(aliceId, null, 10).items()).isEmpty();

    chooses(false, true);

    ActorCollection.Slice newest = followers.page(aliceId, null, 1);
    assertThat(newest.items()).hasSize(1);
    assertThat(names(followers.page(aliceId, newest.nextOrNull(), 10)))
        .containsExactly(carol.toString());
    assertThat(names(following.page(aliceId, null, 10))).containsExactly(carol.toString());
  }

  private static List<String> names(ActorCollection.Slice slice) {
    return slice.items().stream().map(it -> ((JsonString) it).getString()).toList();
  }
}
