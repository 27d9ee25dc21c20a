package org.farthing.node.identity;

import java.net.URI;
import java.util.Optional;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.message.Ownership;
import org.jspecify.annotations.Nullable;

/** What looking for a thing's creator came to. */
public sealed interface Finding {

  /**
   * Both sides say whose it is.
   *
   * @param creator a member of this node or of another
   * @param node the creator's
   * @param inbox of the node
   * @param how how the creator's node knows
   * @param titleOrNull of the page, one line
   * @param toldOrNull what the page tells of itself in a link to its creator's node
   */
  record Found(
      ActorId creator,
      ActorId node,
      URI inbox,
      Ownership.Basis how,
      @Nullable String titleOrNull,
      @Nullable Submission toldOrNull)
      implements Finding {

    public Optional<Submission> told() {
      return Optional.ofNullable(toldOrNull);
    }
  }

  /**
   * It is there, and no node confirms whose it is.
   *
   * @param namedOrNull the actor that it names, on whichever server
   */
  record Unclaimed(@Nullable String titleOrNull, @Nullable ActorId namedOrNull) implements Finding {

    public Optional<ActorId> named() {
      return Optional.ofNullable(namedOrNull);
    }
  }

  /** Its own server cannot be asked for now. */
  record Unreachable(String detail) implements Finding {}

  /**
   * There is nothing that could be flattred.
   *
   * @param code {@code not_found}, {@code not_shown}, {@code refused_address}, {@code
   *     too_many_redirects}, {@code no_answer}, {@code malformed_document}, {@code malformed_url}
   */
  record Refused(String code, String detail) implements Finding {}
}
