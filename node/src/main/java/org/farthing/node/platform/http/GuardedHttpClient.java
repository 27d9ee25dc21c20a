package org.farthing.node.platform.http;

import io.helidon.common.buffers.DataReader;
import io.helidon.common.socket.SocketOptions;
import io.helidon.common.tls.Tls;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webclient.api.DnsAddressLookup;
import io.helidon.webclient.api.HttpClientResponse;
import io.helidon.webclient.api.Proxy;
import io.helidon.webclient.http1.Http1Client;
import io.helidon.webclient.http1.Http1ClientRequest;
import io.helidon.webclient.spi.DnsResolver;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.farthing.node.platform.http.OutboundResult.Answer;
import org.farthing.node.platform.http.OutboundResult.Failure;
import org.farthing.node.platform.http.OutboundResult.Reason;
import org.jspecify.annotations.Nullable;

/**
 * The only way out. Connections are kept open and used again; a host's name is looked up once for
 * each connection, and the address that was judged is the one that is connected to. Safe for use by
 * many threads.
 */
public final class GuardedHttpClient implements AutoCloseable {
  private static final int PART = 8_192;
  private static final Set<String> OF_ONE_ORIGIN = Set.of("authorization", "cookie");

  private final Destinations destinations;
  private final OutboundLimits limits;
  private final Http1Client client;

  /** An interrupt closes the socket of a virtual thread: so a deadline holds whatever is read. */
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  public GuardedHttpClient(AddressRule rule, OutboundLimits limits) {
    this(Destinations.of(rule), limits);
  }

  public GuardedHttpClient(Destinations destinations, OutboundLimits limits) {
    this.destinations = destinations;
    this.limits = limits;
    this.client =
        Http1Client.builder()
            .servicesDiscoverServices(false)
            .shareConnectionCache(false)
            .proxy(Proxy.noProxy())
            .tls(tls())
            .followRedirects(false)
            .sendExpectContinue(false)
            .dnsResolver(new JudgingResolver(destinations))
            .socketOptions(
                SocketOptions.builder()
                    .tcpNoDelay(true)
                    .connectTimeout(limits.connect())
                    .readTimeout(limits.read())
                    .build())
            .build();
  }

  /** As this JVM is set up now; Helidon's own is made once, for all clients. Hosts are checked. */
  private static Tls tls() {
    try {
      return Tls.builder().sslContext(SSLContext.getDefault()).build();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has TLS.", e);
    }
  }

  /** Makes the request and waits for its answer, redirects followed if it is a GET. */
  public OutboundResult send(OutboundRequest request) {
    return send(request, limits.largestBody());
  }

  /**
   * The same, for what may be larger or must be smaller than most answers.
   *
   * @param largestBody of the answer, in bytes
   */
  public OutboundResult send(OutboundRequest request, int largestBody) {
    Future<OutboundResult> result = threads.submit(() -> follow(request, largestBody));
    try {
      return result.get(limits.total().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      result.cancel(true);
      return new Failure(Reason.TIMEOUT, "no whole answer within " + limits.total());
    } catch (InterruptedException e) {
      result.cancel(true);
      Thread.currentThread().interrupt();
      return new Failure(Reason.CONNECT_FAILED, "interrupted");
    } catch (ExecutionException e) {
      return failure(e);
    }
  }

  /**
   * A kept connection may have been closed meanwhile, and not all servers say that they close it:
   * what fails is tried once more on a new one. What was posted may arrive twice that way, as from
   * every sender of the fediverse, and is told apart by its id. Nothing is tried again once its
   * time is over.
   */
  private OutboundResult exchangeOnceMore(OutboundRequest request, URI uri, int largestBody) {
    OutboundResult result = exchange(request, uri, largestBody, true);
    boolean again =
        result instanceof Failure failure
            && failure.reason() == Reason.CONNECT_FAILED
            && !Thread.currentThread().isInterrupted();
    return again ? exchange(request, uri, largestBody, false) : result;
  }

  private OutboundResult follow(OutboundRequest request, int largestBody) {
    URI uri = request.uri();
    Set<URI> seen = new HashSet<>();
    for (int redirects = 0; redirects <= limits.redirects(); redirects++) {
      OutboundResult result = exchangeOnceMore(request, uri, largestBody);
      if (!request.method().equals("GET")
          || !(result instanceof Answer answer)
          || !isRedirect(answer.status())
          || answer.header("location").isEmpty()) {
        return result;
      }
      seen.add(uri);
      URI next;
      try {
        next = uri.resolve(answer.header("location").get());
      } catch (IllegalArgumentException e) {
        return new Failure(Reason.REFUSED_ADDRESS, "redirected to what is no URL");
      }
      Optional<Failure> downgrade = Destinations.downgrade(uri, next);
      if (downgrade.isPresent()) {
        return downgrade.get();
      }
      if (seen.contains(next)) {
        return new Failure(Reason.TOO_MANY_REDIRECTS, "redirected in a circle");
      }
      uri = next;
    }
    return new Failure(Reason.TOO_MANY_REDIRECTS, "more than " + limits.redirects());
  }

  private static boolean isSameOrigin(URI a, URI b) {
    return a.getScheme().equalsIgnoreCase(b.getScheme())
        && String.valueOf(a.getRawAuthority()).equalsIgnoreCase(b.getRawAuthority());
  }

  private static boolean isRedirect(int status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
  }

  /**
   * @param keepAlive whether a connection that is open may be used
   */
  private OutboundResult exchange(
      OutboundRequest request, URI uri, int largestBody, boolean keepAlive) {
    Optional<Failure> fault = destinations.fault(uri);
    if (fault.isPresent()) {
      return fault.get();
    }
    Http1ClientRequest outbound =
        client
            .method(Method.create(request.method()))
            .keepAlive(keepAlive)
            .uri(ExactTarget.of(uri));
    boolean elsewhere = !isSameOrigin(request.uri(), uri);
    request
        .headers()
        .forEach(
            (name, value) -> {
              if (!elsewhere || !OF_ONE_ORIGIN.contains(name.toLowerCase(Locale.ROOT))) {
                outbound.header(HeaderNames.create(name), value);
              }
            });
    try (HttpClientResponse response =
        request.body().length == 0 && request.method().equals("GET")
            ? outbound.request()
            : outbound.submit(request.body())) {
      return answer(uri, response, largestBody);
    } catch (IOException | RuntimeException e) {
      return failure(e);
    }
  }

  private static OutboundResult answer(URI uri, HttpClientResponse response, int largestBody)
      throws IOException {
    byte[] body = response.entity().hasEntity() ? body(response, largestBody + 1) : new byte[0];
    if (body.length > largestBody) {
      return new Failure(Reason.TOO_LARGE, "more than " + largestBody + " bytes");
    }
    Map<String, List<String>> headers = new TreeMap<>();
    response
        .headers()
        .forEach(
            header ->
                headers.put(
                    header.name().toLowerCase(Locale.ROOT), List.copyOf(header.allValues())));
    return new Answer(uri, response.status().code(), headers, body);
  }

  /** A body of no stated length ends with its connection, which Helidon takes for a fault. */
  private static byte[] body(HttpClientResponse response, int most) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] part = new byte[PART];
    try (InputStream in = response.entity().inputStream()) {
      for (int read = 0; read >= 0 && body.size() < most; ) {
        read = in.read(part, 0, Math.min(part.length, most - body.size()));
        body.write(part, 0, Math.max(read, 0));
      }
    } catch (DataReader.InsufficientDataAvailableException e) {
      if (hasStatedLength(response)) {
        throw e;
      }
    }
    return body.toByteArray();
  }

  private static boolean hasStatedLength(HttpClientResponse response) {
    return response.headers().contains(HeaderNames.CONTENT_LENGTH)
        || response.headers().contains(HeaderNames.TRANSFER_ENCODING);
  }

  private static Failure failure(Throwable failure) {
    for (@Nullable Throwable e = failure; e != null; e = e.getCause()) {
      if (e instanceof Destinations.RefusedAddress) {
        return new Failure(Reason.REFUSED_ADDRESS, String.valueOf(e.getMessage()));
      }
      if (e instanceof SocketTimeoutException) {
        return new Failure(Reason.TIMEOUT, String.valueOf(e.getMessage()));
      }
    }
    return new Failure(Reason.CONNECT_FAILED, failure.toString());
  }

  /** Ends what is under way and closes all connections. */
  @Override
  public void close() {
    threads.shutdownNow();
    client.closeResource();
  }

  private record JudgingResolver(Destinations destinations) implements DnsResolver {
    @Override
    public InetAddress resolveAddress(String host, DnsAddressLookup lookup) {
      return destinations.resolve(host);
    }
  }
}
