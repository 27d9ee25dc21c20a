package org.farthing.node.federation;

import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.farthing.node.federation.actor.ActorCollection;
import org.farthing.protocol.activity.ActorId;
import org.jspecify.annotations.Nullable;

/** A collection of so many numbered items, the same for every actor. */
public final class TestCollection implements ActorCollection {

  private final String name;
  public volatile long size;
  public volatile boolean tellsTotal = true;

  TestCollection(String name) {
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public OptionalLong total(ActorId owner) {
    return tellsTotal ? OptionalLong.of(size) : OptionalLong.empty();
  }

  @Override
  public Slice page(ActorId owner, @Nullable Long before, int most) {
    long first = before == null ? size : before - 1;
    long last = Math.max(first - most, 0);
    List<JsonValue> items =
        LongStream.range(0, first - last)
            .<JsonValue>mapToObj(i -> Json.createValue("https://b.example/users/" + (first - i)))
            .toList();
    return new Slice(items, last == 0 ? null : last + 1);
  }
}
