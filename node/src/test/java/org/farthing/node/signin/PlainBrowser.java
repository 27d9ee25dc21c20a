package org.farthing.node.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.farthing.node.web.WebFixture;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

/** A browser without scripts: keeps cookies, fills forms in, and follows nothing by itself. */
public final class PlainBrowser {

  public static final String PASSWORD = "four farthings a penny";

  final Map<String, String> cookies = new LinkedHashMap<>();
  private final WebFixture web;

  public PlainBrowser(WebFixture web) {
    this.web = web;
  }

  public HttpResponse<String> get(String path) throws Exception {
    return send(web.request(path).GET());
  }

  /** Opens a page and sends the form on it that goes to the same path. */
  public HttpResponse<String> fill(String page, String... fields) throws Exception {
    int query = page.indexOf('?');
    return submit(get(page), query < 0 ? page : page.substring(0, query), fields);
  }

  /** Sends the form of a page with this action, with all that it holds but for these fields. */
  public HttpResponse<String> submit(HttpResponse<String> page, String action, String... fields)
      throws Exception {
    Element form = Jsoup.parse(page.body()).expectFirst("form[action=\"" + action + "\"]");
    Map<String, String> all = new LinkedHashMap<>();
    form.select("input[name]:not([type=checkbox])")
        .forEach(input -> all.put(input.attr("name"), input.attr("value")));
    form.select("input[type=checkbox][checked]")
        .forEach(input -> all.put(input.attr("name"), input.attr("value")));
    put(all, fields);
    return send(form(action, all));
  }

  HttpResponse<String> post(String path, String csrf, String... fields) throws Exception {
    Map<String, String> all = new LinkedHashMap<>(Map.of("csrf", csrf));
    put(all, fields);
    return send(form(path, all));
  }

  private static void put(Map<String, String> all, String... fields) {
    for (int i = 0; i < fields.length; i += 2) {
      all.put(fields[i], fields[i + 1]);
    }
  }

  HttpRequest.Builder form(String path, Map<String, String> fields) {
    String body =
        fields.entrySet().stream()
            .map(it -> encoded(it.getKey()) + "=" + encoded(it.getValue()))
            .collect(Collectors.joining("&"));
    return web.request(path)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(body));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    request.header("Accept", WebFixture.BROWSER);
    if (!cookies.isEmpty()) {
      request.header(
          "Cookie",
          cookies.entrySet().stream()
              .map(it -> it.getKey() + "=" + it.getValue())
              .collect(Collectors.joining("; ")));
    }
    HttpResponse<String> response = web.send(request);
    for (String cookie : response.headers().allValues("Set-Cookie")) {
      String pair = cookie.split(";", 2)[0];
      String name = pair.substring(0, pair.indexOf('='));
      if (cookie.contains("Max-Age=0")) {
        cookies.remove(name);
      } else {
        cookies.put(name, pair.substring(pair.indexOf('=') + 1));
      }
    }
    return response;
  }

  public HttpResponse<String> join(String name) throws Exception {
    return fill("/join", "name", name, "email", name + "@example.org", "password", PASSWORD);
  }

  HttpResponse<String> signIn(String login, String password) throws Exception {
    return fill("/sign-in?next=/me/sessions", "login", login, "password", password);
  }

  public boolean isSignedIn() throws Exception {
    return get("/me/sessions").statusCode() == 200;
  }

  /** What the cookie of the session holds; empty when there is none. */
  String session() {
    return Optional.ofNullable(cookies.get("farthing_" + web.setup.port())).orElse("");
  }

  /** The token of the forms in a page. */
  static String csrf(HttpResponse<String> page) {
    return Jsoup.parse(page.body()).expectFirst("main input[name=csrf]").attr("value");
  }

  public static String location(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(303);
    return response.headers().firstValue("Location").orElseThrow();
  }

  public static String path(URI link) {
    return link.getPath() + "?" + link.getQuery();
  }
}
