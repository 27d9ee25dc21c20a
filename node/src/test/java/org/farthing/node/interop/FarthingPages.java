package org.farthing.node.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.farthing.node.interop.FarthingMember.Thing;
import org.farthing.node.web.WebFixture;
import org.farthing.node.web.donor.DonorBrowser;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** What the pages of a node here show: some to everybody, most to the member who is signed in. */
record FarthingPages(WebFixture web, String name, DonorBrowser browser) {

  private static Document page(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.uri() + ": " + answer.body()).isEqualTo(200);
    return Jsoup.parse(answer.body().replace('\u00a0', ' '));
  }

  private Document anybodySees(String path) {
    try {
      return page(web.page(path));
    } catch (Exception e) {
      throw new AssertionError(path, e);
    }
  }

  private Document memberSees(String path) {
    try {
      return page(browser.opens(path));
    } catch (Exception e) {
      throw new AssertionError(path, e);
    }
  }

  /** The member's page, in words. */
  String profile() {
    return anybodySees("/users/" + name).text();
  }

  /** What is said of a thing, on its page. */
  String saidOf(Thing thing) {
    return section(anybodySees(URI.create(thing.page()).getPath()), "counted").text();
  }

  private static Element section(Document page, String heading) {
    return page.expectFirst("section[aria-labelledby=" + heading + "]");
  }

  private Element fediverse(String heading) {
    return section(memberSees("/me/fediverse"), heading);
  }

  List<String> followers() {
    return fediverse("followers").select("li > a").eachAttr("href");
  }

  /** Who asks to follow the member. */
  List<String> requests() {
    return memberSees("/me/fediverse")
        .select("section[aria-labelledby=requests] li > div > a")
        .eachAttr("href");
  }

  /** Presses the button beside the first of them. */
  void letsTheFirstFollow() {
    String action = fediverse("requests").expectFirst("form[action$=/accept]").attr("action");
    try {
      assertThat(browser.isLedTo(action, Map.of())).startsWith("303");
    } catch (Exception e) {
      throw new AssertionError(action, e);
    }
  }

  /** What the member is told, the newest first. */
  List<String> notices() {
    return memberSees("/me/notices").select("ul.told > li").eachText();
  }

  /** Whom the member follows, and is let. */
  List<String> following() {
    return fediverse("following").select("li:contains(Since) > div > a").eachAttr("href");
  }

  /** What others answer and write to the member. */
  List<String> heard() {
    return fediverse("posts").select("div.text").eachText();
  }

  /** What the member likes and boosts, such as {@code liked https://b.example/1}. */
  List<String> says() {
    return fediverse("said").select("li").stream()
        .map(
            each ->
                each.expectFirst("p.note").text().replaceFirst(" .*", "")
                    + " "
                    + each.expectFirst("a.title").attr("href"))
        .toList();
  }

  /** What the member gives this month: the title, for whom, the share, and how it stands. */
  List<String> gives() {
    return memberSees("/me").select("ol.given > li").eachText();
  }

  /** What the member receives for this month: each thing, and how often. */
  List<String> receives() {
    Element now = section(memberSees("/me/creator"), "now");
    return memberSees(now.expectFirst("a").attr("href")).select("tbody tr").eachText();
  }
}
