package org.farthing.node.settlement.said;

import java.net.URI;
import java.time.YearMonth;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.farthing.node.federation.actor.ActivityMedia;
import org.farthing.node.federation.actor.RequestSigner;
import org.farthing.node.peer.Peer;
import org.farthing.node.platform.http.GuardedHttpClient;
import org.farthing.node.platform.http.OutboundResult;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.json.Json;
import org.farthing.protocol.json.JsonRefused;
import org.farthing.protocol.message.SettlementPage;

/** Asks peers what was said of months, signed by this node. */
final class SaidFetch {

  /** So that a peer whose pages never end fills no memory. */
  private static final int MOST_PAGES = 40;

  /** Who answers so knows nothing of this node, or of what it is asked. */
  private static final Set<Integer> NOTHING_THERE = Set.of(404, 405, 410, 501);

  private final GuardedHttpClient client;
  private final RequestSigner signer;

  SaidFetch(GuardedHttpClient client, RequestSigner signer) {
    this.client = client;
    this.signer = signer;
  }

  /**
   * Reads all pages.
   *
   * @param first the oldest month that is asked about
   * @return why not all could be read; what was read before that stands
   */
  Optional<String> pages(Peer peer, YearMonth first, Consumer<SettlementPage> reader) {
    URI address = peer.actor().origin().resolve("/settlements/" + first + "/said");
    for (int page = 0; page < MOST_PAGES; page++) {
      switch (client.send(signer.get(address, Map.of("Accept", ActivityMedia.ACCEPT)))) {
        case OutboundResult.Answer answer when answer.status() == 200 -> {
          SettlementPage read;
          try {
            read = SettlementPage.read(Json.parseObject(answer.body()));
          } catch (JsonRefused | ProtocolException e) {
            return Optional.of(address + ": " + e.getMessage());
          }
          if (!read.node().equals(peer.actor())) {
            return Optional.of(address + " shows another node's page.");
          }
          reader.accept(read);
          if (read.next().isEmpty()) {
            return Optional.empty();
          }
          address = read.next().get();
        }
        case OutboundResult.Answer answer when NOTHING_THERE.contains(answer.status()) -> {
          return Optional.empty();
        }
        case OutboundResult.Answer answer -> {
          return Optional.of(address + " answers " + answer.status() + ".");
        }
        case OutboundResult.Failure failure -> {
          return Optional.of(address + ": " + failure.reason().code() + ".");
        }
      }
    }
    return Optional.of(address + " has more pages than are read at once.");
  }
}
