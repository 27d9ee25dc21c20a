package org.farthing.node.peer;

import jakarta.json.JsonObject;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import org.farthing.node.federation.actor.ActivitySigner;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.json.Json;
import org.farthing.protocol.message.NodePolicy;
import org.farthing.protocol.money.Fee;

/**
 * This node's own policies, signed, and which of them holds in which month. A month's policy never
 * changes once the month has begun (product rule 7). Thread-safe.
 */
public final class OwnPolicies {

  private final List<Version> versions;
  private final ActivitySigner signer;

  private OwnPolicies(List<Version> versions, ActivitySigner signer) {
    this.versions = List.copyOf(versions);
    this.signer = signer;
  }

  /**
   * @param document with the proof that it was adopted with
   * @param digest by which receipts and statements name it
   */
  public record Version(NodePolicy policy, JsonObject document, String digest) {}

  /**
   * The policies kept so far, and a new one when the terms are others than those of the last: from
   * this month on when it is the first, else from the next.
   */
  public static OwnPolicies adopt(
      PolicyTerms terms,
      Database database,
      LocalIds ids,
      ActivitySigner signer,
      InstantSource calendar) {
    List<Version> kept = database.read(OwnPolicyStore::all);
    if (!kept.isEmpty() && PolicyTerms.of(kept.getLast().policy()).equals(terms)) {
      return new OwnPolicies(kept, signer);
    }
    YearMonth month = YearMonth.from(calendar.instant().atZone(ZoneOffset.UTC));
    NodePolicy policy =
        policy(terms, ids, kept.size() + 1, kept.isEmpty() ? month : month.plusMonths(1));
    Version version = OwnPolicyStore.version(signer.sign(policy.toDocument(), ids.node()));
    return database.write(
        tx -> {
          OwnPolicyStore.insert(tx, version);
          return new OwnPolicies(OwnPolicyStore.all(tx), signer);
        });
  }

  /** For a node that moves: the next start signs its policy anew, under the new ids. */
  public static void forget(Transaction tx) {
    OwnPolicyStore.deleteAll(tx);
  }

  private static NodePolicy policy(
      PolicyTerms terms, LocalIds ids, int version, YearMonth effectiveFrom) {
    return new NodePolicy(
        new ActivityId(ids.origin().resolve("/policies/" + version)),
        ids.node(),
        version,
        terms.currency(),
        terms.feeBasisPoints(),
        terms.minimumBudgetMicros(),
        terms.netMinimumMicros(),
        terms.giveToGet(),
        terms.calendar(),
        terms.rails(),
        effectiveFrom);
  }

  /** The version that holds in a month; the first one also holds before it was made. */
  public Version version(YearMonth month) {
    return versions.reversed().stream()
        .filter(version -> !version.policy().effectiveFrom().isAfter(month))
        .findFirst()
        .orElse(versions.getFirst());
  }

  public NodePolicy of(YearMonth month) {
    return version(month).policy();
  }

  public Fee fee(YearMonth month) {
    return new Fee(of(month).feeBasisPoints());
  }

  /** A version with a proof of the key in use: that of its adoption may be revoked since. */
  public JsonObject signed(Version version) {
    JsonObject unsigned = Json.newObject(version.document()).remove("proof").build();
    return signer.sign(unsigned, version.policy().node());
  }

  /** All versions, oldest first. */
  public List<Version> all() {
    return versions;
  }
}
