package org.farthing.node.settlement;

import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.farthing.node.settlement.LogAuditStore.Places;
import org.farthing.node.settlement.LogAuditStore.Tree;
import org.farthing.protocol.settlement.MerkleTree;
import org.jspecify.annotations.Nullable;

/**
 * A month's logs of receipts and undos: ours without gaps and as the flattrs have it, the copies of
 * other nodes' with the receipts for what counts, the trees over exactly their entries.
 */
final class LogCheck {

  private static final String LOG = "receipt_log_differs";
  private static final String TREE = "log_tree_differs";

  void check(CheckedMonth month) {
    Map<Integer, Long> last =
        new HashMap<>(FlattrAuditStore.lastPlaces(month.tx(), month.period()));
    LogAuditStore.places(month.tx(), month.period())
        .forEach((peer, places) -> checkPlaces(month, peer, places, last.remove(peer)));
    last.forEach(
        (peer, sequence) ->
            month.expect(LOG, where(month, true, peer), "last_sequence", 0L, sequence));
    LogAuditStore.misplaced(month.tx(), month.period())
        .forEach(
            uri -> month.report(LOG, "received_flattr " + uri, "its place in the log is not its"));
    LogAuditStore.unreceipted(month.tx(), month.period())
        .forEach(
            id -> month.report(LOG, "flattr " + id, "its receipt is not in the other node's log"));
    LogAuditStore.trees(month.tx(), month.period()).forEach(tree -> checkTree(month, tree));
  }

  private static void checkPlaces(
      CheckedMonth month, int peer, Places places, @Nullable Long last) {
    String where = where(month, true, peer);
    month.expect(LOG, where, "last_sequence, by the entries", places.entries(), last);
    month.expect(LOG, where, "the highest entry", places.entries(), places.highest());
  }

  private static void checkTree(CheckedMonth month, Tree stored) {
    MerkleTree tree = new MerkleTree();
    LogAuditStore.entries(
        month.tx(), month.period(), stored, entry -> tree.add(entry.canonicalBytes()));
    ByteArrayOutputStream edge = new ByteArrayOutputStream();
    tree.state().edge().forEach(hash -> edge.writeBytes(hash.bytes()));
    String where = where(month, stored.ours(), stored.peer());
    month.expect(TREE, where, "size", tree.state().size(), stored.size());
    month.expect(TREE, where, "edge", hex(edge.toByteArray()), hex(stored.edge()));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static String where(CheckedMonth month, boolean ours, int peer) {
    return ours
        ? "receipt_log %s of peer %d".formatted(month.period(), peer)
        : "log %s by peer %d".formatted(month.period(), peer);
  }
}
