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

/** What is to be settled between two nodes in a month, as one of them reckons it. */
record Reckoning(PairTerms terms, PairMonth month, Netting netting) {

  /** Empty until both statements are agreed and what the months before leave is known. */
  static Optional<Reckoning> of(PairTerms terms, PairMonth month) {
    PairMonth.Carried carried = month.carriedOrNull();
    boolean agreed =
        month.ours() == PairMonth.Ours.AGREED && month.theirs() == PairMonth.Theirs.AGREED;
    if (!agreed || carried == null) {
      return Optional.empty();
    }
    Netting.Party us =
        new Netting.Party(
            month.ourStatement().orElseThrow().gross().micros(),
            carried.byUsMicros(),
            terms.ourNetMinimumMicros());
    Netting.Party them =
        new Netting.Party(
            month.theirStatement().orElseThrow().gross().micros(),
            carried.byThemMicros(),
            terms.theirNetMinimumMicros());
    return Optional.of(
        new Reckoning(terms, month, new Netting(us, them, terms.currency(), terms.firstByName())));
  }

  boolean weArePayer() {
    return netting.net().payer() == Side.US;
  }

  /** The settlement that we, who pay, offer. */
  Settlement settlement() {
    Net net = netting.net();
    return new Settlement(
        terms.id(month.period(), "settlement"),
        month.period(),
        terms.us(),
        terms.them(),
        statements(),
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
        && Set.copyOf(theirs.statements()).equals(Set.copyOf(statements()));
  }

  /** What the settlement means for our ledger, its payment apart. */
  List<LedgerCommand> booked() {
    long bothOwe = Math.min(netting.us().owedMicros(), netting.them().owedMicros());
    LedgerCommand mature = new LedgerCommand.Mature(netting.cover());
    return bothOwe == 0 ? List.of(mature) : List.of(new LedgerCommand.SetOff(bothOwe), mature);
  }

  /** Both, in the order of their debtors' ids. */
  private List<ActivityId> statements() {
    Stream<Statement> both =
        Stream.of(month.ourStatement(), month.theirStatement()).flatMap(Optional::stream);
    return both.sorted(Comparator.comparing(Statement::debtor)).map(Statement::id).toList();
  }

  private Money money(long micros) {
    return new Money(micros, terms.currency());
  }
}
