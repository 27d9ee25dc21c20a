package org.farthing.protocol.activity;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The id of an activity or of an object in one: an absolute http or https URI with a host. Ids are
 * equal and ordered as they are spelled: {@link URI} itself would take {@code %2f} and {@code %2F}
 * for the same.
 */
public record ActivityId(URI uri) implements Comparable<ActivityId> {

  public ActivityId {
    WebAddress.require(uri);
  }

  public static ActivityId of(String uri) {
    return new ActivityId(WebAddress.parse(uri));
  }

  public Origin origin() {
    return Origin.of(uri);
  }

  /** By unsigned UTF-8 bytes. */
  @Override
  public int compareTo(ActivityId other) {
    return WebAddress.compare(uri, other.uri);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ActivityId that && toString().equals(that.toString());
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
