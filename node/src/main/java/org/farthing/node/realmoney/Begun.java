package org.farthing.node.realmoney;

import java.time.Instant;
import java.time.YearMonth;
import org.farthing.protocol.money.CurrencyUnit;

/**
 * Real money, as it was turned on.
 *
 * @param first the month in which its books begin
 * @param before what the archived books count in
 */
public record Begun(CurrencyUnit currency, Instant at, YearMonth first, CurrencyUnit before) {}
