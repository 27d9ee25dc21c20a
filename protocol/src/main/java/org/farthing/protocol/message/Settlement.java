package org.farthing.protocol.message;

import java.time.YearMonth;
import java.util.List;
import java.util.Set;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.money.Money;

/**
 * Both statements of a pair agreed and netted. {@code {type: Settlement, id, period, currency,
 * payer, payee, statements, net, paid, carried, reference}}
 *
 * @param statements the agreed statements it rests on, debtor's of lower id first; at most two
 * @param net what the payer owes for the month with all that was carried to it: paid and carried
 *     together
 * @param paid what is to be paid of it now: whole minor units, zero when carried
 * @param carried what the payer still owes after that
 * @param reference what a payment for it names, at most 35 characters
 */
public record Settlement(
    ActivityId id,
    YearMonth period,
    ActorId payer,
    ActorId payee,
    List<ActivityId> statements,
    Money net,
    Money paid,
    Money carried,
    String reference) {

  public static final int MOST_STATEMENTS = 2;

  public Settlement {
    Checks.sameOrigin("/id", id, payer.origin());
    Checks.period("/period", period);
    Checks.that(!payer.equals(payee), "/payee", "Another than the payer.");
    statements = List.copyOf(statements);
    Checks.range("/statements", 0, MOST_STATEMENTS, statements.size());
    Checks.that(Set.copyOf(statements).size() == statements.size(), "/statements", "None twice.");
    Checks.notNegative("/net", net);
    Checks.notNegative("/paid", paid);
    Checks.notNegative("/carried", carried);
    Checks.that(carried.equals(net.minus(paid)), "/carried", "What is left of net after paid.");
    Checks.reference("/reference", reference);
  }
}
