package org.farthing.node.account;

import java.util.UUID;

/** Which member; a UUID of version 7, so ids ascend with the time of joining. */
public record MemberId(UUID value) implements Comparable<MemberId> {

  public MemberId {
    if (value.version() != 7) {
      throw new IllegalArgumentException("not a UUID of version 7: " + value);
    }
  }

  @Override
  public int compareTo(MemberId other) {
    return value.toString().compareTo(other.value.toString());
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
