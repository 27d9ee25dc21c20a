package org.farthing.protocol.message;

import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Instant;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.ProtocolException;

/**
 * What a node says about whose an address is: the creator's side of the evidence that a flattr of
 * it is theirs.
 *
 * @param node who says so
 * @param url what it was asked about: an actor, a page, a thing
 * @param creator a member of the node
 * @param how how the node knows
 */
public record Ownership(ActorId node, URI url, ActorId creator, Basis how, Instant published) {

  /** How a node knows that something is a member's. */
  public enum Basis {
    /** It is the member's own actor. */
    MEMBER,
    /** The member has registered it as a thing of theirs. */
    REGISTERED_THING,
    /** The actor names the member, who has named it before. */
    PROVED_ACTOR,
    /** The site that it is on names the member, who has named it before. */
    PROVED_SITE,
    /** The page names the member, who has named it before. */
    PROVED_URL;

    /** The code on the wire, {@code proved_actor}. */
    public String code() {
      return Wire.code(this);
    }
  }

  public Ownership {
    Checks.thing("/url", url);
    Checks.sameOrigin("/creator", creator.uri(), node.origin());
  }

  public JsonObject toDocument() {
    JsonObject form =
        Wire.object("Ownership")
            .add("attributedTo", node.toString())
            .add("url", url.toString())
            .add("creator", creator.toString())
            .add("how", how.code())
            .add("published", published.toString())
            .build();
    return Vocabulary.withContext(form);
  }

  /**
   * The statement that a document is, whoever sent it.
   *
   * @throws ProtocolException when the document is none
   */
  public static Ownership read(JsonObject document) {
    var form = new Fields(document);
    form.requireType("Ownership");
    return new Ownership(
        form.actorId("attributedTo"),
        form.uri("url"),
        form.actorId("creator"),
        form.code("how", Basis.class),
        form.instant("published"));
  }
}
