package org.farthing.node.peer;

import io.helidon.webserver.http.ServerRequest;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import org.farthing.node.federation.directory.ActorDirectory;
import org.farthing.node.federation.inbox.RequestCheck;
import org.farthing.node.federation.inbox.RequestCheck.Verdict;
import org.farthing.node.federation.inbox.RequestHead;
import org.farthing.node.platform.http.Problem;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.Origin;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.signature.SignatureHeader;

/** Keeps what is for one peer from everybody else. Safe for use by many threads. */
public final class PeerRequests {

  private static final byte[] NO_BODY = {};

  private final Origin origin;
  private final RequestCheck check;

  /**
   * @param origin of this node, for which requests must have been signed
   */
  public PeerRequests(Origin origin, ActorDirectory directory, InstantSource system) {
    this.origin = origin;
    this.check = new RequestCheck(directory, system);
  }

  /**
   * The peer whose node actor has signed a request without a body. Not to be called within a
   * transaction.
   *
   * @param known finds a peer by its node actor
   * @throws Problem as {@link #require}; 404 {@code unknown_peer} when it is nobody's whom this
   *     node knows
   */
  public Peer sender(ServerRequest request, Function<ActorId, Optional<Peer>> known) {
    return sender(request, NO_BODY, known);
  }

  /** As {@link #sender(ServerRequest, Function)}, with the body as it was read. */
  public Peer sender(ServerRequest request, byte[] body, Function<ActorId, Optional<Peer>> known) {
    ActorId signer =
        switch (SignatureHeader.parse(RequestHead.of(request, origin))) {
          case SignatureHeader.Present it -> actorOf(it.signature().keyId());
          case SignatureHeader.Unusable not ->
              throw new Problem(401, not.verdict().id(), "Not signed", not.detail());
        };
    Peer peer =
        known
            .apply(signer)
            .orElseThrow(
                () ->
                    new Problem(
                        404,
                        "unknown_peer",
                        "Unknown peer",
                        signer + " has nothing to do with us."));
    require(request, body, peer);
    return peer;
  }

  private static ActorId actorOf(URI keyId) {
    String id = keyId.toString();
    int fragment = id.indexOf('#');
    try {
      return ActorId.of(fragment < 0 ? id : id.substring(0, fragment));
    } catch (ProtocolException e) {
      throw new Problem(401, "unknown_key", "Not signed", "The key's id names no actor.");
    }
  }

  /**
   * Passes a request without a body that the peer's node actor has signed, and no other. Not to be
   * called within a transaction: keys may have to be fetched.
   *
   * @throws Problem 401 without a signature that can be verified; 403 when it is another's ({@code
   *     wrong_signer}) or does not hold; 503 {@code key_unavailable} while the peer cannot be asked
   *     for its key
   */
  public void require(ServerRequest request, Peer peer) {
    require(request, NO_BODY, peer);
  }

  private void require(ServerRequest request, byte[] body, Peer peer) {
    switch (check.check(RequestHead.of(request, origin), body, peer.actor())) {
      case Verdict.Signed _ -> {}
      case Verdict.Unsigned not -> throw new Problem(401, not.code(), "Not signed", not.detail());
      case Verdict.Refused not ->
          throw new Problem(403, not.code(), "Not for this signer", not.detail());
      case Verdict.NotNow not ->
          throw new Problem(503, "key_unavailable", "Try again later", not.detail());
    }
  }
}
