package org.farthing.node.ledger;

import jakarta.json.JsonObject;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.json.Json;
import org.farthing.protocol.json.JsonRefused;
import org.farthing.protocol.settlement.MerkleTree;
import org.farthing.protocol.settlement.TreeHash;
import org.farthing.protocol.signature.ObjectProof;
import org.farthing.protocol.signature.ProofVerdict;
import org.farthing.protocol.signature.PublishedKey;
import org.farthing.protocol.transparency.LedgerSeal;
import org.farthing.protocol.transparency.LogTree;
import org.farthing.protocol.transparency.SealDigest;
import org.farthing.protocol.transparency.TreeNode;
import org.jspecify.annotations.Nullable;

/**
 * A pass over all seals, then over the tree, then over all transfers, and what was wrong on the
 * way.
 */
final class SealRecount {
  /** Beyond that many, more of them tell nothing more. */
  private static final int MOST_BREACHES = 1000;

  private final List<PublishedKey> keys;
  private final List<Breach> breaches = new ArrayList<>();

  /** By number. */
  private final SortedMap<Long, TreeHash> leaves = new TreeMap<>();

  private final Deque<Open> open = new ArrayDeque<>();
  private long sealedTo;
  private @Nullable String previous;

  /** A seal whose transfers are still to come. */
  private record Open(LedgerSeal seal, SealDigest digest) {}

  SealRecount(List<PublishedKey> keys) {
    this.keys = List.copyOf(keys);
  }

  // ---- seals ----

  void addSeal(StoredSeal row) {
    long expected = leaves.isEmpty() ? 0 : leaves.lastKey() + 1;
    if (row.number() != expected) {
      report("seal_missing", expected, "the next one there is %d".formatted(row.number()));
    }
    leaves.put(row.number(), MerkleTree.leafHash(row.document()));
    try {
      JsonObject document = Json.parseObject(row.document());
      LedgerSeal seal = LedgerSeal.read(document);
      compareChain(row, seal);
      requireSignature(row, document);
      open.add(new Open(seal, new SealDigest(row.salt())));
      previous = LedgerSeal.digestOf(document);
      sealedTo = seal.last();
    } catch (JsonRefused | ProtocolException e) {
      report("seal_malformed", row.number(), String.valueOf(e.getMessage()));
    }
  }

  private void compareChain(StoredSeal row, LedgerSeal seal) {
    if (seal.number() != row.number() || seal.last() != row.lastSequence()) {
      report(
          "seal_malformed",
          row.number(),
          "it says number %d up to %d, its row up to %d"
              .formatted(seal.number(), seal.last(), row.lastSequence()));
    }
    if (seal.first() != sealedTo + 1) {
      report(
          "seal_gap",
          row.number(),
          "it begins at %d, the one before ends at %d".formatted(seal.first(), sealedTo));
    }
    if (!Objects.equals(seal.previousOrNull(), previous)) {
      report("seal_chain", row.number(), "the seal before is not the one that it was made after");
    }
  }

  /**
   * The node's origin may have changed since, its keys' fragments have not. Dates are of no use
   * here: whoever could sign could also date.
   */
  private void requireSignature(StoredSeal row, JsonObject document) {
    String fragment = ObjectProof.verificationMethodOf(document).map(URI::getFragment).orElse("");
    boolean signed =
        keys.stream()
            .filter(key -> fragment.equals(key.id().getFragment()))
            .anyMatch(key -> ObjectProof.verify(document, key.key()) == ProofVerdict.VALID);
    if (!signed) {
      report("seal_unsigned", row.number(), "no key of this node made its signature");
    }
  }

  // ---- the tree ----

  /** Compares the leaves with the seals, and each node with those below it. */
  void compareTree(Map<TreeNode, TreeHash> kept) {
    leaves.keySet().stream()
        .filter(number -> !kept.containsKey(new TreeNode(0, number)))
        .forEach(number -> report("seal_added", number, "the log does not have it"));
    kept.forEach(
        (node, hash) -> {
          if (node.level() == 0) {
            compareLeaf(node.index(), hash);
          } else if (!Optional.of(hash).equals(parent(kept, node))) {
            report(new Breach("tree_differs", where(node), "those below it give another hash"));
          }
          TreeNode above = new TreeNode(node.level() + 1, node.index() >> 1);
          if ((node.index() & 1) == 1 && !kept.containsKey(above)) {
            report(new Breach("tree_differs", where(above), "it is not there"));
          }
        });
  }

  private void compareLeaf(long number, TreeHash kept) {
    TreeHash counted = leaves.get(number);
    if (counted == null) {
      report("seal_missing", number, "the log has it");
    } else if (!counted.equals(kept)) {
      report("seal_changed", number, "the log has another one");
    }
  }

  private static Optional<TreeHash> parent(Map<TreeNode, TreeHash> kept, TreeNode node) {
    TreeHash left = kept.get(new TreeNode(node.level() - 1, 2 * node.index()));
    TreeHash right = kept.get(new TreeNode(node.level() - 1, 2 * node.index() + 1));
    return left == null || right == null
        ? Optional.empty()
        : Optional.of(LogTree.parent(left, right));
  }

  private static String where(TreeNode node) {
    return "ledger_tree %d, %d".formatted(node.level(), node.index());
  }

  // ---- transfers ----

  void addTransfer(StoredTransfer row, Map<Long, String> codes) {
    closeBefore(row.sequence());
    Open current = open.peek();
    if (current != null && row.sequence() >= current.seal().first()) {
      current.digest().add(TransferDocument.of(row, codes));
    }
  }

  private void closeBefore(long sequence) {
    while (!open.isEmpty() && open.getFirst().seal().last() < sequence) {
      close(open.removeFirst());
    }
  }

  private void close(Open done) {
    LedgerSeal seal = done.seal();
    long counted = done.digest().transfers();
    if (!done.digest().finish().equals(seal.digest()) || counted != seal.transfers()) {
      report(
          "seal_broken",
          seal.number(),
          "the %d transfers from %d to %d are not the %d that were sealed"
              .formatted(counted, seal.first(), seal.last(), seal.transfers()));
    }
  }

  /** After the last transfer. */
  List<Breach> breaches() {
    closeBefore(Long.MAX_VALUE);
    return List.copyOf(breaches);
  }

  private void report(String code, long seal, String detail) {
    report(new Breach(code, "ledger_seal " + seal, detail));
  }

  private void report(Breach breach) {
    if (breaches.size() < MOST_BREACHES) {
      breaches.add(breach);
    }
  }
}
