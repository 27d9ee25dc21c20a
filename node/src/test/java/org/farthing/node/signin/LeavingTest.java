package org.farthing.node.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.farthing.node.signin.PlainBrowser.PASSWORD;
import static org.farthing.node.signin.PlainBrowser.location;

import java.net.http.HttpResponse;
import org.farthing.node.web.WebFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who has a password is asked for it before their account is deleted. */
final class LeavingTest {

  private final WebFixture web = WebFixture.start(Registration.OPEN);

  @AfterEach
  void stop() {
    web.close();
  }

  @Test
  void whoOnlyFindsTheBrowserOpenDeletesNothing() throws Exception {
    PlainBrowser ada = new PlainBrowser(web);
    ada.join("ada");

    HttpResponse<String> answer =
        ada.fill("/me/leave", "name", "ada", "current", "not the password");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("id=\"current-error\"", "value=\"ada\"");
    assertThat(ada.isSignedIn()).isTrue();
  }

  @Test
  void memberLeavesAndCannotSignInAgain() throws Exception {
    PlainBrowser ada = new PlainBrowser(web);
    ada.join("ada");
    assertThat(ada.get("/me/export.json").body())
        .contains("ada@example.org")
        .doesNotContain(PASSWORD, "argon2");

    HttpResponse<String> answer = ada.fill("/me/leave", "name", "ada", "current", PASSWORD);

    assertThat(location(answer)).isEqualTo("/left");
    assertThat(ada.session()).isEmpty();
    assertThat(ada.isSignedIn()).isFalse();
    assertThat(new PlainBrowser(web).signIn("ada", PASSWORD).statusCode()).isEqualTo(401);
    assertThat(web.page("/users/ada").statusCode()).isEqualTo(410);
  }
}
