package org.farthing.protocol.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.farthing.protocol.settlement.Days.DEFAULT;
import static org.farthing.protocol.settlement.Days.OVERDUE;
import static org.farthing.protocol.settlement.Days.STATED;
import static org.farthing.protocol.settlement.Days.SUSPENDED;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.message.Dispute;
import org.farthing.protocol.message.PaymentAnswer;
import org.farthing.protocol.message.PaymentOffer;
import org.farthing.protocol.message.SettlementAnswer.Confirmation;
import org.farthing.protocol.message.SettlementOffer;
import org.farthing.protocol.message.StatementAnswer.Agreement;
import org.farthing.protocol.message.StatementOffer;
import org.farthing.protocol.settlement.PairEvent.Contact;
import org.farthing.protocol.settlement.PairMonth.Carried;
import org.farthing.protocol.settlement.PairMonth.Ours;
import org.farthing.protocol.settlement.PairMonth.Stage;
import org.farthing.protocol.settlement.PairMonth.Theirs;
import org.farthing.protocol.settlement.PairMonth.Trouble;
import org.junit.jupiter.api.Test;

/** Birch is away until after November's default day; alder has been there all the time. */
class AwayTest {

  private static final PairEvent TIME = new PairEvent.TimePassed(Contact.ASKED);
  private static final PairEvent STARTING = new PairEvent.TimePassed(Contact.STARTING);
  private static final Instant BACK = Instant.parse("2027-02-10T00:00:00Z");
  private static final Instant LONG_BACK = Instant.parse("2027-02-26T00:00:00Z");
  private static final Dispute LINE =
      new Dispute(
          ActivityId.of("https://alder.example/flattrs/1"),
          Dispute.Code.UNKNOWN,
          1_000_000,
          "No receipt.");

  private final OneSide alder = new OneSide(Pair.ALDER, Pair.BIRCH);
  private final OneSide birch = new OneSide(Pair.BIRCH, Pair.ALDER);

  /** What alder states alone. */
  private StatementOffer alderStates(long micros, Carried carried) {
    alder.at(STATED).carries(carried.byUsMicros(), carried.byThemMicros());
    StatementOffer offer = alder.states(1, micros);
    alder.at(OVERDUE).happens(TIME);
    alder.at(SUSPENDED).happens(TIME);
    alder.at(DEFAULT).happens(TIME);
    return offer;
  }

  @Test
  void whatWasStatedInTimeAndPaidIsSettledAndWhatIsStatedTooLateGoesBack() {
    StatementOffer byAlder = alderStates(6_000_000, Carried.NOTHING);
    PaymentOffer paid = alder.answers(new PairEvent.PaymentSent("test"), PaymentOffer.class);
    SettlementOffer settled =
        new SettlementOffer(
            ActivityId.of("https://alder.example/any"),
            Pair.ALDER,
            alder.month().settlement().orElseThrow(),
            OVERDUE);
    assertThat(alder.month().trouble()).isEqualTo(Trouble.DEFAULTED);

    birch.at(BACK).carries(0, 0);
    birch.hears(byAlder);
    assertThat(birch.month().theirs()).as("admitted by then").isEqualTo(Theirs.ADMITTED);
    StatementOffer byBirch = birch.states(1, 5_000_000);
    birch.happens(TIME);
    assertThat(birch.month().ours()).isEqualTo(Ours.RETURNED);
    Agreement agreement = birch.answers(birch.checked(LINE), Agreement.class);
    assertThat(agreement.isWhole()).isTrue();
    Confirmation confirmation = birch.answers(settled, Confirmation.class);
    birch.hears(paid);
    PaymentAnswer receipt =
        birch.answers(new PairEvent.PaymentShown(6_000_000), PaymentAnswer.class);

    alder.at(BACK).hears(byBirch);
    alder.hears(agreement);
    alder.happens(
        new PairEvent.SettlementAnswered(
            new Confirmation(
                confirmation.id(),
                Pair.BIRCH,
                Objects.requireNonNull(alder.month().net().offerOrNull()).id(),
                confirmation.settlement(),
                BACK)));
    alder.hears(receipt);
    assertThat(alder.month().theirs()).isEqualTo(Theirs.LAPSED);
    for (OneSide side : List.of(alder, birch)) {
      assertThat(side.month().stage()).isEqualTo(Stage.CLOSED);
      assertThat(side.month().trouble()).isEqualTo(Trouble.NONE);
    }
    assertThat(alder.month().carriedOn(Pair.ALDER)).contains(Carried.NOTHING);
    assertThat(birch.month().carriedOn(Pair.BIRCH)).contains(Carried.NOTHING);
    assertThat(birch.booked()).contains(new LedgerCommand.Return(5_000_000));
  }

  @Test
  void whereNothingIsToBePaidWhatWasOwedIsCarriedOn() {
    StatementOffer byAlder = alderStates(300_000, new Carried(0, 500_000));
    assertThat(alder.month().settlement()).as("birch would be the payer").isEmpty();
    assertThat(alder.month().stage()).isEqualTo(Stage.DEFAULTED);

    birch.at(BACK).carries(500_000, 0);
    birch.hears(byAlder);
    StatementOffer byBirch = birch.states(1, 5_000_000);
    Agreement agreement = birch.answers(birch.checked(), Agreement.class);
    birch.happens(TIME);
    alder.at(BACK).hears(agreement);
    alder.hears(byBirch);

    assertThat(alder.month().stage()).isEqualTo(Stage.CARRIED);
    assertThat(birch.month().stage()).isEqualTo(Stage.CARRIED);
    assertThat(alder.month().trouble()).isEqualTo(Trouble.NONE);
    assertThat(birch.month().trouble()).isEqualTo(Trouble.NONE);
    assertThat(alder.month().carriedOn(Pair.ALDER)).contains(new Carried(300_000, 500_000));
    assertThat(birch.month().carriedOn(Pair.BIRCH)).contains(new Carried(500_000, 300_000));
  }

  @Test
  void whoHasJustStartedConcludesNothing() {
    birch.at(STATED).carries(0, 0);
    birch.states(1, 5_000_000);

    assertThat(birch.at(BACK).happens(STARTING)).isEmpty();

    assertThat(birch.month().ours()).isEqualTo(Ours.PROPOSED);
    assertThat(birch.month().trouble()).isEqualTo(Trouble.NONE);
    birch.happens(TIME);
    assertThat(birch.month().ours())
        .as("not heard in time, by its own fault")
        .isEqualTo(Ours.RETURNED);
    assertThat(birch.month().trouble()).isEqualTo(Trouble.DEFAULTED);
  }

  @Test
  void nobodyIsInDefaultOfAMonthThatWeHaveNotStated() {
    birch.at(BACK).carries(0, 0);

    birch.happens(TIME);
    assertThat(birch.month().trouble()).isEqualTo(Trouble.NONE);
    birch.states(1, 0);
    birch.happens(TIME);
    assertThat(birch.month().stage()).as("who stated nothing either").isEqualTo(Stage.CLOSED);
  }

  /** Alder has stated on the default day alone, as it could not read birch's policy before. */
  @Test
  void whoIsHeardOfOnlyAfterTheDefaultDayIsNotInDefaultIfNothingIsLeft() {
    birch.at(STATED).carries(0, 700_000);
    StatementOffer byBirch = birch.states(1, 5_000_000);
    alder.at(DEFAULT).carries(700_000, 0);
    StatementOffer byAlder = alder.states(1, 6_000_000);
    alder.happens(TIME);

    birch.at(BACK).hears(byAlder);
    birch.happens(TIME);
    alder.at(BACK).hears(byBirch);

    for (OneSide side : List.of(alder, birch)) {
      assertThat(side.month().stage()).isEqualTo(Stage.CARRIED);
      assertThat(side.month().trouble()).isEqualTo(Trouble.NONE);
      assertThat(side.month().ours()).isEqualTo(Ours.RETURNED);
    }
    assertThat(alder.month().carriedOn(Pair.ALDER)).contains(new Carried(700_000, 0));
    assertThat(birch.month().carriedOn(Pair.BIRCH)).contains(new Carried(0, 700_000));
  }

  @Test
  void whoStatesAndIsGoneIsInDefaultAlsoWhereOursWentBack() {
    birch.at(STATED).carries(0, 0);
    alder.at(STATED).carries(0, 0);
    alder.hears(birch.states(1, 5_000_000));
    alder.answers(alder.checked(), Agreement.class);
    alder.at(DEFAULT).states(1, 6_000_000);

    alder.happens(TIME);

    assertThat(alder.month().ours()).isEqualTo(Ours.RETURNED);
    assertThat(alder.month().stage()).isEqualTo(Stage.DEFAULTED);
  }

  /** Alder has stated in time, and is away itself when birch is back. */
  @Test
  void whoCannotBeReachedSinceWeAreBackMayHaveStatedInTime() {
    PairEvent unreachable = new PairEvent.TimePassed(Contact.UNREACHABLE);
    StatementOffer byAlder = alderStates(6_000_000, Carried.NOTHING);
    birch.at(BACK).carries(0, 0);
    birch.states(1, 5_000_000);

    birch.at(BACK.plus(Duration.ofDays(100))).happens(unreachable);
    assertThat(birch.month().ours()).isEqualTo(Ours.RETURNED);
    assertThat(birch.month().theirs()).as("it may be under way").isEqualTo(Theirs.NONE);
    birch.hears(byAlder);
    birch.happens(unreachable);
    assertThat(birch.month().theirs()).isEqualTo(Theirs.ADMITTED);

    birch.at(BACK.plus(Duration.ofDays(180))).happens(unreachable);
    assertThat(birch.month().theirs()).as("gone for good").isEqualTo(Theirs.LAPSED);
  }

  /** Or else who owes would be in good standing by a statement of the distant future. */
  @Test
  void whatSaysThatItIsOfTheFutureEndsNothing() {
    StatementOffer late = birch.at(DEFAULT).states(1, 5_000_000);
    alder.at(STATED).carries(0, 0);
    alder.states(1, 0);

    alder.hears(late);

    assertThat(alder.month().theirs()).isEqualTo(Theirs.NONE);
    alder.at(DEFAULT).happens(TIME);
    assertThat(alder.month().stage()).isEqualTo(Stage.DEFAULTED);
  }

  @Test
  void nothingThatIsAdmittedIsNothingToSettle() {
    birch.at(STATED).carries(0, 0);
    birch.states(1, 0);
    birch.at(OVERDUE).happens(TIME);
    assertThat(birch.month().ours()).isEqualTo(Ours.ADMITTED);
    alder.at(DEFAULT).carries(0, 0);

    birch.at(BACK).hears(alder.states(1, 6_000_000));
    birch.happens(TIME);

    assertThat(birch.month().theirs()).isEqualTo(Theirs.LAPSED);
    assertThat(birch.month().isDone()).isTrue();
    assertThat(birch.month().stage()).isEqualTo(Stage.CLOSED);
  }

  @Test
  void whatIsStatedShortlyBeforeTheDefaultDayIsAdmittedOnIt() {
    Instant late = DEFAULT.minusSeconds(16 * 86_400);
    birch.at(late).carries(0, 0);
    birch.states(1, 5_000_000);

    birch.at(DEFAULT).happens(TIME);

    assertThat(birch.month().ours()).isEqualTo(Ours.ADMITTED);
  }

  /**
   * Birch states two hours before the default day, and goes down again before it shows its lines.
   */
  @Test
  void whatIsStatedShortlyBeforeTheDefaultDayIsComparedAfterIt() {
    birch.at(DEFAULT.minusSeconds(7_200)).carries(0, 0);
    StatementOffer late = birch.states(1, 5_000_000);
    alder.at(STATED).carries(0, 0);
    alder.states(1, 6_000_000);
    alder.at(OVERDUE).happens(TIME);
    alder.at(DEFAULT.minusSeconds(7_000)).hears(late);

    alder.at(DEFAULT).happens(TIME);

    assertThat(alder.month().theirs()).isEqualTo(Theirs.ADMITTED);
    assertThat(alder.month().carriedOn(Pair.ALDER)).as("known once it is compared").isEmpty();
    alder.answers(alder.checked(LINE), Agreement.class);
    assertThat(alder.month().carriedOn(Pair.ALDER)).contains(new Carried(0, 5_000_000));
  }

  @Test
  void linesThatAreNotShownToWhoIsBackAreWaitedForAsLongAsForAnAnswer() {
    StatementOffer byAlder = alderStates(6_000_000, Carried.NOTHING);
    birch.at(BACK).carries(0, 0);
    birch.hears(byAlder);
    birch.states(1, 0);

    birch.at(LONG_BACK.minusSeconds(1)).happens(TIME);
    assertThat(birch.month().theirs()).isEqualTo(Theirs.ADMITTED);
    birch.at(LONG_BACK).happens(TIME);
    assertThat(birch.month().theirs()).isEqualTo(Theirs.LAPSED);
  }
}
