package org.farthing.protocol.message;

import jakarta.json.JsonObject;
import java.time.YearMonth;
import java.util.List;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.money.CurrencyUnit;

/**
 * The terms of a node, published and signed by it. Receipts name its digest: SHA-256 of the
 * canonical JSON without its proof.
 *
 * @param version from 1 on, counted up by the node
 * @param feeBasisPoints the share that the node keeps of what its creators receive, 0 to 10 000
 * @param minimumBudgetMicros the least that a member can give in a month
 * @param netMinimumMicros the least that the node wants paid to it, 10.00 at most; smaller nets are
 *     carried
 * @param giveToGet whether its creators receive only in months in which they give
 * @param rails the ways in which it can be paid, by name
 * @param effectiveFrom the month from which on it holds
 */
public record NodePolicy(
    ActivityId id,
    ActorId node,
    int version,
    CurrencyUnit currency,
    int feeBasisPoints,
    long minimumBudgetMicros,
    long netMinimumMicros,
    boolean giveToGet,
    SettlementCalendar calendar,
    List<String> rails,
    YearMonth effectiveFrom) {

  public static final int MOST_RAILS = 20;

  /** What a peer may ask to be paid at least: 10.00 (rule 10); more would only keep it owed. */
  private static final long LARGEST_NET_MINIMUM = 10_000_000;

  public NodePolicy {
    Checks.sameOrigin("/id", id, node.origin());
    Checks.range("/version", 1, Integer.MAX_VALUE, version);
    Checks.range("/feeBasisPoints", 0, 10_000, feeBasisPoints);
    Checks.that(minimumBudgetMicros >= 0, "/minimumBudget", "No negative amount.");
    Checks.that(
        netMinimumMicros >= 0 && netMinimumMicros <= LARGEST_NET_MINIMUM,
        "/netMinimum",
        "An amount up to 10.00.");
    rails = List.copyOf(rails);
    Checks.range("/rails", 0, MOST_RAILS, rails.size());
    for (int place = 0; place < rails.size(); place++) {
      Checks.rail("/rails/" + place, rails.get(place));
    }
    Checks.period("/effectiveFrom", effectiveFrom);
  }

  public JsonObject toDocument() {
    return PolicyForm.write(this);
  }

  /**
   * The policy that a document is, whoever sent it. Its digest is to be taken of the document.
   *
   * @throws ProtocolException also {@code unsupported_version} when the node does not understand
   *     version 1 of the protocol
   */
  public static NodePolicy read(JsonObject document) {
    return PolicyForm.read(new Fields(document));
  }

  /** The digest of the document that this node publishes: {@link #toDocument}. */
  public String digest() {
    return DocumentDigest.of(toDocument());
  }
}
