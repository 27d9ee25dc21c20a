package org.farthing.node.federation.actor;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.farthing.protocol.activity.ActorId;
import org.jspecify.annotations.Nullable;

/**
 * What a member has chosen to show of themselves.
 *
 * @param bio plain text with line breaks; may be empty
 * @param alsoKnownAs other actors that the member says are theirs; followers of these may be moved
 *     here
 * @param movedToOrNull the actor that the member goes by since
 * @param iconOrNull where their picture stands
 * @param imageOrNull where the picture above their profile stands
 * @param discoverable whether they want to be suggested to others
 * @param indexable whether they want what they publish to be searched for
 * @param approvesFollowers whether they are asked before somebody follows them
 * @param showsFollows whether everybody may see who follows them and whom they follow; how many it
 *     is, everybody may
 * @param showsFlattrs whether everybody may see what they flattr; never the anonymous ones
 */
public record ActorProfile(
    String bio,
    List<Field> fields,
    List<ActorId> alsoKnownAs,
    @Nullable ActorId movedToOrNull,
    @Nullable URI iconOrNull,
    @Nullable URI imageOrNull,
    boolean discoverable,
    boolean indexable,
    boolean approvesFollowers,
    boolean showsFollows,
    boolean showsFlattrs) {

  /** Of who has chosen nothing: nothing is shown that need not be. */
  public static final ActorProfile EMPTY =
      new ActorProfile(
          "", List.of(), List.of(), null, null, null, false, false, false, false, false);

  public ActorProfile {
    fields = List.copyOf(fields);
    alsoKnownAs = List.copyOf(alsoKnownAs);
  }

  /** A line of the table beside the bio; both plain text. */
  public record Field(String name, String value) {

    /** The value as HTML of one line; an address becomes a link to the same person. */
    public String valueAsHtml() {
      return PlainText.line(value);
    }
  }

  public Optional<ActorId> movedTo() {
    return Optional.ofNullable(movedToOrNull);
  }

  public Optional<URI> icon() {
    return Optional.ofNullable(iconOrNull);
  }

  public Optional<URI> image() {
    return Optional.ofNullable(imageOrNull);
  }

  /** The same of a member who goes by another actor since. */
  public ActorProfile movedTo(ActorId target) {
    return new ActorProfile(
        bio,
        fields,
        alsoKnownAs,
        target,
        iconOrNull,
        imageOrNull,
        discoverable,
        indexable,
        approvesFollowers,
        showsFollows,
        showsFlattrs);
  }

  /** The bio as HTML of paragraphs, line breaks and links; empty when there is none. */
  public String bioAsHtml() {
    return PlainText.paragraphs(bio);
  }
}
