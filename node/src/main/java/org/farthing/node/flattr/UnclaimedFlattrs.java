package org.farthing.node.flattr;

import java.time.InstantSource;
import java.time.YearMonth;
import java.util.function.Function;
import org.farthing.node.identity.Identities;
import org.farthing.node.peer.PeerMail.Author;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.message.RefusalCode;
import org.farthing.protocol.message.SettlementCalendar;
import org.jspecify.annotations.Nullable;

/**
 * Flattrs of things whose creator nobody knew, and what becomes of them once somebody does: until
 * the cut-off of their month they count like any other (product rule 5). Thread-safe.
 */
public final class UnclaimedFlattrs {

  private final InstantSource calendar;
  private final Function<YearMonth, SettlementCalendar> daysOf;
  private final Receiving receiving;
  private final ReceivedFlattrs received;
  private final FlattrMessages messages;
  private final Identities identities;

  /**
   * @param daysOf when a month's stages are due
   */
  public UnclaimedFlattrs(
      InstantSource calendar,
      Function<YearMonth, SettlementCalendar> daysOf,
      Receiving receiving,
      ReceivedFlattrs received,
      FlattrMessages messages,
      Identities identities) {
    this.calendar = calendar;
    this.daysOf = daysOf;
    this.receiving = receiving;
    this.received = received;
    this.messages = messages;
    this.identities = identities;
  }

  /**
   * Decides on what waits for a thing's creator, in the transaction that makes them known: counted,
   * sent to their node, refused when they are its donor, or waiting until they give.
   */
  void decide(Transaction tx, Thing thing, Creator creator) {
    for (Given waiting : FlattrStore.withoutCreator(tx, thing.id())) {
      if (takesFlattrs(tx, waiting.period())) {
        FlattrStore.lock(tx, waiting.id())
            .filter(flattr -> flattr.state() == GivenState.UNCLAIMED)
            .ifPresent(flattr -> decide(tx, flattr, creator));
      }
    }
    received.creatorIsKnown(tx, thing, creator);
  }

  private boolean takesFlattrs(Transaction tx, YearMonth month) {
    return MonthGate.pass(tx, month)
        && calendar.instant().isBefore(daysOf.apply(month).cutOff(month));
  }

  private void decide(Transaction tx, Given flattr, Creator creator) {
    boolean linked =
        identities.memberOf(tx, creator.actor()).filter(flattr.donor()::equals).isPresent();
    if (creator.is(flattr.donor()) || linked) {
      FlattrStore.setState(
          tx, flattr.id(), GivenState.REFUSED, RefusalCode.FLATTR_OWNER.code(), null);
      return;
    }
    Given decided = receiving.given(tx, flattr, creator);
    if (creator.peer().isEmpty()) {
      FlattrStore.setCreator(tx, decided);
      return;
    }
    Author author = messages.author(tx, flattr.donor());
    @Nullable FlattrId replaced = LapsedStore.replacedBy(tx, flattr.id()).orElse(null);
    Given sent = decided.sentAs(messages.digest(tx, decided, author, replaced).orElseThrow());
    FlattrStore.setCreator(tx, sent);
    messages.send(tx, sent, author, replaced);
  }
}
