package org.farthing.node;

import static org.assertj.core.api.Assertions.assertThat;

import org.farthing.node.audit.Mandate;
import org.farthing.node.guard.Domain;
import org.farthing.node.guard.DomainRule;
import org.farthing.node.guard.Severity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A server that an admin has silenced: heard and sent to as ever, and left out of public lists. */
final class SilencedServerTest extends SocialTests {

  private static final Mandate WHY = Mandate.ofCommand("they are loud");
  private static final String DOCUMENT = "application/activity+json";

  @AfterEach
  void unlist() {
    node.domainBlocks().remove(domain(), WHY);
  }

  private static Domain domain() {
    return Domain.of(fedi.origin.authority());
  }

  private static void silence() {
    node.domainBlocks().put(new DomainRule(domain(), Severity.SILENCE, null, null), WHY);
  }

  private String shownFollowers() throws Exception {
    return web.get(aliceId.uri().getPath() + "/followers?page=true", DOCUMENT).body();
  }

  @Test
  void publicListsLeaveOutWhoIsOfASilencedServerUntilItIsNoMore() throws Exception {
    chooses(false, true);
    tells(carols("Follow", aliceId.toString()));
    tells(carols("Create", answer("<p>loud</p>")));
    assertThat(shownFollowers()).contains(carol.toString());

    silence();
    assertThat(shownFollowers()).doesNotContain(carol.toString());
    assertThat(answers()).isEmpty();
    assertThat(social.posts().countAnswers(thing)).isZero();

    node.domainBlocks().remove(domain(), WHY);
    assertThat(shownFollowers()).contains(carol.toString());
    assertThat(answers()).containsExactly("<p>loud</p>");
    assertThat(social.posts().countAnswers(thing)).isEqualTo(1);
  }

  @Test
  void silencedServerIsHeardAndSentToAsEver() {
    silence();

    tells(carols("Follow", aliceId.toString()));
    tells(carols("Like", thing));
    tells(carols("Create", note("<p>hello</p>").add("cc", aliceId.toString()).build()));
    chooses(true, false);
    FediServer.awaitRest(node);

    assertThat(social.follows().of(aliceId, null, 10)).hasSize(1);
    assertThat(applause().likes()).isEqualTo(1);
    assertThat(social.posts().mentions(aliceId, null, 10)).hasSize(1);
    assertThat(fedi.received("Accept", aliceId)).hasSize(1);
    assertThat(fedi.received("Update", aliceId)).isNotEmpty();
  }
}
