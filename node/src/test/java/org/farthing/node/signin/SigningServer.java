package org.farthing.node.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.farthing.protocol.Sha256;

/**
 * A server that lets people sign in elsewhere, as a software does whose answers are fixtures. One
 * person is signed in there and allows everything; single answers can be others.
 */
final class SigningServer implements AutoCloseable {

  static final String MASTODON = "mastodon.example";
  static final String GOTOSOCIAL = "gotosocial.example";

  /** The cookie of a browser in which its person is signed in. */
  static final String SIGNED_IN = "session=of-somebody";

  /** Each request: its method and path. */
  final List<String> asked = new CopyOnWriteArrayList<>();

  /** Tokens that were given and not taken back. */
  final List<String> tokens = new CopyOnWriteArrayList<>();

  /** Scopes that apps were registered with. */
  final List<String> scopes = new CopyOnWriteArrayList<>();

  /** Who is signed in there. */
  volatile String person = "alice";

  /** What its person's profile links. */
  volatile String profile = "https://elsewhere.example/";

  private final String software;
  private final HttpServer server;
  private final Map<String, Answer> instead = new ConcurrentHashMap<>();
  private final Map<String, String> secrets = new ConcurrentHashMap<>();
  private final Map<String, String> challenges = new ConcurrentHashMap<>();

  /** Headers are a name and a value. */
  private record Answer(int status, String body, List<String> header) {
    static Answer json(String body) {
      return new Answer(200, body, List.of("Content-Type", "application/json"));
    }

    static Answer error(int status, String code) {
      String body = "{\"error\": \"%s\"}".formatted(code);
      return new Answer(status, body, List.of("Content-Type", "application/json"));
    }
  }

  SigningServer(String software) {
    this.software = software;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  String authority() {
    return "localhost:" + server.getAddress().getPort();
  }

  String origin() {
    return "http://" + authority();
  }

  String handle() {
    return "@" + person + "@" + authority();
  }

  /** Answers a method and path like this from now on. */
  void answers(String what, int status, String body, String... header) {
    instead.put(what, new Answer(status, body, List.of(header)));
  }

  void answersAsEver() {
    instead.clear();
  }

  /** It knows no app any more. */
  void forgetsApps() {
    secrets.clear();
  }

  long count(String what) {
    return asked.stream().filter(what::equals).count();
  }

  /** What a fixture says, of whoever is signed in. */
  String fixture(String file, String... names) {
    String path = "/fixtures/" + software + "/" + file;
    try (InputStream in =
        Objects.requireNonNull(SigningServer.class.getResourceAsStream(path), path)) {
      String text =
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .replace("alice", person)
              .replace("{origin}", origin())
              .replace("{domain}", "blog.example")
              .replace("{profile}", profile);
      for (int i = 0; i < names.length; i += 2) {
        text = text.replace("{" + names[i] + "}", names[i + 1]);
      }
      return text;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      URI uri = exchange.getRequestURI();
      String what = exchange.getRequestMethod() + " " + uri.getPath();
      asked.add(what);
      byte[] sent = exchange.getRequestBody().readAllBytes();
      Form fields =
          new Form(
              Form.parse(
                  exchange.getRequestMethod().equals("POST")
                      ? new String(sent, StandardCharsets.UTF_8)
                      : Objects.requireNonNullElse(uri.getRawQuery(), "")),
              false);
      String bearer =
          Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("Authorization"), "");
      String cookie =
          Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("Cookie"), "");
      Answer answer =
          Optional.ofNullable(instead.get(what))
              .orElseGet(() -> usual(what, fields, bearer, cookie));
      for (int i = 0; i < answer.header().size(); i += 2) {
        exchange.getResponseHeaders().set(answer.header().get(i), answer.header().get(i + 1));
      }
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private Answer usual(String what, Form fields, String bearer, String cookie) {
    if (what.startsWith("GET /users/")) {
      return new Answer(
          200,
          fixture("users/alice.json").replace(person, what.substring("GET /users/".length())),
          List.of("Content-Type", "application/activity+json"));
    }
    return switch (what) {
      case "GET /.well-known/webfinger" -> webFinger(fields.raw("resource"));
      case "GET /.well-known/oauth-authorization-server" ->
          Answer.json(fixture("oauth-authorization-server.json"));
      case "POST /api/v1/apps" -> register(fields);
      case "GET /oauth/authorize" -> authorize(fields, cookie.equals(SIGNED_IN));
      case "POST /oauth/token" -> token(fields);
      case "GET /api/v1/accounts/verify_credentials" ->
          tokens.contains(bearer.replace("Bearer ", ""))
              ? Answer.json(fixture("verify_credentials.json"))
              : Answer.error(401, "The access token is invalid");
      case "POST /oauth/revoke" -> revoke(fields);
      default -> Answer.error(404, "not_found");
    };
  }

  private Answer webFinger(String resource) {
    String name = resource.substring("acct:".length(), resource.indexOf('@'));
    if (name.startsWith("nobody")) {
      return Answer.error(404, "not_found");
    }
    return Answer.json(
        """
        {"subject": "%s", "links": [{"rel": "self", "type": "application/activity+json", "href": "%s/users/%s"}]}
        """
            .formatted(resource, origin(), name));
  }

  private Answer register(Form fields) {
    String client = "client-" + (asked.size() + 1);
    String secret = "secret of " + client;
    secrets.put(client, secret);
    scopes.add(fields.raw("scopes"));
    return Answer.json(
        fixture(
            "apps.json",
            "name",
            fields.raw("client_name"),
            "website",
            fields.raw("website"),
            "scope",
            fields.raw("scopes"),
            "redirect",
            fields.raw("redirect_uris"),
            "client",
            client,
            "secret",
            secret));
  }

  private Answer authorize(Form fields, boolean signedIn) {
    if (!signedIn) {
      return new Answer(200, "<p>Sign in first.</p>", List.of("Content-Type", "text/html"));
    }
    assertThat(fields.fields())
        .containsEntry("response_type", "code")
        .containsEntry("code_challenge_method", "S256");
    if (!secrets.containsKey(fields.raw("client_id"))) {
      return Answer.error(401, "invalid_client");
    }
    String code = "code-" + asked.size();
    challenges.put(code, fields.raw("code_challenge"));
    String back = fields.raw("redirect_uri") + "?code=" + code + "&state=" + fields.raw("state");
    return new Answer(302, "", List.of("Location", back));
  }

  /** A code is good once, and for who knows the verifier. */
  private Answer token(Form fields) {
    String secret = secrets.get(fields.raw("client_id"));
    if (secret == null || !secret.equals(fields.raw("client_secret"))) {
      return Answer.error(401, "invalid_client");
    }
    if (fields.raw("grant_type").equals("authorization_code")) {
      String challenge = challenges.remove(fields.raw("code"));
      String shown =
          Base64.getUrlEncoder()
              .withoutPadding()
              .encodeToString(Sha256.of(fields.raw("code_verifier")));
      if (!shown.equals(challenge)) {
        return Answer.error(400, "invalid_grant");
      }
    }
    String token = "token-" + asked.size();
    tokens.add(token);
    return Answer.json(fixture("token.json", "token", token, "scope", scopes.getLast()));
  }

  private Answer revoke(Form fields) {
    tokens.remove(fields.raw("token"));
    return Answer.json("{}");
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
