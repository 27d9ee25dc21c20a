package org.farthing.node;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A small server of somebody else on a loopback port: it shows what it is given to show. */
public final class ElsewhereOnTheWeb implements AutoCloseable {

  private static final String ACTIVITY = "application/activity+json";

  private final HttpServer server;
  private final Map<String, Answer> pages = new ConcurrentHashMap<>();
  private final Map<String, Answer> documents = new ConcurrentHashMap<>();
  private final AtomicInteger asked = new AtomicInteger();

  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Answer(int status, String header, String value, byte[] body) {}

  public ElsewhereOnTheWeb() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  public String origin() {
    return "http://" + authority();
  }

  /** Its host and port. */
  public String authority() {
    return "localhost:" + server.getAddress().getPort();
  }

  public String url(String path) {
    return origin() + path;
  }

  /** How many requests it has had. */
  public int asked() {
    return asked.get();
  }

  /** A page for people. */
  public ElsewhereOnTheWeb page(String path, String html) {
    pages.put(path, new Answer(200, "Content-Type", "text/html; charset=utf-8", utf8(html)));
    return this;
  }

  /** A page with these lines in its head. */
  public ElsewhereOnTheWeb pageWith(String path, String... head) {
    return page(
        path,
        "<!DOCTYPE html><html><head><title>Of farthings</title>%s</head><body></body></html>"
            .formatted(String.join("\n", head)));
  }

  /** Something of another kind. */
  public ElsewhereOnTheWeb file(String path, String type, byte[] body) {
    pages.put(path, new Answer(200, "Content-Type", type, body));
    return this;
  }

  ElsewhereOnTheWeb redirect(String path, String target) {
    pages.put(path, new Answer(302, "Location", target, new byte[0]));
    return this;
  }

  /** A document for whoever asks for ActivityStreams. */
  ElsewhereOnTheWeb document(String path, String json) {
    String type = ACTIVITY + "; charset=utf-8";
    documents.put(path, new Answer(200, "Content-Type", type, utf8(json)));
    return this;
  }

  /** A fixture, with its names replaced: {@code origin}, and pairs of a name and what it is. */
  ElsewhereOnTheWeb fixture(String path, String file, String... names) {
    String text = read(file).replace("{origin}", origin());
    for (int i = 0; i < names.length; i += 2) {
      text = text.replace("{" + names[i] + "}", names[i + 1]);
    }
    return file.endsWith(".html") ? page(path, text) : document(path, text);
  }

  /** What WebFinger says of a name. */
  ElsewhereOnTheWeb called(String name, String actor) {
    String handle = "acct:" + handle(name);
    String jrd =
        """
        {"subject": "%s", "links": [{"rel": "self", "type": "application/activity+json", "href": "%s"}]}
        """
            .formatted(handle, actor);
    return file("/.well-known/webfinger?resource=" + handle, "application/jrd+json", utf8(jrd));
  }

  String handle(String name) {
    return name + "@" + authority();
  }

  void forget(String path) {
    pages.remove(path);
    documents.remove(path);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String read(String file) {
    try (InputStream in =
        Objects.requireNonNull(
            ElsewhereOnTheWeb.class.getResourceAsStream("/fixtures/" + file), file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked.incrementAndGet();
    String path = exchange.getRequestURI().toString().replace("%3A", ":").replace("%40", "@");
    String accept = String.valueOf(exchange.getRequestHeaders().getFirst("Accept"));
    Answer document = accept.contains(ACTIVITY) ? documents.get(path) : null;
    Answer answer =
        document != null
            ? document
            : pages.getOrDefault(path, new Answer(404, "Content-Type", "text/plain", utf8("no")));
    exchange.getResponseHeaders().set(answer.header(), answer.value());
    try (exchange) {
      exchange.sendResponseHeaders(
          answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
      if (answer.body().length > 0) {
        exchange.getResponseBody().write(answer.body());
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
