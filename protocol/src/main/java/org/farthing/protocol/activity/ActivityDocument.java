package org.farthing.protocol.activity;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An activity, or an object of one, as any server of the fediverse may write it: a property can be
 * a string, an object or an array of them, null or absent. Where one value is asked for and several
 * stand there, the first counts.
 *
 * <p>Each method reads its property when it is called and answers nonsense with a {@link
 * ProtocolException} whose pointer starts at this document; a fault in one property does not hide
 * the others. Nothing here is verified. Immutable.
 */
public final class ActivityDocument {

  /** As servers write the collection of everybody, which no server has. */
  private static final Set<String> EVERYBODY =
      Set.of("https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public");

  private final JsonObject json;

  public ActivityDocument(JsonObject json) {
    this.json = json;
  }

  /** The document as it was received, for what is not read here. */
  public JsonObject json() {
    return json;
  }

  /**
   * The id that the document claims.
   *
   * @throws ProtocolException {@code missing} when there is none: an activity that is to be handled
   *     once needs an id
   */
  public ActivityId id() {
    return property("id").required(Property::activityId);
  }

  Optional<ActivityId> idIfAny() {
    return property("id").first(Property::activityId);
  }

  /** All types, as compact names; empty when there is none. */
  public List<String> types() {
    return property("type").all(Property::text);
  }

  public boolean is(String type) {
    return types().contains(type);
  }

  public ActorId actor() {
    return property("actor").required(Property::actorId);
  }

  public ObjectReference object() {
    return property("object").required(ActivityDocument::reference);
  }

  /**
   * The ids of all that it is about; a report names several.
   *
   * @throws ProtocolException {@code malformed} where one has no id
   */
  public List<String> objectIds() {
    return property("object").all(Property::idText);
  }

  /** Where an actor that moves goes. */
  public ActorId target() {
    return property("target").required(Property::actorId);
  }

  /** The authors: for a video of PeerTube both the person and the channel. */
  public List<ActorId> attributedTo() {
    return property("attributedTo").all(Property::actorId);
  }

  /** Ids of actors and collections, and the public in any of its three spellings. */
  public List<String> to() {
    return property("to").all(Property::idText);
  }

  /** As {@link #to}. */
  public List<String> cc() {
    return property("cc").all(Property::idText);
  }

  /** Whether it is addressed to everybody, on lists or only where it is looked for. */
  public boolean isPublic() {
    return Stream.concat(to().stream(), cc().stream()).anyMatch(EVERYBODY::contains);
  }

  /** When its author claims to have published it. */
  public Optional<Instant> published() {
    return property("published").first(Property::instant);
  }

  /** When its author claims to have changed it last. */
  public Optional<Instant> updated() {
    return property("updated").first(Property::instant);
  }

  /** Ids of the actors that its tags mention; tags of other forms are left out. */
  public List<String> mentions() {
    return property("tag").known(ActivityDocument::mention);
  }

  /** The form of {@link #content}; empty where none is named, which means HTML. */
  public Optional<String> mediaType() {
    return property("mediaType").first(Property::text);
  }

  public Optional<ActivityId> inReplyTo() {
    return property("inReplyTo").first(Property::activityId);
  }

  /** Plain text; of a language map the first entry. */
  public Optional<String> name() {
    return naturalText("name");
  }

  /** HTML that is not cleaned; of a language map the first entry. */
  public Optional<String> summary() {
    return naturalText("summary");
  }

  /** HTML that is not cleaned; of a language map the first entry. */
  public Optional<String> content() {
    return naturalText("content");
  }

  /** The tag of the language that {@link #content} is in, where one alone is named. */
  public Optional<String> contentLanguage() {
    return json.get("contentMap") instanceof JsonObject languages && languages.size() == 1
        ? Optional.of(languages.keySet().iterator().next())
        : Optional.empty();
  }

  /** Where people read it: of several links the first to a page, else the first. */
  public Optional<URI> url() {
    Property urls = property("url");
    List<URI> pages = urls.known(ActivityDocument::pageLink);
    return pages.isEmpty() ? urls.first(Property::webLink) : Optional.of(pages.getFirst());
  }

  Property property(String name) {
    return new Property(json, name);
  }

  private static Optional<String> mention(JsonValue tag) {
    return tag instanceof JsonObject object
            && new ActivityDocument(object).is("Mention")
            && object.get("href") instanceof JsonString href
        ? Optional.of(Property.text(href))
        : Optional.empty();
  }

  private static ObjectReference reference(JsonValue value) {
    return value instanceof JsonObject object
        ? new ObjectReference.Embedded(new ActivityDocument(object))
        : new ObjectReference.Named(Property.activityId(value));
  }

  private static Optional<URI> pageLink(JsonValue value) {
    boolean page =
        !(value instanceof JsonObject link)
            || new Property(link, "mediaType").all(Property::text).contains("text/html");
    return page ? Optional.of(Property.webLink(value)) : Optional.empty();
  }

  private Optional<String> naturalText(String name) {
    Optional<String> plain = property(name).first(Property::text);
    return plain.isPresent()
        ? plain
        : property(name + "Map").firstKnown(ActivityDocument::firstEntry);
  }

  private static Optional<String> firstEntry(JsonValue map) {
    JsonObject languages = Property.object(map);
    return languages.keySet().stream()
        .flatMap(language -> new Property(languages, language).all(Property::text).stream())
        .findFirst();
  }
}
