package org.farthing.node.web.admin;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.farthing.node.peer.Peer;
import org.farthing.node.peer.Peers;
import org.farthing.node.platform.database.Database;
import org.jspecify.annotations.Nullable;

/** Other nodes as people call them: by their host. */
final class PeerNames {

  private final Database database;
  private final Peers peers;

  PeerNames(Database database, Peers peers) {
    this.database = database;
    this.peers = peers;
  }

  static String of(Peer peer) {
    return peer.actor().origin().authority();
  }

  /** All of them, by their numbers. */
  Map<Integer, Peer> byNumber() {
    return database.read(peers::all).stream()
        .collect(Collectors.toMap(Peer::id, Function.identity()));
  }

  /** The host of a peer, or what stands for one while nobody knows whose something is. */
  static String name(Visit visit, Map<Integer, Peer> all, @Nullable Integer peerOrNull) {
    return Optional.ofNullable(peerOrNull)
        .map(all::get)
        .map(PeerNames::of)
        .orElseGet(() -> visit.text("admin.peer.unknown"));
  }

  /** The peer whose number is a step of the address. */
  Peer asked(Visit visit) {
    return Optional.ofNullable(
            byNumber().get((int) Math.min(visit.number("peer"), Integer.MAX_VALUE)))
        .orElseThrow(Visit::nothingHere);
  }

  /** The peer of a host that was typed. */
  Peer typed(String field, String host) {
    return byNumber().values().stream()
        .filter(peer -> of(peer).equalsIgnoreCase(host) || peer.actor().toString().equals(host))
        .findFirst()
        .orElseThrow(
            () -> Visit.refused(field, "unknown_peer", "This node has dealt with no node there."));
  }
}
