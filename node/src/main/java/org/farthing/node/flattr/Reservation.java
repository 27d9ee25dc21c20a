package org.farthing.node.flattr;

import java.time.YearMonth;
import java.util.UUID;
import org.farthing.node.account.MemberId;
import org.jspecify.annotations.Nullable;

/**
 * The budget of a member that is held for a month.
 *
 * @param transfer the pending transfer in the ledger that holds it
 * @param maximumPerFlattrMicrosOrNull the most that one flattr gets; none when not limited
 */
public record Reservation(
    YearMonth period,
    MemberId member,
    long micros,
    UUID transfer,
    @Nullable Long maximumPerFlattrMicrosOrNull) {}
