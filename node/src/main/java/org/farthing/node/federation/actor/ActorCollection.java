package org.farthing.node.federation.actor;

import jakarta.json.JsonValue;
import java.util.List;
import java.util.OptionalLong;
import org.farthing.protocol.activity.ActorId;
import org.jspecify.annotations.Nullable;

/**
 * One kind of collection that actors of this node show: {@code followers}, {@code outbox} and so
 * on. Implemented by the feature that keeps what is in it. Thread-safe.
 */
public interface ActorCollection {

  /** The last segment of its address: {@code followers}. */
  String name();

  /**
   * How many items it has, also those that are not shown; empty when even that is not told.
   *
   * @param owner an actor of this node
   */
  OptionalLong total(ActorId owner);

  /**
   * Some of the items that are shown, the newest first.
   *
   * @param owner an actor of this node
   * @param before where the last page ended; null for the first
   * @param most how many at most
   */
  Slice page(ActorId owner, @Nullable Long before, int most);

  /**
   * @param items ids as strings, or whole objects
   * @param nextOrNull what to ask for the following page with; null when there is none
   */
  record Slice(List<JsonValue> items, @Nullable Long nextOrNull) {

    public Slice {
      items = List.copyOf(items);
    }
  }
}
