package org.farthing.node.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.farthing.node.signin.PlainBrowser.PASSWORD;
import static org.farthing.node.signin.PlainBrowser.location;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.farthing.node.account.Member;
import org.farthing.node.identity.Identity;
import org.farthing.node.web.WebFixture;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** Somebody with an account on another server, and a browser without JavaScript. */
abstract class FediversePerson {

  static final String PATH = "/sign-in/fediverse";

  static WebFixture web;

  final SigningServer server = new SigningServer(SigningServer.MASTODON);
  PlainBrowser browser;

  @BeforeAll
  static void start() {
    web = WebFixture.start(Registration.OPEN);
  }

  @AfterAll
  static void stop() {
    web.close();
  }

  /** Each test has a person of its own. */
  @BeforeEach
  void somebody() {
    browser = new PlainBrowser(web);
    server.person = "alice" + web.node.members().count();
  }

  @AfterEach
  void close() {
    server.close();
  }

  String name() {
    return server.person;
  }

  Member member(String name) {
    return web.node.members().find(name).orElseThrow();
  }

  /** Where the node leads, who names an account. */
  static URI begin(PlainBrowser browser, String page, String handle) throws Exception {
    return away(browser.submit(browser.get(page), PATH, "handle", handle));
  }

  URI link(PlainBrowser browser) throws Exception {
    return away(browser.fill(PATH, "handle", server.handle(), "current", PASSWORD));
  }

  static URI away(HttpResponse<String> led) {
    assertThat(led.statusCode()).as(led.body()).isEqualTo(200);
    String link = Jsoup.parse(led.body()).expectFirst("main a.button").attr("href");
    assertThat(Jsoup.parse(led.body()).expectFirst("meta[http-equiv=refresh]").attr("content"))
        .isEqualTo("0; url=" + link);
    return URI.create(link);
  }

  /** Allows it on the other server, and returns where that leads back to on the node. */
  static String allow(URI address) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(address).header("Cookie", SigningServer.SIGNED_IN).build(),
              BodyHandlers.ofString());
      URI back = URI.create(answer.headers().firstValue("Location").orElseThrow());
      assertThat(back.getPath()).isEqualTo(PATH + "/back");
      return back.getRawPath() + "?" + back.getRawQuery();
    }
  }

  HttpResponse<String> there(PlainBrowser with) throws Exception {
    return with.get(allow(begin(with, PATH, server.handle())));
  }

  HttpResponse<String> join(PlainBrowser with, String name) throws Exception {
    HttpResponse<String> form = with.get(location(there(with)));
    return with.submit(form, PATH + "/join", "name", name);
  }

  static void signOut(PlainBrowser browser) throws Exception {
    browser.submit(browser.get("/me/sessions"), "/sign-out");
    assertThat(browser.isSignedIn()).isFalse();
  }

  List<Identity> identities(Member member) {
    return web.node.identities().of(member.id());
  }
}
