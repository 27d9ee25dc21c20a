package org.farthing.protocol.settlement;

import java.net.URI;
import java.time.YearMonth;
import java.util.HexFormat;
import org.farthing.protocol.Sha256;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.message.SettlementCalendar;
import org.farthing.protocol.money.CurrencyUnit;
import org.farthing.protocol.money.Side;

/**
 * What holds between two nodes in a month, from both policies.
 *
 * @param us our node actor
 * @param them their node actor
 * @param ourNetMinimumMicros the least that we want paid to us
 * @param theirNetMinimumMicros the least that they want paid to them
 * @param calendar ours: when we offer to net
 */
public record PairTerms(
    ActorId us,
    ActorId them,
    CurrencyUnit currency,
    long ourNetMinimumMicros,
    long theirNetMinimumMicros,
    SettlementCalendar calendar) {

  /** Bytes of the digest by which a peer is told apart in the ids of messages. */
  private static final int PEER_BYTES = 6;

  public PairTerms {
    if (us.equals(them)) {
      throw new IllegalArgumentException("A node does not settle with itself.");
    }
  }

  /** Who counts as payer when neither owes anything: the node actor of the lower id. */
  Side firstByName() {
    return us.compareTo(them) < 0 ? Side.US : Side.THEM;
  }

  /**
   * The id of something of ours in this pair's month. The same thing gets the same id however often
   * it is made, so that a repeated step sends nothing twice.
   */
  public ActivityId id(YearMonth period, String thing) {
    URI uri = us.origin().resolve("/settlements/" + period + "/" + key(them) + "/" + thing);
    return new ActivityId(uri);
  }

  /** What a payment of ours names: short enough for a bank transfer. */
  String reference(YearMonth period) {
    return "FARTHING " + period + " " + key(us);
  }

  private static String key(ActorId actor) {
    byte[] digest = Sha256.of(actor.toString());
    return HexFormat.of().formatHex(digest, 0, PEER_BYTES);
  }
}
