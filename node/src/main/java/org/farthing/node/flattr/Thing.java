package org.farthing.node.flattr;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What can be flattred, known by its URL.
 *
 * @param url as it was given, character by character
 * @param creatorOrNull none while nobody has shown that it is theirs
 * @param withdrawn whether its creator has withdrawn it: it takes no more flattrs
 */
public record Thing(
    long id,
    String url,
    @Nullable String titleOrNull,
    @Nullable Creator creatorOrNull,
    boolean withdrawn) {

  public Optional<Creator> creator() {
    return Optional.ofNullable(creatorOrNull);
  }

  public Optional<String> title() {
    return Optional.ofNullable(titleOrNull);
  }

  public URI uri() {
    return URI.create(url);
  }
}
