package org.farthing.protocol.message;

import java.net.URI;
import java.time.YearMonth;
import java.util.Optional;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * What a donor's node declares that it owes a creator's node for a month. {@code {type: Statement,
 * id, period, currency, debtor, creditor, version, count, gross, root, lines, policy, previous?}}
 *
 * @param version from 1 on; a later version replaces an earlier one of the same pair and month
 * @param count the number of its lines
 * @param gross the sum of its lines, before any fee
 * @param root the RFC 6962 Merkle root over the canonical JSON of its lines, in lower-case hex
 * @param lines where the lines stand
 * @param policy digest of the creditor's policy it was made under, in lower-case hex
 * @param previousOrNull the statement that this version replaces
 */
public record Statement(
    ActivityId id,
    YearMonth period,
    ActorId debtor,
    ActorId creditor,
    int version,
    long count,
    Money gross,
    String root,
    URI lines,
    String policy,
    @Nullable ActivityId previousOrNull) {

  public Statement {
    Checks.sameOrigin("/id", id, debtor.origin());
    Checks.period("/period", period);
    Checks.that(!debtor.equals(creditor), "/creditor", "Another than the debtor.");
    Checks.range("/version", 1, Integer.MAX_VALUE, version);
    Checks.range("/count", 0, Checks.LARGEST_INTEGER, count);
    Checks.notNegative("/gross", gross);
    Checks.digest("/root", root);
    Checks.sameOrigin("/lines", lines, debtor.origin());
    Checks.digest("/policy", policy);
    if (previousOrNull != null) {
      Checks.sameOrigin("/previous", previousOrNull, debtor.origin());
    }
  }

  public Optional<ActivityId> previous() {
    return Optional.ofNullable(previousOrNull);
  }
}
