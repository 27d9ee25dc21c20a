package org.farthing.node.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.farthing.node.account.TokenHolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SetUpTest {

  private static final Pattern SHOWN =
      Pattern.compile("<pre class=\"token\"[^>]*><code>(farthing_[A-Za-z0-9_-]{43})</code>");

  private WebFixture web;
  private String token;

  @BeforeEach
  void start() {
    web = WebFixture.start();
    token = web.node.setUpLink().orElseThrow().getQuery().substring("token=".length());
  }

  @AfterEach
  void stop() {
    web.close();
  }

  private HttpResponse<String> send(String form) throws Exception {
    return web.send(
        web.request("/set-up")
            .header("Accept", WebFixture.BROWSER)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form)));
  }

  @Test
  void nodeWithoutMembersSaysHowToBegin() throws Exception {
    assertThat(web.page("/").body()).contains("This node has no members yet.");
  }

  @Test
  void linkMakesTheFirstMemberOnce() throws Exception {
    HttpResponse<String> form = web.page("/set-up?token=" + token);
    HttpResponse<String> first = send("token=" + token + "&name=ada&display_name=Ada+L.");
    HttpResponse<String> again = send("token=" + token + "&name=eve");

    assertThat(form.body()).contains("name=\"token\" value=\"" + token + "\"");
    assertThat(form.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(first.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(web.node.members().all()).singleElement().returns("Ada L.", it -> it.displayName());
    assertThat(SHOWN.matcher(first.body()).results().map(MatchResult::group).count()).isEqualTo(2);
    assertThat(web.page("/set-up?token=" + token).statusCode()).isEqualTo(409);
  }

  @Test
  void tokensAreTheAdminsAndTheMembers() throws Exception {
    String page = send("token=" + token + "&name=ada").body();

    var holders =
        SHOWN
            .matcher(page)
            .results()
            .map(shown -> web.node.tokens().authenticate(shown.group(1)).orElseThrow())
            .toList();

    assertThat(holders.getFirst()).isInstanceOf(TokenHolder.Admin.class);
    assertThat(holders.getLast())
        .isEqualTo(new TokenHolder.OfMember(web.node.members().find("ada").orElseThrow().id()));
  }

  @Test
  void refusedNameIsKeptInTheFormAndTheLinkStaysGood() throws Exception {
    HttpResponse<String> refused = send("token=" + token + "&name=Not+%3Ca%3E&display_name=Ada");
    HttpResponse<String> reserved = send("token=" + token + "&name=admin");
    HttpResponse<String> mended = send("token=" + token + "&name=ada");

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body())
        .contains("role=\"alert\"", "value=\"Not &lt;a>\"", "value=\"Ada\"", token);
    assertThat(reserved.statusCode()).isEqualTo(400);
    assertThat(mended.statusCode()).isEqualTo(200);
  }

  @Test
  void otherTokenOpensNothing() throws Exception {
    assertThat(send("token=farthing_x&name=ada").statusCode()).isEqualTo(403);
    assertThat(send("name=ada").statusCode()).isEqualTo(403);
    assertThat(web.page("/set-up").statusCode()).isEqualTo(403);
    assertThat(web.node.members().count()).isZero();
  }
}
