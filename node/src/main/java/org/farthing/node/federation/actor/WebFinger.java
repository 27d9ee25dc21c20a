package org.farthing.node.federation.actor;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.json.Json;

/** Finds the actor that a handle or an address of this node stands for (RFC 7033). */
final class WebFinger {

  private static final String ACCOUNT = "acct:";
  private static final String PROFILE = "http://webfinger.net/rel/profile-page";

  /** The actor of a server (FEP-d556). */
  private static final String SERVER = "https://www.w3.org/ns/activitystreams#Service";

  private final LocalIds ids;
  private final LocalActors members;
  private final List<Intent> intents;

  WebFinger(LocalIds ids, LocalActors members, List<Intent> intents) {
    this.ids = ids;
    this.members = members;
    this.intents = List.copyOf(intents);
  }

  /** What is known of a resource. */
  sealed interface Finding {

    record Found(JsonObject descriptor) implements Finding {}

    /** Of a member who has left. */
    record Gone() implements Finding {}

    /** It is none of this node's. */
    record Unknown() implements Finding {}

    /** It is neither a handle nor an address. */
    record Malformed() implements Finding {}
  }

  /**
   * Looks for a resource.
   *
   * @param resource {@code acct:alice@a.example}, the id of an actor, or the bare origin
   * @param rels the links that are asked for; all when empty
   */
  Finding find(String resource, List<String> rels) {
    Optional<String> name;
    try {
      name = resource.startsWith(ACCOUNT) ? nameInHandle(resource) : nameAt(resource);
    } catch (ProtocolException e) {
      return new Finding.Malformed();
    }
    if (name.isEmpty()) {
      return new Finding.Unknown();
    }
    String found = name.get();
    if (found.equals(LocalIds.NODE_NAME)) {
      return new Finding.Found(descriptor(found, aliasesOfNode(), linksOfNode(), rels));
    }
    if (members.member(found).isPresent()) {
      List<String> aliases = List.of(ids.member(found).toString());
      return new Finding.Found(descriptor(found, aliases, linksOfMember(found), rels));
    }
    return members.leftAt(found).isPresent() ? new Finding.Gone() : new Finding.Unknown();
  }

  /** Names are of small letters; people write them as they like. */
  private Optional<String> nameInHandle(String resource) {
    int at = resource.lastIndexOf('@');
    if (at <= ACCOUNT.length()) {
      throw new ProtocolException("malformed_resource", "Not a handle.");
    }
    return resource.substring(at + 1).equalsIgnoreCase(ids.origin().authority())
        ? Optional.of(resource.substring(ACCOUNT.length(), at).toLowerCase(Locale.ROOT))
        : Optional.empty();
  }

  private Optional<String> nameAt(String resource) {
    ActorId id = ActorId.of(resource);
    if (!ids.isLocal(id)) {
      return Optional.empty();
    }
    String path = id.uri().getRawPath();
    return path.isEmpty() || path.equals("/") || id.equals(ids.node())
        ? Optional.of(LocalIds.NODE_NAME)
        : ids.memberName(id);
  }

  private JsonObject descriptor(
      String name, List<String> aliases, List<Link> links, List<String> rels) {
    JsonArrayBuilder also = Json.newArray();
    aliases.forEach(also::add);
    JsonArrayBuilder wanted = Json.newArray();
    links.stream()
        .filter(link -> rels.isEmpty() || rels.contains(link.rel()))
        .forEach(link -> wanted.add(link.json()));
    return Json.newObject()
        .add("subject", ACCOUNT + name + "@" + ids.origin().authority())
        .add("aliases", also)
        .add("links", wanted)
        .build();
  }

  private List<String> aliasesOfNode() {
    return List.of(ids.node().toString(), ids.origin().toString());
  }

  private List<Link> linksOfNode() {
    String actor = ids.node().toString();
    List<Link> links = new ArrayList<>();
    links.add(new Link("self", ActivityMedia.TYPE, actor));
    links.add(new Link(SERVER, ActivityMedia.TYPE, actor));
    links.add(new Link(PROFILE, "text/html", ids.origin() + "/"));
    intents.stream()
        .filter(each -> each.rel().equals(Intent.FLATTR))
        .forEach(each -> links.add(template(each)));
    return links;
  }

  private List<Link> linksOfMember(String name) {
    String actor = ids.member(name).toString();
    List<Link> links = new ArrayList<>();
    links.add(new Link("self", ActivityMedia.TYPE, actor));
    links.add(new Link(PROFILE, "text/html", actor));
    intents.forEach(each -> links.add(template(each)));
    return links;
  }

  private Link template(Intent intent) {
    return Link.template(intent.rel(), ids.origin() + intent.path());
  }

  /**
   * A link of a descriptor.
   *
   * @param type of what is there; empty for a template
   * @param target an address, or the template of one
   */
  private record Link(String rel, String type, String target) {

    static Link template(String rel, String template) {
      return new Link(rel, "", template);
    }

    JsonObjectBuilder json() {
      JsonObjectBuilder link = Json.newObject().add("rel", rel);
      return type.isEmpty()
          ? link.add("template", target)
          : link.add("type", type).add("href", target);
    }
  }
}
