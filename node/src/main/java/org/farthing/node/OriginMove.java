package org.farthing.node;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.farthing.node.account.ActorKeyRing;
import org.farthing.node.account.KeyFile;
import org.farthing.node.account.Member;
import org.farthing.node.account.Members;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.flattr.Things;
import org.farthing.node.peer.OwnPolicies;
import org.farthing.node.peer.Peers;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.DatabaseAddress;
import org.farthing.node.settlement.MonthFigures;
import org.farthing.protocol.activity.Origin;

/**
 * Moves a node from loopback, where it was tried, to the origin under which others will know it:
 * its actors get new ids and keys, its policies new ids. Nobody outside has heard of the old ones.
 */
public final class OriginMove {

  private static final int CONNECTIONS = 4;

  private OriginMove() {}

  /** What came of it. */
  public sealed interface Outcome {

    /**
     * It is done.
     *
     * @param actors how many have new keys, the node's own among them
     */
    record Moved(int actors) implements Outcome {}

    /** Nothing has changed. */
    record Refused(String reason) implements Outcome {}
  }

  /**
   * Moves the node whose data this is.
   *
   * @param keyFile of the node
   */
  public static Outcome move(DatabaseAddress address, Path keyFile, Origin to) {
    try (Database database = Database.open(address, CONNECTIONS)) {
      Optional<Origin> from = database.read(NodeIdentity::storedOrigin);
      Optional<String> obstacle = obstacle(database, from, to);
      if (obstacle.isPresent()) {
        return new Outcome.Refused(obstacle.get());
      }
      LocalIds ids = new LocalIds(to);
      ActorKeyRing keys =
          new ActorKeyRing(database, new KeyFile(keyFile).open(), ids, InstantSource.system());
      List<Member> members = new Members(database, keys, ids, InstantSource.system()).all();
      database.execute(
          tx -> {
            NodeIdentity.move(tx, to);
            members.forEach(member -> Things.rename(tx, member.id(), ids.member(member.name())));
            Things.move(tx, from.orElseThrow(), to);
            OwnPolicies.forget(tx);
          });
      keys.rotate(ids.node());
      members.forEach(member -> keys.rotate(ids.member(member.name())));
      return new Outcome.Moved(members.size() + 1);
    }
  }

  private static Optional<String> obstacle(Database database, Optional<Origin> from, Origin to) {
    if (from.isEmpty()) {
      return Optional.of("nothing_to_move: this node has no data; configure its origin.");
    }
    if (!NodeIdentity.isLoopback(from.get())) {
      return Optional.of(
          "origin_is_public: others know this node as " + from.get() + ", which is for good.");
    }
    if (NodeIdentity.isLoopback(to)) {
      return Optional.of("origin_is_loopback: others cannot reach " + to + ".");
    }
    if (database.read(MonthFigures::hasClosing)) {
      return Optional.of(
          "has_closed_months: flattrs' ids hold the origin, and a closed month was split by them;"
              + " begin with a new data folder.");
    }
    boolean hasPeers = !database.read(tx -> new Peers(InstantSource.system()).all(tx)).isEmpty();
    return hasPeers
        ? Optional.of(
            "has_peers: this node has exchanged flattrs with others on this machine; begin with a"
                + " new data folder.")
        : Optional.empty();
  }
}
