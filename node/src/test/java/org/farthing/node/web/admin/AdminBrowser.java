package org.farthing.node.web.admin;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.farthing.node.Node;
import org.farthing.node.NodeSetup;
import org.farthing.node.account.Member;
import org.farthing.node.signin.TestSession;
import org.farthing.node.web.WebFixture;

/** What somebody does in a browser without scripts on an admin's pages. */
public final class AdminBrowser {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final NodeSetup setup;
  private final TestSession session;

  private AdminBrowser(NodeSetup setup, Member member) {
    this.setup = setup;
    this.session = TestSession.of(setup, member.id());
  }

  static AdminBrowser of(WebFixture web, Member member) {
    return new AdminBrowser(web.setup, member);
  }

  /** A new member who runs the node. */
  static AdminBrowser ofAdmin(WebFixture web, String name) {
    return ofAdmin(web.setup, web.node, name);
  }

  /** A new member who runs the node. */
  public static AdminBrowser ofAdmin(NodeSetup setup, Node node, String name) {
    Member admin = node.members().create(name, name);
    node.members().setAdmin(admin.id(), true);
    return new AdminBrowser(setup, admin);
  }

  /** A member, who may run the node or not. */
  public static AdminBrowser ofMember(NodeSetup setup, Member member) {
    return new AdminBrowser(setup, member);
  }

  public HttpResponse<String> opens(String path) throws Exception {
    return CLIENT.send(
        request(path)
            .header("Accept", WebFixture.BROWSER)
            .header("Cookie", session.cookie())
            .GET()
            .build(),
        BodyHandlers.ofString());
  }

  /** The text of a page, with plain spaces. */
  public String reads(String path) throws Exception {
    HttpResponse<String> answer = opens(path);
    return answer.statusCode() + " " + answer.body().replace('\u00a0', ' ');
  }

  /** The text of a page as a browser of this language gets it, with plain spaces. */
  String readsIn(String language, String path) throws Exception {
    HttpRequest request =
        request(path)
            .header("Accept", WebFixture.BROWSER)
            .header("Accept-Language", language)
            .header("Cookie", session.cookie())
            .GET()
            .build();
    return CLIENT.send(request, BodyHandlers.ofString()).body().replace('\u00a0', ' ');
  }

  /** Sends the form of a page to its own address. */
  public HttpResponse<String> sends(String path, Map<String, String> fields) throws Exception {
    Map<String, String> all = new TreeMap<>(fields);
    all.putIfAbsent("csrf", session.csrf());
    all.putIfAbsent("once", UUID.randomUUID().toString());
    String body =
        all.entrySet().stream()
            .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    return CLIENT.send(
        request(path)
            .header("Accept", WebFixture.BROWSER)
            .header("Cookie", session.cookie())
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  /** Sends a form, and where the answer leads. */
  public String isLedTo(String path, Map<String, String> fields) throws Exception {
    HttpResponse<String> answer = sends(path, fields);
    return answer.statusCode() + " " + answer.headers().firstValue("Location").orElse("");
  }

  /** Sends a form, and what the page says to it, with plain spaces. */
  public String isTold(String path, Map<String, String> fields) throws Exception {
    HttpResponse<String> answer = sends(path, fields);
    return answer.statusCode() + " " + answer.body().replace('\u00a0', ' ');
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(setup.origin() + path)).timeout(PATIENCE);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
