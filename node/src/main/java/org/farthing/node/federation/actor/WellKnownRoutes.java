package org.farthing.node.federation.actor;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;

/** Where other servers look first: WebFinger, host-meta and NodeInfo 2.1. */
public final class WellKnownRoutes implements HttpService {

  private static final String NODE_INFO = "/nodeinfo/2.1";
  private static final String NODE_INFO_SCHEMA = "http://nodeinfo.diaspora.software/ns/schema/2.1";

  private final LocalIds ids;
  private final WebFinger webFinger;
  private final String version;
  private final Supplier<NodeFigures> figures;

  /**
   * @param version of this software
   * @param figures asked for at each request for NodeInfo
   */
  public WellKnownRoutes(
      LocalIds ids, LocalActors members, String version, Supplier<NodeFigures> figures) {
    this.ids = ids;
    this.webFinger = new WebFinger(ids, members);
    this.version = version;
    this.figures = figures;
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get("/.well-known/webfinger", this::webFinger)
        .get("/.well-known/host-meta", this::hostMeta)
        .get("/.well-known/nodeinfo", this::nodeInfoLinks)
        .get(NODE_INFO, this::nodeInfo);
  }

  private void webFinger(ServerRequest request, ServerResponse response) {
    response.header(HeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    Optional<String> resource = request.query().first("resource").asOptional();
    if (resource.isEmpty() || !WebFinger.isWellFormed(resource.get())) {
      response.status(Status.BAD_REQUEST_400).send();
      return;
    }
    Optional<JsonObject> found = webFinger.find(resource.get());
    if (found.isEmpty()) {
      response.status(Status.NOT_FOUND_404).send();
      return;
    }
    send(response, "application/jrd+json", found.get().toString());
  }

  private void hostMeta(ServerRequest request, ServerResponse response) {
    String document =
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <XRD xmlns="http://docs.oasis-open.org/ns/xri/xrd-1.0">
          <Link rel="lrdd" template="%s/.well-known/webfinger?resource={uri}"/>
        </XRD>
        """
            .formatted(ids.origin());
    send(response, "application/xrd+xml", document);
  }

  /** As {@code application/json}: GoToSocial refuses {@code jrd+json} here. */
  private void nodeInfoLinks(ServerRequest request, ServerResponse response) {
    JsonObject links =
        Json.createObjectBuilder()
            .add(
                "links",
                Json.createArrayBuilder()
                    .add(
                        Json.createObjectBuilder()
                            .add("rel", NODE_INFO_SCHEMA)
                            .add("href", ids.origin().resolve(NODE_INFO).toString())))
            .build();
    send(response, "application/json", links.toString());
  }

  private void nodeInfo(ServerRequest request, ServerResponse response) {
    NodeFigures now = figures.get();
    JsonObjectBuilder users = Json.createObjectBuilder().add("total", now.members());
    now.activeInMonth().ifPresent(number -> users.add("activeMonth", number));
    now.activeInHalfYear().ifPresent(number -> users.add("activeHalfyear", number));
    JsonObjectBuilder metadata = Json.createObjectBuilder();
    now.flattrs().ifPresent(number -> metadata.add("flattrs", number));
    JsonObject info =
        Json.createObjectBuilder()
            .add("version", "2.1")
            .add(
                "software",
                Json.createObjectBuilder().add("name", "farthing").add("version", version))
            .add("protocols", Json.createArrayBuilder().add("activitypub"))
            .add(
                "services",
                Json.createObjectBuilder()
                    .add("inbound", Json.createArrayBuilder())
                    .add("outbound", Json.createArrayBuilder()))
            .add("openRegistrations", now.openRegistrations())
            .add("usage", Json.createObjectBuilder().add("users", users).add("localPosts", 0))
            .add("metadata", metadata)
            .build();
    send(response, "application/json; profile=\"" + NODE_INFO_SCHEMA + "#\"", info.toString());
  }

  private static void send(ServerResponse response, String type, String body) {
    response.header(HeaderNames.CONTENT_TYPE, type).send(body.getBytes(StandardCharsets.UTF_8));
  }
}
