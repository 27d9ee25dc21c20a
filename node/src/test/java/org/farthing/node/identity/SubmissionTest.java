package org.farthing.node.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.farthing.protocol.activity.ActorId;
import org.junit.jupiter.api.Test;

/** What a page tells of itself by a link to its creator's node. */
final class SubmissionTest {

  private static final URI POST = URI.create("https://bob.example/post");
  private static final ActorId BOB = ActorId.of("https://node.example/users/bob");

  private static Page page(String links) {
    return PageReader.read(POST, links.getBytes(StandardCharsets.UTF_8), "utf-8");
  }

  private static String link(String query) {
    return "<link rel='payment' href='https://node.example/submit/auto?%s'>".formatted(query);
  }

  @Test
  void linkOfTheOldFlattrNamesItsCreatorAndTellsOfItsPage() {
    Page page =
        page(
            link(
                "user_id=bob&amp;url=https%3A%2F%2Fbob.example%2Fpost&amp;description=%C3%9Cber+Ton"
                    + "&amp;description=twice&amp;hidden=1&amp;tags=a,b"));

    assertThat(page.payment()).containsExactly(BOB.uri());
    Submission told = page.told(BOB).orElseThrow();
    assertThat(told.description()).isEqualTo("Über Ton");
    assertThat(told.tags()).isEqualTo("a,b");
    assertThat(told.hidden()).isTrue();
    assertThat(told.title()).isEmpty();
  }

  @Test
  void linkForSomebodyElseOrOfAnotherPageTellsNothing() {
    String url = "url=https%3A%2F%2Fbob.example%2F";
    Page page =
        page(
            link("user_id=mallory&amp;" + url + "post")
                + link("user_id=bob&amp;" + url + "other")
                + link("user_id=bob")
                + "<a href='https://node.example/submit/auto?user_id=bob&amp;%spost'>x</a>"
                    .formatted(url));

    assertThat(page.told(BOB)).isEmpty();
  }

  @Test
  void whatIsNoSuchLinkIsNone() {
    for (String link :
        List.of(
            "https://node.example/submit/auto",
            "https://node.example/submit?user_id=bob",
            "https://node.example/submit/auto?url=x",
            "https://node.example/submit/auto?user_id=..%2Fadmin",
            "https://node.example/submit/auto?user_id=bob&tags=" + "a".repeat(9_000))) {
      assertThat(Submission.of(URI.create(link))).as(link).isEmpty();
    }
  }
}
