package org.farthing.protocol.activity;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An actor as any server of the fediverse may write it. Reads as tolerantly and as lazily as {@link
 * ActivityDocument}, and vouches for as little: whether the document came from the actor's own
 * origin is for the caller to know. Immutable.
 */
public final class ActorDocument {

  /**
   * The capability (FEP-844e) that a Farthing node's actor lists under {@code implements}. Which
   * versions the node understands stands in its policy.
   */
  public static final URI FARTHING = URI.create("https://w3id.org/farthing");

  private final ActivityDocument document;

  public ActorDocument(JsonObject json) {
    this.document = new ActivityDocument(json);
  }

  public ActorId id() {
    return document.property("id").required(Property::actorId);
  }

  public List<String> types() {
    return document.types();
  }

  /** The name before the {@code @} of a handle. */
  public Optional<String> preferredUsername() {
    return document.property("preferredUsername").first(Property::text);
  }

  /** The name to show; plain text. */
  public Optional<String> name() {
    return document.name();
  }

  public URI inbox() {
    return document.property("inbox").required(Property::webLink);
  }

  public Optional<URI> sharedInbox() {
    return document.property("endpoints").firstKnown(ActorDocument::sharedInbox);
  }

  private static Optional<URI> sharedInbox(JsonValue endpoints) {
    return new Property(Property.object(endpoints), "sharedInbox").first(Property::webLink);
  }

  /** The page of the actor. */
  public Optional<URI> url() {
    return document.url();
  }

  /** Other ids of the same person, as claimed; of any scheme. */
  public List<URI> alsoKnownAs() {
    return document.property("alsoKnownAs").all(Property::link);
  }

  /** Where the person has gone, as claimed. */
  public Optional<ActorId> movedTo() {
    return document.property("movedTo").first(Property::actorId);
  }

  /** Keys for HTTP signatures. Keys that are only named, not shown, are left out. */
  public List<PemKey> publicKeys() {
    return document.property("publicKey").known(this::pemKey);
  }

  /**
   * Keys for object proofs (FEP-521a). Keys that are only named and verification methods of other
   * types are left out.
   */
  public List<ProofKey> assertionMethods() {
    return document.property("assertionMethod").known(ActorDocument::proofKey);
  }

  /** Where the actor can be paid (FEP-0ea0), {@code payto:} addresses among them. */
  public List<URI> paymentLinks() {
    return document.property("attachment").known(ActorDocument::paymentLink);
  }

  /** The values of the profile's fields (schema.org's PropertyValue): HTML that is not cleaned. */
  public List<String> profileFields() {
    return document.property("attachment").known(ActorDocument::profileField);
  }

  /** Domains whose pages may name this actor as their author, in lower case (Mastodon). */
  public List<String> attributionDomains() {
    return document.property("attributionDomains").all(Property::text).stream()
        .map(domain -> domain.toLowerCase(Locale.ROOT))
        .toList();
  }

  /**
   * The actor of the Farthing node that this actor belongs to: this one itself when it implements
   * {@link #FARTHING}, else its generator when that does. A generator of another origin does not
   * count: a node speaks for its own members alone.
   */
  public Optional<ActorId> nodeActor() {
    if (implementsFarthing(document.json())) {
      return Optional.of(id());
    }
    return document.property("generator").known(ActorDocument::farthingNode).stream()
        .filter(node -> node.origin().equals(id().origin()))
        .findFirst();
  }

  private static Optional<ActorId> farthingNode(JsonValue generator) {
    return generator instanceof JsonObject object && implementsFarthing(object)
        ? new Property(object, "id").first(Property::actorId)
        : Optional.empty();
  }

  private static boolean implementsFarthing(JsonObject application) {
    return new Property(application, "implements")
        .known(ActorDocument::capability)
        .contains(FARTHING.toString());
  }

  /** FEP-844e had {@code href} first and {@code id} later; both are about. */
  private static Optional<String> capability(JsonValue value) {
    if (!(value instanceof JsonObject object)) {
      return Optional.of(Property.text(value));
    }
    Optional<String> id = new Property(object, "id").first(Property::text);
    return id.isPresent() ? id : new Property(object, "href").first(Property::text);
  }

  private Optional<PemKey> pemKey(JsonValue value) {
    if (value instanceof JsonString) {
      return Optional.empty();
    }
    JsonObject key = Property.object(value);
    return Optional.of(
        new PemKey(
            new Property(key, "id").required(Property::activityId),
            new Property(key, "owner").first(Property::actorId).orElseGet(this::id),
            new Property(key, "publicKeyPem").required(Property::text)));
  }

  private static Optional<ProofKey> proofKey(JsonValue value) {
    if (value instanceof JsonString) {
      return Optional.empty();
    }
    JsonObject key = Property.object(value);
    if (!new ActivityDocument(key).is("Multikey")) {
      return Optional.empty();
    }
    return Optional.of(
        new ProofKey(
            new Property(key, "id").required(Property::activityId),
            new Property(key, "controller").required(Property::actorId),
            new Property(key, "publicKeyMultibase").required(Property::text),
            new Property(key, "expires").first(Property::instant).orElse(null),
            new Property(key, "revoked").first(Property::instant).orElse(null)));
  }

  private static Optional<URI> paymentLink(JsonValue value) {
    boolean payment =
        value instanceof JsonObject link
            && new ActivityDocument(link).is("Link")
            && new Property(link, "rel").all(Property::text).contains("payment");
    return payment ? Optional.of(Property.link(value)) : Optional.empty();
  }

  private static Optional<String> profileField(JsonValue value) {
    boolean field =
        value instanceof JsonObject object && new ActivityDocument(object).is("PropertyValue");
    return field
        ? new Property(value.asJsonObject(), "value").first(Property::text)
        : Optional.empty();
  }

  /**
   * A key for HTTP signatures, not parsed.
   *
   * @param owner as the key claims; the actor whose document it stands in when it claims nothing
   * @param pem SubjectPublicKeyInfo in PEM, as a rule
   */
  public record PemKey(ActivityId id, ActorId owner, String pem) {}

  /**
   * A key for object proofs, not parsed.
   *
   * @param controller as the key claims
   * @param publicKeyMultibase multibase with a multicodec prefix, {@code z6Mk…} for Ed25519
   * @param expires the first instant at which it no longer signs; null while it is in use
   * @param revoked since when others may have it, too; null while nobody knows that they have
   */
  public record ProofKey(
      ActivityId id,
      ActorId controller,
      String publicKeyMultibase,
      @Nullable Instant expires,
      @Nullable Instant revoked) {}
}
