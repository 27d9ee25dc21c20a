package org.farthing.protocol.activity;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The id of an actor: an absolute http or https URI with a host. Ids are equal and ordered as they
 * are spelled: {@link URI} itself would take {@code %2f} and {@code %2F} for the same.
 */
public record ActorId(URI uri) implements Comparable<ActorId> {

  public ActorId {
    WebAddress.require(uri);
  }

  public static ActorId of(String uri) {
    return new ActorId(WebAddress.parse(uri));
  }

  public Origin origin() {
    return Origin.of(uri);
  }

  /** By unsigned UTF-8 bytes. */
  @Override
  public int compareTo(ActorId other) {
    return WebAddress.compare(uri, other.uri);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ActorId that && toString().equals(that.toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }

  @Override
  public String toString() {
    return uri.toString();
  }
}
