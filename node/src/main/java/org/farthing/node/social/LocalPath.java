package org.farthing.node.social;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.protocol.activity.ActorId;

/** What actors and objects of this node are called in its tables: the paths of their ids. */
final class LocalPath {

  private static final Pattern PATH = Pattern.compile("/[A-Za-z0-9/_.~-]{1,199}");

  private LocalPath() {}

  /** The path of an actor of this node, {@code /users/alice}. */
  static String of(ActorId owner) {
    return owner.uri().getRawPath();
  }

  /**
   * The path of what may be an object of this node; none when it stands elsewhere, or is written as
   * none of ours is.
   */
  static Optional<String> of(LocalIds ids, String id) {
    String origin = ids.origin().toString();
    return Optional.of(id)
        .filter(it -> it.startsWith(origin))
        .map(it -> it.substring(origin.length()))
        .filter(path -> PATH.matcher(path).matches());
  }

  static URI id(LocalIds ids, String path) {
    return ids.origin().resolve(path);
  }
}
