package org.farthing.node.federation.actor;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import org.farthing.protocol.json.Json;

/** What a node says of its software and size (NodeInfo 2.0 and 2.1). */
final class NodeInfo {

  private static final String SCHEMA = "http://nodeinfo.diaspora.software/ns/schema/";

  /** The actor that speaks for the node (FEP-2677). */
  private static final String APPLICATION = "https://www.w3.org/ns/activitystreams#Application";

  private final LocalIds ids;
  private final String softwareVersion;

  NodeInfo(LocalIds ids, String softwareVersion) {
    this.ids = ids;
    this.softwareVersion = softwareVersion;
  }

  /** Where a version of it stands. */
  static String path(String version) {
    return "/nodeinfo/" + version;
  }

  static String mediaType(String version) {
    return "application/json; profile=\"" + SCHEMA + version + "#\"";
  }

  JsonObject links() {
    return Json.newObject()
        .add(
            "links",
            Json.newArray()
                .add(link(SCHEMA + "2.1", ids.origin() + path("2.1")))
                .add(link(SCHEMA + "2.0", ids.origin() + path("2.0")))
                .add(link(APPLICATION, ids.node().toString())))
        .build();
  }

  private static JsonObjectBuilder link(String rel, String href) {
    return Json.newObject().add("rel", rel).add("href", href);
  }

  /** What is not known is left out. */
  JsonObject document(String version, NodeFigures now) {
    JsonObjectBuilder users = Json.newObject().add("total", now.members());
    now.activeInMonth().ifPresent(number -> users.add("activeMonth", number));
    now.activeInHalfYear().ifPresent(number -> users.add("activeHalfyear", number));
    JsonObjectBuilder metadata = Json.newObject();
    now.flattrs().ifPresent(number -> metadata.add("flattrs", number));
    return Json.newObject()
        .add("version", version)
        .add("software", Json.newObject().add("name", "farthing").add("version", softwareVersion))
        .add("protocols", Json.newArray().add("activitypub"))
        .add(
            "services",
            Json.newObject()
                .add("inbound", JsonArray.EMPTY_JSON_ARRAY)
                .add("outbound", JsonArray.EMPTY_JSON_ARRAY))
        .add("openRegistrations", now.openRegistrations())
        .add("usage", Json.newObject().add("users", users))
        .add("metadata", metadata)
        .build();
  }
}
