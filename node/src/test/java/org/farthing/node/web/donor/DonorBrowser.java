package org.farthing.node.web.donor;

import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.farthing.node.account.Member;
import org.farthing.node.signin.TestSession;
import org.farthing.node.web.WebFixture;

/** What a member does in a browser without scripts: opens pages, sends forms. */
public final class DonorBrowser {

  private final WebFixture web;
  private final TestSession session;

  public DonorBrowser(WebFixture web, Member member) {
    this.web = web;
    this.session = TestSession.of(web.setup, member.id());
  }

  public HttpResponse<String> opens(String path) throws Exception {
    return web.send(
        web.request(path)
            .header("Accept", WebFixture.BROWSER)
            .header("Cookie", session.cookie())
            .GET());
  }

  /** The text of a page, with plain spaces. */
  public String reads(String path) throws Exception {
    return opens(path).body().replace('\u00a0', ' ');
  }

  /** Sends a form of a page of this node. */
  public HttpResponse<String> sends(String path, Map<String, String> fields) throws Exception {
    Map<String, String> all = new TreeMap<>(fields);
    all.putIfAbsent("csrf", session.csrf());
    String body =
        all.entrySet().stream()
            .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    return web.send(
        web.request(path)
            .header("Accept", WebFixture.BROWSER)
            .header("Cookie", session.cookie())
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body)));
  }

  /** Sends a form, and where the answer leads. */
  public String isLedTo(String path, Map<String, String> fields) throws Exception {
    HttpResponse<String> answer = sends(path, fields);
    return answer.statusCode() + " " + answer.headers().firstValue("Location").orElse("");
  }

  public static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
