package org.farthing.node.settlement;

import java.net.URI;
import java.util.Map;
import org.farthing.node.federation.actor.RequestSigner;
import org.farthing.node.platform.http.GuardedHttpClient;
import org.farthing.node.platform.http.OutboundResult;
import org.farthing.protocol.message.Statement;
import org.farthing.protocol.message.StatementPages;

/** Fetches pages of lines of a peer's statement, signed by this node. */
final class StatementFetch {

  private static final Map<String, String> HEADERS =
      Map.of("Accept", StatementPages.MEDIA_TYPE, "Accept-Encoding", "gzip");

  private final GuardedHttpClient client;
  private final RequestSigner signer;

  StatementFetch(GuardedHttpClient client, RequestSigner signer) {
    this.client = client;
    this.signer = signer;
  }

  /** What came of it. */
  sealed interface Outcome {

    /** Something stands there; whether it is a page of lines is still to be seen. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Page(byte[] body, boolean compressed) implements Outcome {}

    /** It cannot be had now. */
    record NotNow(String reason) implements Outcome {}
  }

  /**
   * Fetches a page.
   *
   * @param page from 1 on
   */
  Outcome fetch(Statement statement, long page) {
    URI address = StatementPages.address(statement.lines(), page);
    return switch (client.send(signer.get(address, HEADERS), StatementPages.MOST_BYTES)) {
      case OutboundResult.Answer answer when answer.status() == 200 ->
          new Outcome.Page(
              answer.body(),
              answer.header("content-encoding").filter("gzip"::equalsIgnoreCase).isPresent());
      case OutboundResult.Answer answer ->
          new Outcome.NotNow(address + " answers " + answer.status() + ".");
      case OutboundResult.Failure failure ->
          new Outcome.NotNow(address + ": " + failure.reason().code() + ".");
    };
  }
}
