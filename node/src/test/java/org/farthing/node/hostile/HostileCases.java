package org.farthing.node.hostile;

import java.util.List;
import java.util.stream.Stream;

/** All of them. */
public final class HostileCases {

  private HostileCases() {}

  /**
   * All cases, made for these servers.
   *
   * @param liar origin of a {@link LyingServer}
   */
  public static List<HostileCase> against(Attacker attacker, String liar) {
    return Stream.of(
            new HostileSignatures(attacker).all(),
            new HostileDocuments(attacker, liar).all(),
            new HostileRequests(attacker).all())
        .flatMap(List::stream)
        .toList();
  }
}
