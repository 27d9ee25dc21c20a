package org.farthing.node.platform.http;

import io.helidon.http.media.MediaContext;
import io.helidon.http.media.jsonb.JsonbSupport;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.function.Consumer;

/** A running HTTP/1.1 server whose handlers run on virtual threads. */
public final class HttpServer implements AutoCloseable {
  /** The largest body that is read, in bytes: 1 MiB. */
  public static final int LARGEST_BODY = 1 << 20;

  private static final int LARGEST_HEADERS = 16 * 1024;
  private static final int LONGEST_FIRST_LINE = 8 * 1024;
  private static final Duration IDLE_LIMIT = Duration.ofMinutes(2);
  private static final Duration READ_LIMIT = Duration.ofSeconds(30);
  private static final Duration LONGEST_BODY = Duration.ofSeconds(60);
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final WebServer server;

  private HttpServer(WebServer server) {
    this.server = server;
  }

  /**
   * Starts to serve.
   *
   * @param host a name or address of this machine
   * @param port 0 for any that is free
   * @throws CannotListen when the address cannot be had
   */
  public static HttpServer start(
      String host, int port, ErrorPage errorPage, Consumer<HttpRouting.Builder> routes) {
    return start(host, port, errorPage, LONGEST_BODY, routes);
  }

  /**
   * As above.
   *
   * @param longestBody how long a body may take to come
   */
  static HttpServer start(
      String host,
      int port,
      ErrorPage errorPage,
      Duration longestBody,
      Consumer<HttpRouting.Builder> routes) {
    ErrorMapping errors = new ErrorMapping(errorPage);
    WebServer server =
        WebServer.builder()
            .address(address(host))
            .port(port)
            .shutdownHook(false)
            .featuresDiscoverServices(false)
            .protocolsDiscoverServices(false)
            .addProtocol(
                Http1Config.builder()
                    .maxHeadersSize(LARGEST_HEADERS)
                    .maxPrologueLength(LONGEST_FIRST_LINE)
                    .build())
            .maxPayloadSize(LARGEST_BODY)
            .idleConnectionTimeout(IDLE_LIMIT)
            .shutdownGracePeriod(GRACE)
            // Without it small answers wait for the client's delayed acknowledgement: 44 ms each.
            .connectionOptions(options -> options.tcpNoDelay(true).readTimeout(READ_LIMIT))
            .mediaContext(
                MediaContext.builder()
                    .mediaSupportsDiscoverServices(false)
                    .addMediaSupport(JsonbSupport.create())
                    .build())
            .directHandlers(errors.directHandlers())
            .routing(
                routing -> {
                  routing.addFilter(
                      (chain, _, response) -> {
                        SecurityHeaders.ALL.forEach(response::header);
                        chain.proceed();
                      });
                  routing.addFilter(new RequestForm(longestBody));
                  errors.register(routing);
                  routes.accept(routing);
                })
            .build();
    try {
      return new HttpServer(server.start());
    } catch (UncheckedIOException | IllegalStateException e) {
      throw new CannotListen(host, port, e);
    }
  }

  private static InetAddress address(String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("The host " + host + " is not known.", e);
    }
  }

  /**
   * Answers 405 for a path whose other methods are routed before it: {@code rules.get(path,
   * page).any(path, HttpServer.only("GET"))}.
   */
  public static Handler only(String... methods) {
    String allowed = String.join(", ", methods);
    return (_, _) -> {
      throw new Problem(
              405, "method_not_allowed", "This cannot be done here", "Use " + allowed + ".")
          .with("Allow", allowed);
    };
  }

  /** The port that is listened at. */
  public int port() {
    return server.port();
  }

  /** Takes no more requests, and ends those that run after five seconds. */
  @Override
  public void close() {
    server.stop();
  }
}
