package org.farthing.node.publication;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.flattr.ThingAddresses;
import org.jspecify.annotations.Nullable;

/**
 * Writes things as ActivityStreams objects, and what their followers hear of them.
 *
 * <p>{@code url} is the page here, also of what stands elsewhere: Misskey refuses an object whose
 * {@code url} is of another host, older Mastodons ignore it. Where the thing stands is in the
 * content and, as Lemmy has it, a {@code Link} among the attachments.
 */
final class PublicationWriter {

  private static final String PUBLIC = "https://www.w3.org/ns/activitystreams#Public";

  private static final JsonArray CONTEXT =
      Json.createArrayBuilder()
          .add("https://www.w3.org/ns/activitystreams")
          .add("https://w3id.org/security/data-integrity/v1")
          .add(Json.createObjectBuilder().add("Hashtag", "as:Hashtag"))
          .build();

  /** By the end of an address: some servers show no image without its type. */
  private static final Map<String, String> IMAGE_TYPES =
      Map.of(
          "avif", "image/avif",
          "gif", "image/gif",
          "jpeg", "image/jpeg",
          "jpg", "image/jpeg",
          "png", "image/png",
          "webp", "image/webp");

  private final LocalIds ids;
  private final ThingAddresses addresses;
  private final Applause applause;

  PublicationWriter(LocalIds ids, Applause applause) {
    this.ids = ids;
    this.addresses = new ThingAddresses(ids.origin());
    this.applause = applause;
  }

  /** The thing itself, as a document. */
  JsonObject object(Publication thing) {
    return Json.createObjectBuilder(embedded(thing)).add("@context", CONTEXT).build();
  }

  JsonObject create(Publication thing) {
    return activity(thing, "Create", "create", thing.publishedAt())
        .add("object", embedded(thing))
        .build();
  }

  /** That it is as it is now, under the number of the latest change. */
  JsonObject update(Publication thing) {
    return activity(thing, "Update", updateName(thing), thing.changedAt())
        .add("object", embedded(thing))
        .build();
  }

  static String updateName(Publication thing) {
    return "update-" + thing.revision();
  }

  JsonObject delete(Publication thing) {
    return activity(thing, "Delete", "delete", thing.withdrawnAt().orElseThrow())
        .add("object", grave(thing))
        .build();
  }

  /** What is left under the id of a withdrawn thing. */
  JsonObject tombstone(Publication thing) {
    return Json.createObjectBuilder(grave(thing)).add("@context", CONTEXT).build();
  }

  /** A collection of which only its size is told. */
  JsonObject collection(Publication thing, String name, long total) {
    return Json.createObjectBuilder(sized(thing, name, total)).add("@context", CONTEXT).build();
  }

  private JsonObject sized(Publication thing, String name, long total) {
    return Json.createObjectBuilder()
        .add("id", addresses.of(thing.id()) + "/" + name)
        .add("type", "Collection")
        .add("totalItems", total)
        .build();
  }

  private JsonObject grave(Publication thing) {
    return Json.createObjectBuilder()
        .add("id", addresses.of(thing.id()))
        .add("type", "Tombstone")
        .add("formerType", type(thing))
        .add("deleted", thing.withdrawnAt().orElseThrow().toString())
        .build();
  }

  private static String type(Publication thing) {
    return thing.isHere() ? "Article" : "Page";
  }

  private JsonObjectBuilder activity(
      Publication thing, String type, String name, Instant published) {
    JsonObjectBuilder activity =
        Json.createObjectBuilder()
            .add("@context", CONTEXT)
            .add("id", addresses.of(thing.id()) + "/activities/" + name)
            .add("type", type)
            .add("actor", actor(thing))
            .add("published", published.toString());
    addAudience(activity, thing);
    return activity;
  }

  private String actor(Publication thing) {
    return ids.member(thing.creator().name()).toString();
  }

  /** What is not listed is public, too, but named to followers first: it is in no timeline. */
  private void addAudience(JsonObjectBuilder to, Publication thing) {
    String followers = actor(thing) + "/followers";
    boolean listed = thing.content().listed();
    to.add("to", Json.createArrayBuilder().add(listed ? PUBLIC : followers));
    to.add("cc", Json.createArrayBuilder().add(listed ? followers : PUBLIC));
  }

  private JsonObject embedded(Publication thing) {
    Content content = thing.content();
    String id = addresses.of(thing.id());
    Applause.Counts counts = applause.of(URI.create(id));
    JsonObjectBuilder object =
        Json.createObjectBuilder()
            .add("id", id)
            .add("type", type(thing))
            .add("attributedTo", actor(thing))
            .add("url", Json.createArrayBuilder().add(page(id)))
            .add("published", thing.publishedAt().toString());
    thing.updatedAt().ifPresent(updated -> object.add("updated", updated.toString()));
    addAudience(object, thing);
    addWords(object, thing);
    addImage(object, content);
    return object
        .add("attachment", attachments(thing))
        .add("tag", tags(thing))
        .add("likes", sized(thing, "likes", counts.likes()))
        .add("shares", sized(thing, "shares", counts.shares()))
        .add("replies", id + "/replies")
        .build();
  }

  private static void addWords(JsonObjectBuilder object, Publication thing) {
    Content content = thing.content();
    addText(object, "name", content.title(), content.languageOrNull());
    if (content.summaryOrNull() != null) {
      addText(object, "summary", inert(content.summaryOrNull()), content.languageOrNull());
    }
    addText(object, "content", html(thing), content.languageOrNull());
  }

  private static void addText(
      JsonObjectBuilder object, String name, String text, @Nullable String languageOrNull) {
    object.add(name, text);
    if (languageOrNull != null) {
      object.add(name + "Map", Json.createObjectBuilder().add(languageOrNull, text));
    }
  }

  /**
   * A summary is HTML by the standard, and most servers show it as plain text. Without a {@code <}
   * it is the same as both.
   */
  private static String inert(String summary) {
    return summary.replace("<", "&lt;");
  }

  /** What servers show that do not make a line of their own from name, summary and url. */
  static String html(Publication thing) {
    Content content = thing.content();
    if (content.textOrNull() != null) {
      return PlainText.toHtml(content.textOrNull());
    }
    String summary =
        content.summaryOrNull() == null ? "" : PlainText.toHtml(content.summaryOrNull());
    return summary + "<p>" + PlainText.link(thing.url()) + "</p>";
  }

  private static void addImage(JsonObjectBuilder object, Content content) {
    if (content.imageOrNull() != null) {
      object.add("image", image(content.imageOrNull(), content.altOrNull()));
    }
  }

  private static JsonArrayBuilder attachments(Publication thing) {
    Content content = thing.content();
    JsonArrayBuilder attachments = Json.createArrayBuilder();
    if (content.imageOrNull() != null) {
      attachments.add(image(content.imageOrNull(), content.altOrNull()));
    }
    if (!thing.isHere()) {
      attachments.add(page(thing.url()));
    }
    return attachments;
  }

  private static JsonObjectBuilder image(String url, @Nullable String altOrNull) {
    JsonObjectBuilder image = Json.createObjectBuilder().add("type", "Image").add("url", url);
    String ending = url.substring(url.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    Optional.ofNullable(IMAGE_TYPES.get(ending)).ifPresent(type -> image.add("mediaType", type));
    if (altOrNull != null) {
      image.add("name", altOrNull);
    }
    return image;
  }

  private static JsonObjectBuilder page(String url) {
    return Json.createObjectBuilder()
        .add("type", "Link")
        .add("mediaType", "text/html")
        .add("href", url);
  }

  private JsonArrayBuilder tags(Publication thing) {
    JsonArrayBuilder tags = Json.createArrayBuilder();
    for (String tag : thing.content().tags()) {
      String theirs = URLEncoder.encode(tag, StandardCharsets.UTF_8);
      tags.add(
          Json.createObjectBuilder()
              .add("type", "Hashtag")
              .add("name", "#" + tag)
              .add("href", actor(thing) + "?tag=" + theirs));
    }
    return tags;
  }
}
