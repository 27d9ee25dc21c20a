package org.farthing.protocol.settlement;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.message.Settlement;
import org.farthing.protocol.message.Statement;
import org.farthing.protocol.money.Money;
import org.farthing.protocol.money.Net;
import org.farthing.protocol.money.Netting;
import org.farthing.protocol.money.Side;

/**
 * What is to be settled between two nodes in a month, as one of them reckons it: from both
 * statements, or from that of one side alone where the other's is missing for too long.
 *
 * @param statements those it rests on
 */
record Reckoning(PairTerms terms, PairMonth month, List<Statement> statements, Netting netting) {

  /** Empty until both statements are agreed and what the months before leave is known. */
  static Optional<Reckoning> ofBoth(PairTerms terms, PairMonth month) {
    return month.our().owes() && month.their().owes()
        ? of(terms, month, true, true)
        : Optional.empty();
  }

  /** Of what we owe alone, while there is nothing of theirs to set against it. */
  static Optional<Reckoning> ofOurs(PairTerms terms, PairMonth month) {
    return month.our().owes() ? of(terms, month, true, false) : Optional.empty();
  }

  /** Of just those statements that a settlement names; empty while one of them is not agreed. */
  static Optional<Reckoning> of(PairTerms terms, PairMonth month, Settlement settlement) {
    List<ActivityId> named = settlement.statements();
    boolean ours = month.ourStatement().filter(it -> named.contains(it.id())).isPresent();
    boolean theirs = month.theirStatement().filter(it -> named.contains(it.id())).isPresent();
    boolean agreed = (!ours || month.our().owes()) && (!theirs || month.their().owes());
    boolean known = named.size() == (ours ? 1 : 0) + (theirs ? 1 : 0);
    return agreed && known ? of(terms, month, ours, theirs) : Optional.empty();
  }

  private static Optional<Reckoning> of(
      PairTerms terms, PairMonth month, boolean withOurs, boolean withTheirs) {
    PairMonth.Carried carried = month.carriedOrNull();
    if (carried == null) {
      return Optional.empty();
    }
    Netting.Party us =
        new Netting.Party(
            withOurs ? month.our().agreedMicros() : 0,
            carried.byUsMicros(),
            terms.ourNetMinimumMicros());
    Netting.Party them =
        new Netting.Party(
            withTheirs ? month.their().agreedMicros() : 0,
            carried.byThemMicros(),
            terms.theirNetMinimumMicros());
    List<Statement> statements =
        Stream.of(
                month.ourStatement().filter(_ -> withOurs),
                month.theirStatement().filter(_ -> withTheirs))
            .flatMap(Optional::stream)
            .sorted(Comparator.comparing(Statement::debtor))
            .toList();
    Netting netting = new Netting(us, them, terms.currency(), terms.firstByName());
    return Optional.of(new Reckoning(terms, month, statements, netting));
  }

  boolean weArePayer() {
    return netting.net().payer() == Side.US;
  }

  boolean isNothing() {
    return netting.net().netMicros() == 0;
  }

  /** The settlement that we, who pay, offer. */
  Settlement settlement() {
    Net net = netting.net();
    return new Settlement(
        terms.id(month.period(), "settlement"),
        month.period(),
        terms.us(),
        terms.them(),
        statementIds(),
        money(net.netMicros()),
        money(net.paidMicros()),
        money(net.carriedMicros()),
        terms.reference(month.period()));
  }

  /** Whether they, who offer, reckon as we do; id and reference are theirs to choose. */
  boolean fits(Settlement theirs) {
    Net net = netting.net();
    return net.payer() == Side.THEM
        && theirs.payee().equals(terms.us())
        && theirs.net().equals(money(net.netMicros()))
        && theirs.paid().equals(money(net.paidMicros()))
        && theirs.carried().equals(money(net.carriedMicros()))
        && Set.copyOf(theirs.statements()).equals(Set.copyOf(statementIds()));
  }

  /** What the settlement means for our ledger, its payment apart. */
  List<LedgerCommand> booked() {
    long bothOwe = Math.min(netting.us().owedMicros(), netting.them().owedMicros());
    LedgerCommand mature =
        new LedgerCommand.Mature(
            new Leftover(month, statementIds()).maturesUpTo(), netting.cover(), 0);
    return bothOwe == 0 ? List.of(mature) : List.of(new LedgerCommand.SetOff(bothOwe), mature);
  }

  /** For people: how we come to another settlement than they. */
  String explained() {
    Net net = netting.net();
    return "We reckon that %s pays: net %d, paid %d, carried %d; we owe %d and they %d, in all."
        .formatted(
            net.payer() == Side.US ? terms.us() : terms.them(),
            net.netMicros(),
            net.paidMicros(),
            net.carriedMicros(),
            netting.us().owedMicros(),
            netting.them().owedMicros());
  }

  /** In the order of their debtors' ids. */
  private List<ActivityId> statementIds() {
    return statements.stream().map(Statement::id).toList();
  }

  private Money money(long micros) {
    return new Money(micros, terms.currency());
  }
}
