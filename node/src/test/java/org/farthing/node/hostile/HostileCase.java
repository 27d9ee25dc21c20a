package org.farthing.node.hostile;

import java.util.Set;

/**
 * A request and what is to be answered.
 *
 * @param id never changes once it is given
 * @param request as it goes over the wire
 * @param expected statuses; 0 stands for a connection that is closed without an answer
 * @param kept whether the activity is stored, as all that is shown to come from its actor
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record HostileCase(String id, byte[] request, Set<Integer> expected, boolean kept) {

  static HostileCase of(String id, byte[] request, Integer... expected) {
    return new HostileCase(id, request, Set.of(expected), false);
  }

  static HostileCase kept(String id, byte[] request) {
    return new HostileCase(id, request, Set.of(202), true);
  }

  @Override
  public String toString() {
    return id;
  }
}
