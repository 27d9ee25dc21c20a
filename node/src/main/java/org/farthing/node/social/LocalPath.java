package org.farthing.node.social;

import java.net.URI;
import java.util.Optional;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.protocol.activity.ActorId;

/** What actors and objects of this node are called in its tables: the paths of their ids. */
final class LocalPath {

  private static final int LONGEST = 200;

  private LocalPath() {}

  /** The path of an actor of this node, {@code /users/alice}. */
  static String of(ActorId owner) {
    return owner.uri().getRawPath();
  }

  /** The path of what may be an object of this node; none when it stands elsewhere. */
  static Optional<String> of(LocalIds ids, String id) {
    String origin = ids.origin() + "/";
    boolean ours =
        id.startsWith(origin)
            && id.length() - origin.length() < LONGEST
            && id.chars().allMatch(each -> each > ' ' && each < 0x7f);
    return ours ? Optional.of(id.substring(origin.length() - 1)) : Optional.empty();
  }

  static URI id(LocalIds ids, String path) {
    return ids.origin().resolve(path);
  }
}
