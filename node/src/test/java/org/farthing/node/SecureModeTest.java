package org.farthing.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.farthing.node.TestNode.aNode;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.farthing.node.federation.actor.ActivityMedia;
import org.farthing.node.platform.http.OutboundRequest;
import org.farthing.protocol.signature.HttpSignatureScheme;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A node that shows its documents to signed requests alone. */
final class SecureModeTest {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final Map<String, String> DOCUMENT = Map.of("Accept", ActivityMedia.ACCEPT);

  private static TestNode secure;
  private static TestNode other;

  @BeforeAll
  static void start() {
    secure = aNode().inSecureMode().start();
    other = aNode().inSecureMode().start();
    secure.node().members().create("alice", "Alice");
    other.node().members().create("bob", "Bob");
  }

  @AfterAll
  static void stop() {
    secure.close();
    other.close();
  }

  private static URI uri(String path) {
    return secure.node().origin().resolve(path);
  }

  private static int status(URI uri, Map<String, String> headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).GET();
    headers.forEach(request::header);
    return CLIENT.send(request.build(), BodyHandlers.discarding()).statusCode();
  }

  private static int signedBy(TestNode node, String path, HttpSignatureScheme scheme, Instant at)
      throws Exception {
    InstantSource clock = () -> at;
    OutboundRequest request =
        node.signing(clock, signer -> signer.get(uri(path), DOCUMENT, scheme));
    return status(request.uri(), request.headers());
  }

  @ParameterizedTest
  @EnumSource(HttpSignatureScheme.class)
  void signedRequestsOfOtherServersAreAnswered(HttpSignatureScheme scheme) throws Exception {
    assertThat(signedBy(other, "/users/alice", scheme, Instant.now())).isEqualTo(200);
    assertThat(signedBy(other, "/users/alice/outbox", scheme, Instant.now())).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/users/alice", "/users/alice/outbox", "/users/alice/followers"})
  void unsignedRequestsForDocumentsAreRefused(String path) throws Exception {
    assertThat(status(uri(path), DOCUMENT)).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/actor",
        "/.well-known/webfinger?resource=acct:actor@localhost",
        "/.well-known/nodeinfo"
      })
  void whatOthersNeedToAskIsOpen(String path) throws Exception {
    assertThat(status(uri(path), DOCUMENT)).isNotEqualTo(401);
  }

  @Test
  void peopleSeePages() throws Exception {
    assertThat(status(uri("/users/alice"), Map.of("Accept", "text/html"))).isEqualTo(200);
  }

  @Test
  void oldSignaturesAndOnesOfNobodyAreRefused() throws Exception {
    Instant old = Instant.now().minus(Duration.ofHours(2));
    HttpSignatureScheme scheme = HttpSignatureScheme.DRAFT_CAVAGE;

    assertThat(signedBy(other, "/users/alice", scheme, old)).isEqualTo(401);
    Map<String, String> own =
        secure.signing(
            InstantSource.system(), signer -> signer.get(uri("/users/alice"), DOCUMENT).headers());
    assertThat(status(uri("/users/alice"), own)).isEqualTo(401);
  }
}
