package org.farthing.node.signin.fediverse;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.farthing.node.platform.http.GuardedHttpClient;
import org.farthing.node.platform.http.OutboundRequest;
import org.farthing.node.platform.http.OutboundResult;
import org.farthing.node.platform.http.OutboundResult.Answer;
import org.farthing.node.platform.http.OutboundResult.Failure;
import org.farthing.protocol.activity.Origin;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.json.Json;
import org.farthing.protocol.json.JsonRefused;
import org.jspecify.annotations.Nullable;

/**
 * The requests of Mastodon's client API that signing in takes, as Mastodon, GoToSocial, snac and
 * others answer them. The paths are the API's own: of what a server says about itself only the
 * scopes are used, so no secret goes to wherever a document points. Thread-safe.
 */
final class MastodonApi {

  /** Enough to learn who somebody is, and nothing else; from Mastodon 4.3 on. */
  static final String PROFILE = "profile";

  /** The least that other servers offer. */
  static final String ACCOUNTS = "read:accounts";

  private static final String AUTHORIZE = "/oauth/authorize";

  private static final String METADATA = "/.well-known/oauth-authorization-server";
  private static final String APPS = "/api/v1/apps";
  private static final String TOKEN = "/oauth/token";
  private static final String REVOKE = "/oauth/revoke";
  private static final String ACCOUNT = "/api/v1/accounts/verify_credentials";

  private static final int LARGEST = 256 * 1024;
  private static final int LONGEST_CREDENTIAL = 1000;
  private static final int LONGEST_TOKEN = 4000;
  private static final Pattern USERNAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}");

  private final GuardedHttpClient client;

  MastodonApi(GuardedHttpClient client) {
    this.client = client;
  }

  /**
   * Who signed in.
   *
   * @param uriOrNull the actor's id, which newer servers tell
   * @param urlOrNull the page, or the actor's id
   */
  record Account(String username, @Nullable URI uriOrNull, @Nullable URI urlOrNull) {}

  /** The least that a server offers (RFC 8414); not all say what they offer. */
  String scope(Origin server) {
    OutboundResult result =
        client.send(
            OutboundRequest.get(server.resolve(METADATA), Map.of("Accept", "application/json")),
            LARGEST);
    if (result instanceof Failure failure && failure.reason() != OutboundResult.Reason.TOO_LARGE) {
      throw stopped(server, failure);
    }
    boolean offered =
        result instanceof Answer answer
            && answer.status() == 200
            && isOf(server, answer)
            && json(answer)
                .filter(
                    it ->
                        it.get("scopes_supported") instanceof JsonArray scopes
                            && scopes.stream().anyMatch(MastodonApi::isProfile))
                .isPresent();
    return offered ? PROFILE : ACCOUNTS;
  }

  private static boolean isProfile(Object scope) {
    return scope instanceof JsonString text && text.getString().equals(PROFILE);
  }

  /** Makes this node known to a server. */
  App register(Origin server, String name, String website, String back, String scope, Instant now) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("client_name", name);
    form.put("redirect_uris", back);
    form.put("scopes", scope);
    form.put("website", website);
    Answer answer = post(server, APPS, form);
    if (answer.status() == 429 || answer.status() >= 500) {
      throw new Stopped(Fault.UNREACHABLE, server + " registers nobody: " + answer.status());
    }
    Optional<JsonObject> app = answer.isSuccess() ? json(answer) : Optional.empty();
    Optional<String> id = app.flatMap(it -> text(it, "client_id", LONGEST_CREDENTIAL));
    Optional<String> secret = app.flatMap(it -> text(it, "client_secret", LONGEST_CREDENTIAL));
    if (id.isEmpty() || secret.isEmpty()) {
      throw new Stopped(Fault.NO_API, server + " registers no apps: " + answer.status());
    }
    return new App(server, id.get(), secret.get(), scope, back, now);
  }

  /** Where people say that this node may know who they are. */
  static URI authorization(App app, Map<String, String> more) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("response_type", "code");
    query.put("client_id", app.clientId());
    query.put("redirect_uri", app.back());
    query.put("scope", app.scope());
    query.putAll(more);
    return app.server().resolve(AUTHORIZE + "?" + query(query));
  }

  /**
   * Whether the page is shown to which people are led. Snac forgets an app with the first token
   * that it takes back, and says so there alone; others ask people to sign in before they look.
   */
  boolean leads(App app) {
    OutboundRequest request =
        OutboundRequest.get(authorization(app, Map.of()), Map.of("Accept", "text/html"));
    return switch (client.send(request, LARGEST)) {
      case Answer answer ->
          (answer.status() != 400 && answer.status() != 401)
              || !answer.uri().getPath().equals(AUTHORIZE);
      case Failure _ -> true;
    };
  }

  /**
   * Whether a server still knows this node: some forget apps that nobody uses. Asked by a grant
   * that concerns nobody's account; a server that does not have it knows who asks nonetheless.
   */
  boolean knows(App app) {
    Map<String, String> form = credentials(app);
    form.put("grant_type", "client_credentials");
    form.put("redirect_uri", app.back());
    form.put("scope", app.scope());
    Answer answer = post(app.server(), TOKEN, form);
    token(answer).ifPresent(token -> revoke(app, token));
    return !isUnknownClient(answer);
  }

  private static boolean isUnknownClient(Answer answer) {
    return (answer.status() == 400 || answer.status() == 401)
        && json(answer)
            .flatMap(it -> text(it, "error", LONGEST_TOKEN))
            .filter("invalid_client"::equals)
            .isPresent();
  }

  /** What came of a code. */
  sealed interface Exchange {

    record Token(String text) implements Exchange {
      /** Without the token. */
      @Override
      public String toString() {
        return "Token";
      }
    }

    /** The server does not know this node any more. */
    record UnknownClient() implements Exchange {}

    /** It takes the code from nobody, or not from us. */
    record Refused() implements Exchange {}
  }

  Exchange exchange(App app, String code, String verifier) {
    Map<String, String> form = credentials(app);
    form.put("grant_type", "authorization_code");
    form.put("redirect_uri", app.back());
    form.put("code", code);
    form.put("code_verifier", verifier);
    Answer answer = post(app.server(), TOKEN, form);
    if (answer.status() == 429 || answer.status() >= 500) {
      throw new Stopped(Fault.UNREACHABLE, app.server() + " gives no token: " + answer.status());
    }
    if (isUnknownClient(answer)) {
      return new Exchange.UnknownClient();
    }
    return token(answer).<Exchange>map(Exchange.Token::new).orElseGet(Exchange.Refused::new);
  }

  private static Optional<String> token(Answer answer) {
    return answer.isSuccess()
        ? json(answer).flatMap(it -> text(it, "access_token", LONGEST_TOKEN))
        : Optional.empty();
  }

  /** Whose the token is. */
  Account account(Origin server, String token) {
    OutboundRequest request =
        OutboundRequest.get(
            server.resolve(ACCOUNT),
            Map.of("Accept", "application/json", "Authorization", "Bearer " + token));
    Answer answer =
        switch (client.send(request, LARGEST)) {
          case Answer it -> it;
          case Failure failure -> throw stopped(server, failure);
        };
    if (answer.status() == 429 || answer.status() >= 500) {
      throw new Stopped(Fault.UNREACHABLE, server + " shows no account: " + answer.status());
    }
    Optional<JsonObject> json =
        answer.status() == 200 && isOf(server, answer) ? json(answer) : Optional.empty();
    return json.flatMap(MastodonApi::account)
        .orElseThrow(
            () -> new Stopped(Fault.NO_API, server + " shows no account: " + answer.status()));
  }

  private static Optional<Account> account(JsonObject json) {
    return text(json, "username", LONGEST_CREDENTIAL)
        .filter(name -> USERNAME.matcher(name).matches())
        .map(name -> new Account(name, address(json, "uri"), address(json, "url")));
  }

  private static @Nullable URI address(JsonObject json, String name) {
    try {
      Optional<String> text = text(json, name, 2 * LONGEST_CREDENTIAL);
      return text.isPresent() ? new URI(text.get()) : null;
    } catch (URISyntaxException e) {
      return null;
    }
  }

  /** Gives a token back; a server that does not take it lets it end by itself. */
  void revoke(App app, String token) {
    Map<String, String> form = credentials(app);
    form.put("token", token);
    OutboundResult _ = client.send(form(app.server(), REVOKE, form), LARGEST);
  }

  private static Map<String, String> credentials(App app) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("client_id", app.clientId());
    form.put("client_secret", app.clientSecret());
    return form;
  }

  private Answer post(Origin server, String path, Map<String, String> fields) {
    return switch (client.send(form(server, path, fields), LARGEST)) {
      case Answer answer -> answer;
      case Failure failure -> throw stopped(server, failure);
    };
  }

  private static OutboundRequest form(Origin server, String path, Map<String, String> fields) {
    return OutboundRequest.post(
        server.resolve(path),
        Map.of("Accept", "application/json", "Content-Type", "application/x-www-form-urlencoded"),
        query(fields).getBytes(StandardCharsets.UTF_8));
  }

  /** Fields as they stand in a form or in an address. */
  private static String query(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> field.getKey() + "=" + encoded(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** Whether it was answered by whom it was asked of, and not by whom it was passed on to. */
  private static boolean isOf(Origin server, Answer answer) {
    try {
      return Origin.of(answer.uri()).equals(server);
    } catch (ProtocolException e) {
      return false;
    }
  }

  private static Optional<JsonObject> json(Answer answer) {
    try {
      return Optional.of(Json.parseObject(answer.body()));
    } catch (JsonRefused e) {
      return Optional.empty();
    }
  }

  private static Optional<String> text(JsonObject object, String name, int longest) {
    return object.get(name) instanceof JsonString string
            && !string.getString().isEmpty()
            && string.getString().length() <= longest
        ? Optional.of(string.getString())
        : Optional.empty();
  }

  private static Stopped stopped(Origin server, Failure failure) {
    Fault fault =
        switch (failure.reason()) {
          case BLOCKED -> Fault.BLOCKED;
          case TOO_LARGE -> Fault.NO_API;
          case REFUSED_ADDRESS, TIMEOUT, TOO_MANY_REDIRECTS, CONNECT_FAILED -> Fault.UNREACHABLE;
        };
    return new Stopped(fault, server + ": " + failure.reason().code() + ", " + failure.detail());
  }
}
