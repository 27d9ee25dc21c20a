package org.farthing.node;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.List;
import org.farthing.node.account.Member;
import org.farthing.node.federation.TestPeer;
import org.farthing.node.flattr.Given;
import org.farthing.node.flattr.GivenState;
import org.farthing.node.flattr.RecordOutcome;
import org.farthing.node.identity.Identity;
import org.farthing.node.identity.IdentityKind;
import org.farthing.node.platform.Uuid7;
import org.farthing.node.social.Reactions.Applause;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.json.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A Like of somebody's who is a donor here, and wants it to be a flattr. */
final class LinkedLikesTest extends SocialTests {

  private static final YearMonth MONTH = YearMonth.of(2026, 11);

  private Member donor;
  private String token = "";

  @BeforeEach
  void aDonorWhoIsCarolElsewhere() {
    donor = web.aDonor("donor" + Uuid7.next().toString().replace("-", ""));
    token = web.tokenOf(donor);
    prove(donor, carol);
  }

  private static void prove(Member member, ActorId actor) {
    fedi.publish(
        fedi.person(actor).add("alsoKnownAs", node.ids().member(member.name()).toString()).build());
    Identity identity = node.identities().add(member.id(), IdentityKind.ACTOR, actor.toString());
    assertThat(node.identities().check(member.id(), identity.id()).isProved()).isTrue();
  }

  private void opts(boolean in) throws Exception {
    String choice = "{\"likesAreFlattrs\": " + in + "}";
    assertThat(web.call("PUT", "/api/v1/likes", token, choice).statusCode()).isEqualTo(200);
  }

  private void says(JsonObject activity) {
    tells(activity);
    TestPeer.await("all Likes are settled", node.linkedLikes()::isIdle);
  }

  private List<Given> given() {
    return node.flattrs().of(donor.id(), MONTH);
  }

  private JsonObject lastLike() throws Exception {
    return Json.parseObject(
            web.call("GET", "/api/v1/likes", token, "").body().getBytes(StandardCharsets.UTF_8))
        .getJsonArray("items")
        .getJsonObject(0);
  }

  @Test
  void likeOfALinkedDonorWhoChoseSoIsAFlattrAndNoApplause() throws Exception {
    opts(true);

    says(carols("Like", thing));

    assertThat(given()).extracting(Given::state).containsExactly(GivenState.COUNTED);
    assertThat(applause()).isEqualTo(new Applause(0, 0, 0));
    assertThat(lastLike().getString("state")).isEqualTo("flattr");
    assertThat(lastLike().getString("flattr")).isEqualTo(given().getFirst().id().uuid().toString());
  }

  @Test
  void addressOfAKnownThingWillDo() throws Exception {
    opts(true);

    says(carols("Like", "https://" + alice.name() + ".example/song"));

    assertThat(given()).extracting(Given::state).containsExactly(GivenState.COUNTED);
  }

  @Test
  void nobodyIsChargedWhoHasNotChosenSo() throws Exception {
    says(carols("Like", thing));
    opts(true);
    opts(false);
    says(fedi.activity("Like", carol, thing + "/likes"));

    assertThat(given()).isEmpty();
    assertThat(applause()).isEqualTo(new Applause(1, 0, 0));
  }

  @Test
  void nobodyIsChargedForAnotherOnesLike() throws Exception {
    opts(true);

    says(fedi.activity("Like", fedi.aPerson(), thing));

    assertThat(given()).isEmpty();
    assertThat(applause()).isEqualTo(new Applause(1, 0, 0));
  }

  @Test
  void undoOfTheLikeUndoesTheFlattr() throws Exception {
    opts(true);
    JsonObject like = carols("Like", thing);
    says(like);

    says(carols("Undo", id(like)));

    assertThat(given()).extracting(Given::state).containsExactly(GivenState.UNDONE);
    assertThat(lastLike().getString("state")).isEqualTo("undone");

    says(carols("Like", thing));
    says(undo(carols("Like", thing)));

    assertThat(given())
        .extracting(Given::state)
        .containsExactly(GivenState.UNDONE, GivenState.UNDONE);
    assertThat(applause()).isEqualTo(new Applause(0, 0, 0));
  }

  @Test
  void undoThatComesFirstIsHonoured() throws Exception {
    opts(true);
    JsonObject like = carols("Like", thing);

    says(carols("Undo", id(like)));
    says(like);

    assertThat(given()).isEmpty();
  }

  @Test
  void secondLikeAndAClickBeforeItChangeNothing() throws Exception {
    opts(true);
    assertThat(node.flattrs().record(donor.id(), thing, null))
        .isInstanceOf(RecordOutcome.Recorded.class);

    JsonObject like = carols("Like", thing);
    says(like);

    assertThat(given()).hasSize(1);
    assertThat(lastLike().getString("state")).isEqualTo("applause");
    assertThat(lastLike().getString("code")).isEqualTo("already_flattred");
    assertThat(applause()).isEqualTo(new Applause(1, 0, 0));

    says(carols("Undo", id(like)));

    assertThat(given()).extracting(Given::state).containsExactly(GivenState.COUNTED);
  }

  @Test
  void likeWithoutMeansIsApplauseAndSaysWhy() throws Exception {
    donor = node.members().create("poor" + Uuid7.next().toString().replace("-", ""), "Poor");
    token = web.tokenOf(donor);
    carol = fedi.aPerson();
    prove(donor, carol);
    opts(true);

    says(carols("Like", thing));

    assertThat(given()).isEmpty();
    assertThat(lastLike().getString("code")).isEqualTo("no_means");
    assertThat(applause()).isEqualTo(new Applause(1, 0, 0));
  }

  @Test
  void whoHasLeftIsFollowedByNobodyAndTakesNoMoreFlattrs() {
    tells(fedi.activity("Follow", fedi.aPerson(), aliceId.toString()));

    node.departures().leave(alice.id());

    assertThat(social.followers().count(aliceId)).isZero();
    assertThat(node.flattrs().record(donor.id(), thing, null))
        .isInstanceOf(RecordOutcome.Withdrawn.class);
  }

  @Test
  void whatAMemberHasProvedIsFreeOnceTheyHaveLeft() {
    Member leaving = node.members().create("l" + Uuid7.next().toString().replace("-", ""), "L");
    ActorId dave = fedi.aPerson();
    prove(leaving, dave);

    node.departures().leave(leaving.id());

    assertThat(node.identities().of(leaving.id())).isEmpty();
  }
}
