package org.farthing.node.ledger;

import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.farthing.protocol.money.CurrencyUnit;

/**
 * What a journal calls things. Names may hold any character; two members of one name would share
 * their accounts.
 *
 * @param member a member's name; must not query the transaction that the journal is written in
 * @param peer a peer's name; as above
 */
public record JournalNames(
    CurrencyUnit currency, Function<UUID, String> member, IntFunction<String> peer) {}
