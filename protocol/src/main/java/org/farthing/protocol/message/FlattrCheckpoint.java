package org.farthing.protocol.message;

import java.time.YearMonth;
import org.farthing.protocol.activity.ActorId;

/**
 * How far a pair's log of a month has come, and what is in it. {@code {type: FlattrCheckpoint,
 * period, debtor, creditor, count, root}}
 *
 * @param debtor the node whose donors gave the flattrs
 * @param creditor the node that answered them: the log is its own
 * @param count how many entries are covered: those with the sequences 1 to count
 * @param root RFC 6962 Merkle root over their {@link LogEntry#canonicalBytes}, in lower-case hex
 */
public record FlattrCheckpoint(
    YearMonth period, ActorId debtor, ActorId creditor, long count, String root) {

  public FlattrCheckpoint {
    Checks.period("/period", period);
    Checks.that(!debtor.equals(creditor), "/creditor", "Another node than the debtor.");
    Checks.range("/count", 0, Checks.LARGEST_INTEGER, count);
    Checks.digest("/root", root);
  }
}
