package org.farthing.node.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a pass over all transfers finds, without a database: account 1 is the bank, 2 fees. */
final class RecountTest {

  private static final UUID ID = new UUID(0, 7);
  private static final StoredTransfer.Resolved SET_ASIDE =
      new StoredTransfer.Resolved(1, "PENDING", 2, 3, 10);

  private final Recount recount = new Recount();

  @Test
  void booksThatAddUpAreSound() {
    recount.add(row(1, "POSTED", 1, 2, 10, null));
    recount.add(row(2, "PENDING", 2, 3, 10, null));
    recount.add(row(3, "POST", 2, 3, 4, SET_ASIDE));
    compare(
        List.of(
            account(1, "bank", "DEBIT", new Totals(10, 0, 0, 0)),
            account(2, "fee-available", "CREDIT", new Totals(4, 0, 10, 0)),
            account(3, "fee-pending", "CREDIT", new Totals(0, 0, 4, 0))));

    assertThat(recount.breaches()).isEmpty();
  }

  @Test
  void rowThatCannotBeIsMalformed() {
    recount.add(row(1, "GUESSED", 1, 2, 10, null));
    recount.add(row(2, "POSTED", 1, 2, 0, null));
    recount.add(row(3, "POSTED", 2, 2, 1, null));
    recount.add(
        new StoredTransfer(
            4, ID, "POSTED", null, 1, 2, 1, "WHIM", "for it", null, Instant.EPOCH, null));
    recount.add(
        new StoredTransfer(
            5, ID, "POSTED", ID, 1, 2, 1, "GIVE", "for it", null, Instant.EPOCH, null));

    assertThat(recount.breaches()).extracting(Breach::code).containsOnly("malformed_transfer");
    assertThat(recount.breaches())
        .extracting(Breach::detail)
        .containsExactly(
            "its kind is GUESSED",
            "its amount is 0",
            "it debits and credits account 2",
            "its code is WHIM",
            "it resolves " + ID + " but is POSTED");
    assertThat(recount.breaches().getFirst().where()).isEqualTo("ledger_transfer 1 (" + ID + ")");
  }

  @Test
  void resolutionThatDoesNotFitIsSaid() {
    recount.add(row(2, "VOID", 2, 3, 10, null));
    recount.add(row(2, "VOID", 2, 3, 10, resolved(1, "POSTED", 2, 3)));
    recount.add(row(2, "VOID", 2, 3, 10, resolved(2, "PENDING", 2, 3)));
    recount.add(row(2, "VOID", 2, 3, 10, resolved(1, "PENDING", 1, 3)));
    recount.add(row(2, "VOID", 2, 3, 10, resolved(1, "PENDING", 2, 1)));
    recount.add(row(2, "VOID", 2, 3, 9, SET_ASIDE));
    recount.add(row(2, "POST", 2, 3, 11, SET_ASIDE));

    assertThat(recount.breaches()).extracting(Breach::code).containsOnly("unfitting_resolution");
    assertThat(recount.breaches())
        .extracting(Breach::detail)
        .containsExactly(
            "there is no transfer " + ID,
            "what it resolves is POSTED",
            "what it resolves comes after it",
            "what it resolves is between other accounts",
            "what it resolves is between other accounts",
            "its amount is 9 of 10",
            "its amount is 11 of 10");
  }

  @Test
  void voidingAllAndPostingAllFit() {
    recount.add(row(2, "VOID", 2, 3, 10, SET_ASIDE));
    recount.add(row(3, "POST", 2, 3, 10, SET_ASIDE));

    assertThat(recount.breaches()).isEmpty();
  }

  @Test
  void amountsBeyondAllBoundsAreSaidAndNotAdded() {
    recount.add(row(1, "POSTED", 1, 2, Long.MAX_VALUE, null));
    recount.add(row(2, "POSTED", 1, 2, 1, null));

    assertThat(recount.breaches())
        .singleElement()
        .extracting(Breach::detail)
        .isEqualTo("its amount of 1 goes beyond all bounds");
  }

  @Test
  void accountThatSaysOtherwiseThanItsTransfersDiffers() {
    recount.add(row(1, "POSTED", 1, 2, 10, null));
    compare(
        List.of(
            account(1, "bank", "DEBIT", new Totals(11, 0, 0, 0)),
            account(2, "fee-available", "CREDIT", new Totals(0, 0, 10, 0))));

    assertThat(recount.breaches())
        .extracting(Breach::code, Breach::where)
        .containsExactly(
            tuple("balance_differs", "ledger_account 1 (bank)"),
            tuple("unbalanced", "ledger_account"));
  }

  @Test
  void whatIsSetAsideOnOneSideOnlyIsUnbalancedToo() {
    compare(List.of(account(1, "fee-pending", "CREDIT", new Totals(0, 1, 1, 0))));

    assertThat(recount.breaches())
        .extracting(Breach::code)
        .containsExactly("balance_differs", "unbalanced");
  }

  @Test
  void accountsThatNobodyKnowsAreSaid() {
    recount.add(row(1, "POSTED", 1, 2, 10, null));
    compare(
        List.of(
            account(1, "bank", "CREDIT", new Totals(10, 0, 0, 0)),
            account(4, "cellar", "DEBIT", Totals.ZERO)));

    assertThat(recount.breaches())
        .filteredOn(breach -> breach.code().equals("unknown_account"))
        .extracting(Breach::detail)
        .containsExactly(
            "its normal side is CREDIT",
            "no account has this code",
            "transfers name it, but it is not there");
  }

  @Test
  void accountBelowZeroIsSaid() {
    compare(
        List.of(
            account(1, "bank", "DEBIT", new Totals(1, 0, 2, 0)),
            account(2, "fee-available", "CREDIT", new Totals(-1, 0, 0, 0)),
            account(3, "fee-pending", "UPSIDE", Totals.ZERO)));

    assertThat(recount.breaches())
        .filteredOn(breach -> breach.code().equals("negative"))
        .extracting(Breach::where)
        .containsExactly("ledger_account 1 (bank)", "ledger_account 2 (fee-available)");
  }

  @Test
  void idThatIsUsedTwiceIsSaidAndNoMoreThanAThousandBreachesAre() {
    for (int time = 0; time < 1_001; time++) {
      recount.usedTwice(ID);
    }

    assertThat(recount.breaches()).hasSize(1_000);
    assertThat(recount.breaches().getFirst().code()).isEqualTo("id_used_twice");
  }

  private static StoredTransfer.Resolved resolved(
      long sequence, String kind, long debit, long credit) {
    return new StoredTransfer.Resolved(sequence, kind, debit, credit, 10);
  }

  private static StoredTransfer row(
      long sequence,
      String kind,
      long debit,
      long credit,
      long micros,
      StoredTransfer.@Nullable Resolved resolves) {
    boolean resolving = kind.equals("POST") || kind.equals("VOID");
    @Nullable UUID pending = resolving ? ID : null;
    return new StoredTransfer(
        sequence,
        ID,
        kind,
        pending,
        debit,
        credit,
        micros,
        "GIVE",
        "for it",
        null,
        Instant.EPOCH,
        resolves);
  }

  private static StoredAccount account(long id, String code, String side, Totals totals) {
    return new StoredAccount(id, code, side, totals);
  }

  private void compare(List<StoredAccount> accounts) {
    accounts.forEach(recount::compare);
    recount.finish();
  }
}
