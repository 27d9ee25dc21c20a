package org.farthing.protocol.activity;

import java.util.Optional;

/** What an activity is about: named by its id, or carried along. */
public sealed interface ObjectReference {

  /**
   * The id of the object; none when it is carried along without one.
   *
   * @throws ProtocolException {@code malformed_id}
   */
  Optional<ActivityId> id();

  /** Only the id: what it stands for has to be fetched. */
  record Named(ActivityId name) implements ObjectReference {

    @Override
    public Optional<ActivityId> id() {
      return Optional.of(name);
    }
  }

  /**
   * The object itself. It can be believed only as far as its id shares the origin of whoever
   * vouches for the activity (FEP-fe34).
   */
  record Embedded(ActivityDocument document) implements ObjectReference {

    @Override
    public Optional<ActivityId> id() {
      return document.idIfAny();
    }
  }
}
