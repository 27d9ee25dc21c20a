package org.farthing.node.federation.inbox;

import io.helidon.http.Method;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import java.time.InstantSource;
import java.util.regex.Pattern;
import org.farthing.node.federation.actor.ActivityMedia;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.federation.directory.ActorDirectory;
import org.farthing.node.federation.directory.ActorLookup;
import org.farthing.node.federation.directory.Admission;
import org.farthing.node.platform.http.Problem;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.signature.HttpRequestHead;
import org.farthing.protocol.signature.SignatureHeader;

/**
 * Secure mode: ActivityStreams documents are for servers that say who they are, and are not
 * blocked. Pages for people stay open, and so does the node's own actor, for two nodes that each
 * asked for a signature on it would wait for each other for ever.
 */
public final class SignedReads implements Filter {

  /** Served as ActivityStreams whatever is asked for. */
  private static final Pattern COLLECTION =
      Pattern.compile("/(actor|users/[^/]+)/(outbox|followers|following|liked|featured)(/.*)?");

  private static final Pattern OPEN =
      Pattern.compile("/actor(/keys)?|/\\.well-known/.*|/nodeinfo.*");

  private final LocalIds ids;
  private final ActorDirectory directory;
  private final RequestCheck check;
  private final Admission admission;

  /**
   * @param admission says who is shown nothing
   */
  public SignedReads(
      LocalIds ids, ActorDirectory directory, Admission admission, InstantSource system) {
    this.ids = ids;
    this.directory = directory;
    this.check = new RequestCheck(directory, system);
    this.admission = admission;
  }

  @Override
  public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    if (isDemanded(request)) {
      demand(RequestHead.of(request, ids.origin()));
    }
    chain.proceed();
  }

  private static boolean isDemanded(ServerRequest request) {
    Method method = request.prologue().method();
    String path = request.prologue().uriPath().path();
    boolean reads = method.equals(Method.GET) || method.equals(Method.HEAD);
    return reads
        && !OPEN.matcher(path).matches()
        && (ActivityMedia.isWanted(request.headers().acceptedTypes())
            || COLLECTION.matcher(path).matches());
  }

  private void demand(HttpRequestHead head) {
    switch (SignatureHeader.parse(head)) {
      case SignatureHeader.Unusable unusable -> throw unsigned(unusable.verdict().id());
      case SignatureHeader.Present present -> {
        switch (directory.ownerOf(present.signature().keyId())) {
          case ActorLookup.Found found -> demand(head, found.actor().id());
          case ActorLookup.NoActor _ -> throw unsigned("unknown_actor");
          case ActorLookup.Unreachable not -> throw unavailable(not.reason());
        }
      }
    }
  }

  private void demand(HttpRequestHead head, ActorId signer) {
    if (!admission.shows(signer)) {
      throw new Problem(403, "blocked", "Blocked", "This node shows the actor nothing.");
    }
    switch (check.check(head, signer)) {
      case RequestCheck.Verdict.Signed _ -> {}
      case RequestCheck.Verdict.Unsigned no -> throw unsigned(no.code());
      case RequestCheck.Verdict.Refused no -> throw unsigned(no.code());
      case RequestCheck.Verdict.NotNow not -> throw unavailable(not.detail());
    }
  }

  private static Problem unsigned(String code) {
    return new Problem(
        401, code, "Not verified", "This node shows documents to signed requests alone.");
  }

  private static Problem unavailable(String reason) {
    return new Problem(503, "key_unavailable", "Try again later", reason);
  }
}
