package org.farthing.node.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.farthing.node.signin.Mailbox.link;
import static org.farthing.node.signin.Mailbox.text;
import static org.farthing.node.signin.PlainBrowser.PASSWORD;
import static org.farthing.node.signin.PlainBrowser.location;

import jakarta.mail.internet.MimeMessage;
import java.net.http.HttpResponse;
import org.farthing.node.account.Member;
import org.farthing.node.notice.NoticeKind;
import org.farthing.node.web.WebFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** E-mail, over SMTP to a server that keeps it for us. */
final class MailTest {

  private final Mailbox mailbox = Mailbox.open();
  private WebFixture web;
  private PlainBrowser browser;

  @BeforeEach
  void adaJoins() throws Exception {
    web = WebFixture.start(mailbox.terms());
    browser = new PlainBrowser(web);
    browser.join("ada");
  }

  @AfterEach
  void stop() {
    web.close();
    mailbox.close();
  }

  private Member ada() {
    return web.node.members().find("ada").orElseThrow();
  }

  private MimeMessage letter(int number) {
    return mailbox.letter(number);
  }

  private void confirm() throws Exception {
    HttpResponse<String> page = browser.get(link(letter(1)));
    assertThat(location(browser.submit(page, "/confirm-address")))
        .isEqualTo("/me/sessions?confirmed");
  }

  @Test
  void addressIsConfirmedByItsLinkOnceAndNotByLookingAtIt() throws Exception {
    MimeMessage letter = letter(1);
    assertThat(letter.getAllRecipients()[0]).hasToString("ada@example.org");
    assertThat(letter.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    HttpResponse<String> page = new PlainBrowser(web).get(link(letter));
    assertThat(page.body()).contains("ada@example.org");
    assertThat(browser.get("/me/sessions").body()).contains("not confirmed yet");

    confirm();

    assertThat(browser.get("/me/sessions").body()).contains("You have confirmed it");
    assertThat(new PlainBrowser(web).get(link(letter)).statusCode()).isEqualTo(403);
  }

  @Test
  void lettersAreInTheLanguageThatTheMemberChose() throws Exception {
    confirm();
    assertThat(browser.get("/language/de?next=/me").statusCode()).isEqualTo(303);

    new PlainBrowser(web).fill("/forgotten", "email", "ada@example.org");

    assertThat(letter(2).getSubject()).contains("Ein neues Passwort wählen");
    HttpResponse<String> signedIn = new PlainBrowser(web).signIn("ada", PASSWORD);
    assertThat(signedIn.headers().allValues("Set-Cookie"))
        .anyMatch(cookie -> cookie.startsWith("farthing-language=de;"));
  }

  @Test
  void passwordIsChosenAgainByALinkThatIsMailed() throws Exception {
    confirm();
    PlainBrowser stranger = new PlainBrowser(web);

    stranger.fill("/forgotten", "email", "ADA@example.org");
    HttpResponse<String> page = stranger.get(link(letter(2)));
    HttpResponse<String> chosen =
        stranger.submit(page, "/choose-password", "password", "a quite different one");

    assertThat(location(chosen)).isEqualTo("/me");
    assertThat(browser.isSignedIn()).isFalse();
    assertThat(new PlainBrowser(web).signIn("ada", PASSWORD).statusCode()).isEqualTo(401);
    assertThat(text(letter(3)) + text(letter(4)))
        .contains("Your password was changed", "You signed in with");
  }

  @Test
  void nobodyLearnsWhoIsHere() throws Exception {
    confirm();
    new PlainBrowser(web).join("bob");
    letter(2);

    String known = new PlainBrowser(web).fill("/forgotten", "email", "ada@example.org").body();
    String unconfirmed =
        new PlainBrowser(web).fill("/forgotten", "email", "bob@example.org").body();
    String unknown = new PlainBrowser(web).fill("/forgotten", "email", "eve@example.org").body();
    letter(3);
    new PlainBrowser(web).join("zoe");
    letter(4);

    assertThat(unconfirmed.replace("bob@", "ada@")).isEqualTo(known);
    assertThat(unknown.replace("eve@", "ada@")).isEqualTo(known);
    assertThat(mailbox.letters().stream().filter(it -> text(it).contains("forgotten"))).hasSize(1);
  }

  /** Ada chooses a password by a link, which signs her in in this browser alone. */
  private void chooses(String password) throws Exception {
    String link = PlainBrowser.path(web.node.signIn().linkFor(ada().id()));
    browser.fill(link, "password", password);
  }

  @Test
  void memberIsToldOfSecurityOnAPageAndByMail() throws Exception {
    confirm();

    chooses("a quite different one");

    assertThat(text(letter(2)) + text(letter(3)))
        .contains("Your password was changed", "You signed in with");
    HttpResponse<String> told = browser.get("/me/notices");
    assertThat(told.body()).contains("Your password was changed", "You signed in with", "New:");
    browser.submit(told, "/me/notices");
    assertThat(browser.get("/me/notices").body())
        .contains("Your password was changed", "You have read all of them")
        .doesNotContain("New:");
  }

  @Test
  void memberGetsNoMailOfWhatTheyDoNotWantItOf() throws Exception {
    confirm();
    String csrf = PlainBrowser.csrf(browser.get("/me/notices"));
    assertThat(location(browser.post("/me/notices/mail", csrf, "funds", "yes")))
        .isEqualTo("/me/notices?kept");

    chooses("a quite different one");
    new PlainBrowser(web).join("zoe");

    assertThat(letter(2).getAllRecipients()[0]).hasToString("zoe@example.org");
    assertThat(browser.get("/me/notices").body()).contains("Your password was changed");
    assertThat(web.node.notices().mailed(ada().id())).containsExactly(NoticeKind.FUNDS);
  }
}
