package org.farthing.node.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.farthing.node.signin.Registration;
import org.farthing.node.web.donor.DonorBrowser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class WaysInTest {

  private static WebFixture web;

  @BeforeAll
  static void start() {
    web = WebFixture.start(Registration.OPEN);
    web.aCreator("bob", "https://bob.example/song");
  }

  @AfterAll
  static void stop() {
    web.close();
  }

  @Test
  void frontPageLeadsToTheThingsAndToJoining() throws Exception {
    assertThat(web.page("/").body())
        .contains("href=\"/things\">Find what to flattr", "href=\"/join\"", "repeat by itself");
  }

  @Test
  void profileLeadsToGiftsAndSubscriptionsOfItsMember() throws Exception {
    DonorBrowser ada = new DonorBrowser(web, web.aDonor("ada"));
    String profile = ada.reads("/users/bob");

    String handle = "@bob@" + web.node.origin().authority();
    assertThat(ada.reads(link(profile, "/me/gifts"))).contains("value=\"" + handle + "\"");
    String url = web.node.origin() + "/users/bob";
    assertThat(ada.reads(link(profile, "/me/subscriptions"))).contains("value=\"" + url + "\"");
    assertThat(ada.isLedTo("/me/subscriptions", Map.of("url", url)))
        .isEqualTo("303 /me/subscriptions?done=added");
    assertThat(ada.reads("/me/subscriptions")).contains("Flattred this month.");
  }

  private static String link(String page, String path) {
    Matcher link = Pattern.compile("href=\"(" + path + "\\?[^\"]+)\"").matcher(page);
    assertThat(link.find()).isTrue();
    return link.group(1).replace("&amp;", "&");
  }
}
