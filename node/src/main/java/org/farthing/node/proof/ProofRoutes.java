package org.farthing.node.proof;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import org.farthing.node.flattr.FlattrId;
import org.farthing.node.peer.Peer;
import org.farthing.node.peer.PeerRequests;
import org.farthing.node.peer.Peers;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.http.HttpServer;
import org.farthing.node.platform.http.Problem;

/** Proofs for the nodes of creators, under a flattr's id. */
public final class ProofRoutes implements HttpService {

  /** After a flattr's id. */
  static final String PATH = "/proof";

  public static final String MEDIA_TYPE = "application/json";

  private final Database database;
  private final Peers peers;
  private final PeerRequests requests;
  private final Proofs proofs;

  public ProofRoutes(Database database, Peers peers, PeerRequests requests, Proofs proofs) {
    this.database = database;
    this.peers = peers;
    this.requests = requests;
    this.proofs = proofs;
  }

  @Override
  public void routing(HttpRules rules) {
    String path = "/flattrs/{id}" + PATH;
    rules.get(path, this::proof).any(path, HttpServer.only("GET"));
  }

  private void proof(ServerRequest request, ServerResponse response) {
    Peer peer = requests.sender(request, actor -> database.read(tx -> peers.find(tx, actor)));
    FlattrId id =
        FlattrId.parse(request.path().pathParameters().get("id"))
            .orElseThrow(
                () -> new Problem(404, "unknown_flattr", "Unknown flattr", "There is none."));
    byte[] bytes = proofs.forCreatorsNode(peer, id);
    response.header(HeaderNames.CONTENT_TYPE, MEDIA_TYPE).send(bytes);
  }
}
