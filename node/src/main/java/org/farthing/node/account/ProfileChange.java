package org.farthing.node.account;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.farthing.node.federation.actor.ActorProfile;
import org.farthing.node.platform.http.Problem;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.Origin;
import org.farthing.protocol.activity.ProtocolException;
import org.jspecify.annotations.Nullable;

/**
 * What a member wants to show from now on; null for what stays as it is. A component that is not of
 * its form is a {@link Problem} {@code malformed_<field>} at that field, named as the API names it.
 *
 * @param bio plain text, at most 2000 characters; line breaks are its only control characters
 * @param fields at most 8, each a line of 1 to 100 characters and one of 1 to 500
 * @param alsoKnownAs ids of at most 10 actors
 * @param icon a web address, or empty for none
 * @param image as icon
 */
public record ProfileChange(
    @Nullable String displayName,
    @Nullable String bio,
    @Nullable List<ActorProfile.Field> fields,
    @Nullable List<String> alsoKnownAs,
    @Nullable String icon,
    @Nullable String image,
    @Nullable Boolean discoverable,
    @Nullable Boolean indexable,
    @Nullable Boolean approvesFollowers,
    @Nullable Boolean showsFollows,
    @Nullable Boolean showsFlattrs) {

  private static final int LONGEST_BIO = 2000;
  private static final int MOST_FIELDS = 8;
  private static final int LONGEST_FIELD_NAME = 100;
  private static final int LONGEST_FIELD_VALUE = 500;
  private static final int MOST_ACTORS = 10;

  /** What a profile becomes. */
  ActorProfile applyTo(ActorProfile old, ActorId self) {
    return new ActorProfile(
        bio == null ? old.bio() : checkedBio(bio),
        fields == null ? old.fields() : checkedFields(fields),
        alsoKnownAs == null ? old.alsoKnownAs() : checkedActors(alsoKnownAs, self),
        old.movedToOrNull(),
        icon == null ? old.iconOrNull() : address("icon", icon).orElse(null),
        image == null ? old.imageOrNull() : address("image", image).orElse(null),
        discoverable == null ? old.discoverable() : discoverable,
        indexable == null ? old.indexable() : indexable,
        approvesFollowers == null ? old.approvesFollowers() : approvesFollowers,
        showsFollows == null ? old.showsFollows() : showsFollows,
        showsFlattrs == null ? old.showsFlattrs() : showsFlattrs);
  }

  private static String checkedBio(String bio) {
    String text = bio.replace("\r\n", "\n").strip();
    boolean isPlain = text.chars().allMatch(c -> c == '\n' || !Character.isISOControl(c));
    if (!isPlain || text.length() > LONGEST_BIO) {
      throw malformed("bio", "A bio is plain text of at most " + LONGEST_BIO + " characters.");
    }
    return text;
  }

  private static List<ActorProfile.Field> checkedFields(List<ActorProfile.Field> fields) {
    boolean wellFormed =
        fields.size() <= MOST_FIELDS
            && fields.stream()
                .allMatch(
                    each ->
                        isLine(each.name(), LONGEST_FIELD_NAME)
                            && isLine(each.value(), LONGEST_FIELD_VALUE));
    if (!wellFormed) {
      throw malformed(
          "fields",
          "There are at most %d fields, each a name of at most %d and a value of at most %d characters."
              .formatted(MOST_FIELDS, LONGEST_FIELD_NAME, LONGEST_FIELD_VALUE));
    }
    return fields;
  }

  private static boolean isLine(String text, int longest) {
    return !text.isBlank()
        && text.length() <= longest
        && text.chars().noneMatch(Character::isISOControl);
  }

  private static List<ActorId> checkedActors(List<String> actors, ActorId self) {
    try {
      List<ActorId> ids = actors.stream().map(ActorId::of).toList();
      if (ids.size() > MOST_ACTORS
          || new HashSet<>(ids).size() < ids.size()
          || ids.contains(self)) {
        throw malformed(
            "alsoKnownAs", "These are at most " + MOST_ACTORS + " different actors of others.");
      }
      return ids;
    } catch (ProtocolException e) {
      throw malformed("alsoKnownAs", "An actor is named by its address, https://….");
    }
  }

  private static Optional<URI> address(String field, String address) {
    if (address.isEmpty()) {
      return Optional.empty();
    }
    try {
      Origin.of(address);
      return Optional.of(URI.create(address));
    } catch (ProtocolException e) {
      throw malformed(field, "This is no address that begins with https:// or http://.");
    }
  }

  private static Problem malformed(String field, String detail) {
    String code = "malformed_" + field.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    return new Problem(400, code, "A field is not of its form", detail).at("/" + field);
  }
}
