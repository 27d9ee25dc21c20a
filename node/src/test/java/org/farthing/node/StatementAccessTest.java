package org.farthing.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.farthing.node.TestNode.OCTOBER;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.farthing.node.federation.TestPeer;
import org.farthing.node.federation.actor.ActorKeys;
import org.farthing.node.federation.actor.RequestSigner;
import org.farthing.node.platform.http.AddressRule;
import org.farthing.node.platform.http.GuardedHttpClient;
import org.farthing.node.platform.http.OutboundLimits;
import org.farthing.node.platform.http.OutboundRequest;
import org.farthing.node.platform.http.OutboundResult;
import org.farthing.protocol.json.Json;
import org.farthing.protocol.signature.HttpRequestHead;
import org.farthing.protocol.signature.HttpSignatureScheme;
import org.farthing.protocol.signature.SigningKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Who may read the lines of a statement: the node that it is made to. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class StatementAccessTest {

  private static final Map<String, String> ACCEPT = Map.of("Accept", "*/*");

  private final TwoNodes month = new TwoNodes();
  private final TestPeer stranger = TestPeer.start();
  private final GuardedHttpClient client =
      new GuardedHttpClient(AddressRule.LOOPBACK, OutboundLimits.STANDARD);
  private URI lines = URI.create("http://localhost/");

  @BeforeAll
  void state() {
    month.everybodyFlattrs();
    month.isClosed();
    lines =
        month.a.node().figures().pairs(OCTOBER).stream()
            .map(pair -> pair.month().ourStatement().orElseThrow().lines())
            .findFirst()
            .orElseThrow();
  }

  @AfterAll
  void close() {
    client.close();
    stranger.close();
    month.close();
  }

  @Test
  void creditorGetsThem() {
    assertThat(send(by(month.b, lines))).isEqualTo("200");
  }

  @Test
  void unsignedRequestIsRefused() {
    assertThat(send(OutboundRequest.get(lines, ACCEPT))).isEqualTo("401 no_signature");
  }

  @Test
  void anotherNodeIsRefusedThoughItSignsForItself() {
    assertThat(send(signer(stranger).get(lines, ACCEPT))).isEqualTo("403 wrong_signer");
  }

  @Test
  void debtorItselfIsNotTheCreditor() {
    assertThat(send(by(month.a, lines))).isEqualTo("403 wrong_signer");
  }

  @Test
  void anothersSignatureInTheCreditorsNameIsRefused() {
    URI creditorsKey = URI.create(month.b.actor() + "#main-key");
    ActorKeys.Named<? extends SigningKey> own = stranger.keys.rsa(stranger.ids.node());
    HttpRequestHead head = new HttpRequestHead("GET", lines, Map.of());
    OutboundRequest forged =
        OutboundRequest.get(
            lines,
            HttpSignatureScheme.DRAFT_CAVAGE.sign(
                head, new byte[0], creditorsKey, own.key(), Instant.now()));

    assertThat(send(forged)).isEqualTo("403 invalid_signature");
  }

  @Test
  void signatureForAnotherAddressOrFromAnotherDayIsRefused() {
    OutboundRequest other = by(month.b, URI.create(lines + "/other"));
    InstantSource yesterday = InstantSource.fixed(Instant.now().minusSeconds(86_400));
    OutboundRequest old = month.b.signing(yesterday, signer -> signer.get(lines, ACCEPT));

    assertThat(send(OutboundRequest.get(lines, other.headers())))
        .isEqualTo("403 invalid_signature");
    assertThat(send(old)).isEqualTo("401 expired");
  }

  @Test
  void statementThatIsNotThereIsNotFound() {
    URI none = URI.create(lines.toString().replace("statement-1", "statement-9"));

    assertThat(send(by(month.b, none))).isEqualTo("404 not_found");
  }

  private static OutboundRequest by(TestNode node, URI address) {
    return node.signing(InstantSource.system(), signer -> signer.get(address, ACCEPT));
  }

  private static RequestSigner signer(TestPeer peer) {
    return new RequestSigner(peer.ids, peer.keys, InstantSource.system());
  }

  /** The status, and the code of what is refused. */
  private String send(OutboundRequest request) {
    OutboundResult result = client.send(request);
    assertThat(result).isInstanceOf(OutboundResult.Answer.class);
    OutboundResult.Answer answer = (OutboundResult.Answer) result;
    return answer.status() == 200
        ? "200"
        : answer.status() + " " + Json.parseObject(answer.body()).getString("code");
  }
}
