package org.farthing.node.federation.actor;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.farthing.protocol.json.Json;

/** Where other servers look first: WebFinger, host-meta and NodeInfo. Scripts may read it all. */
public final class WellKnownRoutes implements HttpService {

  private static final String JSON = "application/json";

  private final LocalIds ids;
  private final WebFinger webFinger;
  private final NodeInfo nodeInfo;
  private final Supplier<NodeFigures> figures;

  /**
   * @param intents what members can do here with objects of other servers
   * @param version of this software
   * @param figures asked for at each request for NodeInfo
   */
  public WellKnownRoutes(
      LocalIds ids,
      LocalActors members,
      List<Intent> intents,
      String version,
      Supplier<NodeFigures> figures) {
    this.ids = ids;
    this.webFinger = new WebFinger(ids, members, intents);
    this.nodeInfo = new NodeInfo(ids, version);
    this.figures = figures;
  }

  @Override
  public void routing(HttpRules rules) {
    ActorRoutes.read(rules, "/.well-known/webfinger", this::webFinger);
    ActorRoutes.read(rules, "/.well-known/host-meta", this::hostMeta);
    ActorRoutes.read(
        rules, "/.well-known/host-meta.json", (_, response) -> hostMetaAsJson(response));
    // As application/json: GoToSocial refuses jrd+json here.
    ActorRoutes.read(
        rules,
        "/.well-known/nodeinfo",
        (_, response) -> send(response, JSON, nodeInfo.links().toString()));
    for (String version : List.of("2.0", "2.1")) {
      ActorRoutes.read(
          rules,
          NodeInfo.path(version),
          (_, response) ->
              send(
                  response,
                  NodeInfo.mediaType(version),
                  nodeInfo.document(version, figures.get()).toString()));
    }
  }

  private void webFinger(ServerRequest request, ServerResponse response) {
    Optional<String> resource = request.query().first("resource").asOptional();
    List<String> rels = request.query().contains("rel") ? request.query().all("rel") : List.of();
    WebFinger.Finding finding =
        resource.map(it -> webFinger.find(it, rels)).orElseGet(WebFinger.Finding.Malformed::new);
    switch (finding) {
      case WebFinger.Finding.Found it ->
          send(response, "application/jrd+json", it.descriptor().toString());
      case WebFinger.Finding.Gone _ -> refuse(response, Status.GONE_410);
      case WebFinger.Finding.Unknown _ -> refuse(response, Status.NOT_FOUND_404);
      case WebFinger.Finding.Malformed _ -> refuse(response, Status.BAD_REQUEST_400);
    }
  }

  private void hostMeta(ServerRequest request, ServerResponse response) {
    response.header(HeaderNames.VARY, "Accept");
    boolean json =
        request.headers().acceptedTypes().stream().anyMatch(each -> each.text().equals(JSON));
    if (json) {
      hostMetaAsJson(response);
      return;
    }
    String document =
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <XRD xmlns="http://docs.oasis-open.org/ns/xri/xrd-1.0">
          <Link rel="lrdd" type="application/jrd+json" template="%s"/>
        </XRD>
        """
            .formatted(template());
    send(response, "application/xrd+xml", document);
  }

  private void hostMetaAsJson(ServerResponse response) {
    JsonObject document =
        Json.newObject()
            .add(
                "links",
                Json.newArray()
                    .add(
                        Json.newObject()
                            .add("rel", "lrdd")
                            .add("type", "application/jrd+json")
                            .add("template", template())))
            .build();
    send(response, JSON, document.toString());
  }

  private String template() {
    return ids.origin() + "/.well-known/webfinger?resource={uri}";
  }

  private static void refuse(ServerResponse response, Status status) {
    response.header(HeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, "*").status(status).send();
  }

  private static void send(ServerResponse response, String type, String body) {
    response
        .header(HeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, "*")
        .header(HeaderNames.CONTENT_TYPE, type)
        .send(body.getBytes(StandardCharsets.UTF_8));
  }
}
