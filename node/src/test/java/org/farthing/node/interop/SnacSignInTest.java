package org.farthing.node.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.stream.Collectors;
import org.farthing.node.account.Member;
import org.farthing.node.identity.Identity;
import org.farthing.node.signin.PlainBrowser;
import org.farthing.node.signin.Registration;
import org.farthing.node.web.WebFixture;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Signing in at a node with an account on snac, through snac's own form. */
@Tag("interop-snac")
final class SnacSignInTest {

  private static final String PATH = "/sign-in/fediverse";

  private static WebFixture web;
  private static SnacServer snac;

  private PlainBrowser browser;

  @BeforeAll
  static void start() {
    web = WebFixture.start(Registration.OPEN);
    snac = SnacServer.start();
  }

  @AfterAll
  static void stop() {
    snac.close();
    web.close();
  }

  @BeforeEach
  void open() {
    browser = new PlainBrowser(web);
  }

  /** From the node to snac's form, and with what it answers back to the node. */
  private HttpResponse<String> signsIn(String page, SnacUser user) throws Exception {
    HttpResponse<String> led =
        browser.submit(
            browser.get(page),
            PATH,
            "handle",
            "@" + user.handle(),
            "current",
            PlainBrowser.PASSWORD);
    assertThat(led.statusCode()).as(led.body()).isEqualTo(200);
    String there = Jsoup.parse(led.body()).expectFirst("main a.button").attr("href");
    assertThat(there).startsWith(snac.origin + "/oauth/authorize?").contains("code_challenge=");
    HttpResponse<String> asked = Peers.send(HttpRequest.newBuilder(URI.create(there)));
    Element form = Jsoup.parse(asked.body(), snac.origin.toString()).expectFirst("form");
    form.expectFirst("[name=login]").attr("value", user.name());
    form.expectFirst("[name=passwd]").attr("value", user.password());
    String body =
        form.select("input[name]").stream()
            .map(input -> input.attr("name") + "=" + Peers.encoded(input.attr("value")))
            .collect(Collectors.joining("&"));
    HttpResponse<String> allowed =
        Peers.send(
            HttpRequest.newBuilder(URI.create(form.absUrl("action")))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body)));
    URI back = URI.create(allowed.headers().firstValue("Location").orElseThrow());
    assertThat(back.toString()).startsWith(web.node.origin() + PATH + "/back?");
    return browser.get(back.getRawPath() + "?" + back.getRawQuery());
  }

  private Identity only(Member member) {
    assertThat(web.node.identities().of(member.id())).hasSize(1);
    return web.node.identities().of(member.id()).getFirst();
  }

  @Test
  void strangerJoinsWithTheirAccountThere() throws Exception {
    SnacUser sam = snac.user("sam");

    HttpResponse<String> back = signsIn("/join", sam);
    HttpResponse<String> form = browser.get(PlainBrowser.location(back));
    HttpResponse<String> joined = browser.submit(form, PATH + "/join");

    assertThat(PlainBrowser.location(joined)).isEqualTo("/me");
    assertThat(browser.isSignedIn()).isTrue();
    Identity identity = only(web.node.members().find("sam").orElseThrow());
    assertThat(identity.value()).isEqualTo(sam.actor().uri());
    assertThat(identity.isProved()).isTrue();

    browser.submit(browser.get("/me/sessions"), "/sign-out");
    assertThat(browser.isSignedIn()).isFalse();
    assertThat(PlainBrowser.location(signsIn("/sign-in", sam))).isEqualTo("/me");
    assertThat(browser.isSignedIn()).isTrue();
  }

  @Test
  void memberLinksTheirAccountThere() throws Exception {
    SnacUser tom = snac.user("tom");
    browser.join("thomas");

    HttpResponse<String> back = signsIn(PATH, tom);

    assertThat(PlainBrowser.location(back)).endsWith("?done=signed");
    Identity identity = only(web.node.members().find("thomas").orElseThrow());
    assertThat(identity.value()).isEqualTo(tom.actor().uri());
    assertThat(web.node.identities().check(identity.member(), identity.id()).isProved()).isTrue();
  }
}
