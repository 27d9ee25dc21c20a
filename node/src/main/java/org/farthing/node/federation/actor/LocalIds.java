package org.farthing.node.federation.actor;

import java.net.URI;
import java.util.Optional;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.Origin;

/**
 * The ids of this node's own actors, and where their collections stand.
 *
 * @param origin under which the node is reached, {@code https://a.example}
 */
public record LocalIds(Origin origin) {

  /** The name in the handle of the node's own actor, which no member can have. */
  public static final String NODE_NAME = "actor";

  /** The name in the handle of the node's bot, which no member can have. */
  public static final String BOT_NAME = "flattr";

  private static final String NODE_PATH = "/actor";
  private static final String MEMBER_PATH = "/users/";

  /** The actor that speaks for the node. */
  public ActorId node() {
    return new ActorId(origin.resolve(NODE_PATH));
  }

  /** The actor of a member. */
  public ActorId member(String name) {
    return new ActorId(origin.resolve(MEMBER_PATH + name));
  }

  /** The actor that is mentioned to flattr a post; only where nobody has its name. */
  public ActorId bot() {
    return member(BOT_NAME);
  }

  /** The member whose actor this is; none for the node's actor and for actors of other nodes. */
  public Optional<String> memberName(ActorId actor) {
    String prefix = origin + MEMBER_PATH;
    String id = actor.toString();
    return id.startsWith(prefix) && id.indexOf('/', prefix.length()) < 0
        ? Optional.of(id.substring(prefix.length()))
        : Optional.empty();
  }

  public boolean isLocal(ActorId actor) {
    return actor.origin().equals(origin);
  }

  /** The inbox of all actors here. */
  public URI sharedInbox() {
    return origin.resolve("/inbox");
  }

  /** The signed policy of the node, which its actor links. */
  public URI policy() {
    return origin.resolve("/policy");
  }

  /** What follows a local actor's id by its name: {@code inbox}, {@code outbox}. */
  static URI part(ActorId actor, String name) {
    return URI.create(actor + "/" + name);
  }
}
