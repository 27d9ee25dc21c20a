package org.farthing.node.platform.http;

import io.helidon.http.DirectHandler;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.HttpException;
import io.helidon.http.RequestException;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import org.farthing.node.platform.database.DatabaseAway;

/**
 * The one place where what was thrown becomes an answer: RFC 9457 for programs, a page for people.
 * Only our own bugs are logged, once, here.
 */
final class ErrorMapping {
  private static final System.Logger LOG = System.getLogger(ErrorMapping.class.getName());
  private static final Header JSON =
      HeaderValues.create(HeaderNames.CONTENT_TYPE, "application/problem+json");
  private static final Header HTML =
      HeaderValues.create(HeaderNames.CONTENT_TYPE, "text/html; charset=utf-8");

  /** A page may name who sees it. */
  private static final Header NOT_SHARED =
      HeaderValues.create(HeaderNames.CACHE_CONTROL, "private, no-cache");

  private static final Header BY_VISITOR =
      HeaderValues.create(HeaderNames.VARY, "Accept, Accept-Language, Cookie");

  private final ErrorPage page;

  ErrorMapping(ErrorPage page) {
    this.page = page;
  }

  /** For what handlers throw, or Helidon on their behalf. */
  void register(HttpRouting.Builder routing) {
    routing.error(Problem.class, this::answer);
    routing.error(
        HttpException.class, (request, response, e) -> answer(request, response, problem(e)));
    routing.error(
        RequestException.class,
        (request, response, e) -> answer(request, response, problem(e.status())));
    routing.error(
        DatabaseAway.class, (request, response, e) -> answer(request, response, unavailable()));
    routing.error(Throwable.class, this::answerBug);
  }

  /** For what Helidon refuses before any handler is reached. */
  DirectHandlers directHandlers() {
    DirectHandlers.Builder handlers = DirectHandlers.builder();
    for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
      handlers.addHandler(type, this::answerDirectly);
    }
    return handlers.build();
  }

  private DirectHandler.TransportResponse answerDirectly(
      DirectHandler.TransportRequest request,
      DirectHandler.EventType type,
      Status status,
      ServerResponseHeaders headers,
      String message) {
    int code = status.code() >= 400 ? status.code() : 400;
    DirectHandler.TransportResponse.Builder response =
        DirectHandler.TransportResponse.builder()
            .status(Status.create(code))
            .headers(headers)
            .header(JSON)
            .keepAlive(false)
            .entity(json(code, nameOf(code), titleOf(code), titleOf(code) + ".", ""));
    SecurityHeaders.ALL.forEach(response::header);
    return response.build();
  }

  private Problem problem(HttpException e) {
    return problem(e.status());
  }

  private static Problem problem(Status status) {
    int code = status.code();
    if (code < 400 || code > 499) {
      return unavailable();
    }
    return new Problem(code, nameOf(code), titleOf(code), titleOf(code) + ".");
  }

  private static Problem unavailable() {
    return new Problem(503, "unavailable", "Not available", "Please try again later.");
  }

  private void answer(ServerRequest request, ServerResponse response, Problem problem) {
    problem.headers().forEach(response::header);
    send(
        request,
        response,
        problem.status(),
        problem.code(),
        problem.title(),
        problem.detail(),
        problem.pointer().orElse(""));
  }

  private void answerBug(ServerRequest request, ServerResponse response, Throwable e) {
    byte[] random = new byte[6];
    ThreadLocalRandom.current().nextBytes(random);
    String reference = HexFormat.of().formatHex(random);
    LOG.log(
        System.Logger.Level.ERROR,
        "%s %s failed, reference %s"
            .formatted(request.prologue().method(), request.path().path(), reference),
        e);
    send(
        request,
        response,
        500,
        "internal_error",
        "Something went wrong here",
        "This is our fault. The reference is " + reference + ".",
        "");
  }

  private void send(
      ServerRequest request,
      ServerResponse response,
      int status,
      String code,
      String title,
      String detail,
      String pointer) {
    SecurityHeaders.ALL.forEach(response::header);
    response.status(Status.create(status));
    if (wantsPage(request)) {
      response.header(HTML).header(NOT_SHARED).header(BY_VISITOR);
      response.send(
          page.render(request, status, code, title, detail).getBytes(StandardCharsets.UTF_8));
    } else {
      response.header(JSON);
      response.send(json(status, code, title, detail, pointer));
    }
  }

  /** Browsers alone name {@code text/html}; whoever names a JSON type before it gets JSON. */
  private static boolean wantsPage(ServerRequest request) {
    String accept = request.headers().first(HeaderNames.ACCEPT).orElse("").toLowerCase(Locale.ROOT);
    int html = accept.indexOf("text/html");
    int json = accept.indexOf("json");
    return html >= 0 && (json < 0 || html < json);
  }

  private static byte[] json(int status, String code, String title, String detail, String pointer) {
    JsonObjectBuilder body =
        Json.createObjectBuilder()
            .add("type", "about:blank")
            .add("title", title)
            .add("status", status)
            .add("code", code)
            .add("detail", detail);
    if (!pointer.isEmpty()) {
      body.add("pointer", pointer);
    }
    return body.build().toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String nameOf(int status) {
    return switch (status) {
      case 401 -> "unauthorized";
      case 403 -> "forbidden";
      case 404 -> "not_found";
      case 405 -> "method_not_allowed";
      case 406 -> "not_acceptable";
      case 413 -> "too_large";
      case 415 -> "unsupported_media_type";
      default -> "bad_request";
    };
  }

  private static String titleOf(int status) {
    return switch (status) {
      case 401 -> "Log in first";
      case 403 -> "Not allowed";
      case 404 -> "There is nothing here";
      case 405 -> "This cannot be done here";
      case 406 -> "There is no such form of this";
      case 413 -> "This is too large";
      case 415 -> "This is not a form we read";
      default -> "The request is not understood";
    };
  }
}
