package org.farthing.protocol.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.farthing.protocol.money.Cover;
import org.farthing.protocol.money.Fee;
import org.farthing.protocol.money.Revenue;

/**
 * One node's books as far as one peer is concerned, in micro-units. Each booking of a month is made
 * once, nothing falls below zero, and what comes in equals what it is for.
 */
final class SimulatedLedger {

  private static final Fee FEE = new Fee(1_000);

  private final Set<String> booked = new HashSet<>();
  private final List<Revenue<String>> pending = new ArrayList<>();
  private long bankMicros;
  private long fundsMicros;
  private long statedMicros;
  private long owedMicros;
  private long claimMicros;
  private long availableMicros;

  /** Donors pay in what they will give. */
  SimulatedLedger(long depositsMicros) {
    bankMicros = depositsMicros;
    fundsMicros = depositsMicros;
  }

  long bankMicros() {
    return bankMicros;
  }

  long owedMicros() {
    return owedMicros;
  }

  long claimMicros() {
    return claimMicros;
  }

  /** What creators and node have from the peer, pending or not. */
  long revenueMicros() {
    return pendingMicros() + availableMicros;
  }

  private long pendingMicros() {
    return pending.stream().mapToLong(Revenue::grossMicros).sum();
  }

  /** The month is split: what donors have given leaves their funds. */
  void state(YearMonth period, long grossMicros) {
    once(period, "state");
    fundsMicros -= grossMicros;
    statedMicros += grossMicros;
    check();
  }

  void book(YearMonth period, List<LedgerCommand> commands) {
    for (LedgerCommand command : commands) {
      book(period, command);
      check();
    }
  }

  private void book(YearMonth period, LedgerCommand command) {
    switch (command) {
      case LedgerCommand.Owe it -> {
        once(period, "owe");
        statedMicros -= it.grossMicros();
        owedMicros += it.grossMicros();
      }
      case LedgerCommand.Admit it -> {
        once(period, "admit " + it.version());
        statedMicros -= it.grossMicros();
        owedMicros += it.grossMicros();
      }
      case LedgerCommand.Retract it -> {
        once(period, "retract " + it.version());
        statedMicros += it.micros();
        owedMicros -= it.micros();
      }
      case LedgerCommand.Earn it -> {
        once(period, "earn");
        earnOfBoth(period, it.grossMicros());
      }
      case LedgerCommand.EarnRest it -> {
        once(period, "earn rest");
        earnOfBoth(period, it.micros());
      }
      case LedgerCommand.SetOff it -> {
        once(period, "set off");
        owedMicros -= it.micros();
        claimMicros -= it.micros();
      }
      case LedgerCommand.Mature it -> {
        once(period, "mature at " + it.receivedMicros() + it.cover().getClass().getSimpleName());
        mature(it.upTo(), it.cover());
      }
      case LedgerCommand.Pay it -> {
        once(period, "pay " + it.attempt());
        owedMicros -= it.micros();
        bankMicros -= it.micros();
      }
      case LedgerCommand.TakeBack it -> {
        once(period, "take back " + it.attempt());
        owedMicros += it.micros();
        bankMicros += it.micros();
      }
      case LedgerCommand.Receive it -> {
        once(period, "receive after " + it.beforeMicros());
        bankMicros += it.micros();
        claimMicros -= it.micros();
      }
      case LedgerCommand.WriteOff it -> {
        once(period, "write off");
        claimMicros -= it.micros();
        writeOff(it.micros());
      }
      case LedgerCommand.ReturnDisputed it -> {
        once(period, "return disputed");
        statedMicros -= it.micros();
        fundsMicros += it.micros();
      }
      case LedgerCommand.Return it -> {
        once(period, "return");
        statedMicros -= it.micros();
        fundsMicros += it.micros();
      }
    }
  }

  private void once(YearMonth period, String what) {
    assertThat(booked.add(what + " " + period)).as("%s %s once", what, period).isTrue();
  }

  private void earnOfBoth(YearMonth period, long grossMicros) {
    claimMicros += grossMicros;
    earn(period, "bob", grossMicros / 3);
    earn(period, "eve", grossMicros - grossMicros / 3);
  }

  private void earn(YearMonth period, String creator, long grossMicros) {
    long feeMicros = FEE.on(grossMicros);
    pending.add(new Revenue<>(period, creator, grossMicros - feeMicros, feeMicros));
  }

  private void mature(YearMonth upTo, Cover cover) {
    List<Revenue<String>> concerned =
        pending.stream().filter(revenue -> !revenue.month().isAfter(upTo)).toList();
    for (Revenue<String> released : cover.release(concerned)) {
      pending.replaceAll(revenue -> less(revenue, released));
      availableMicros += released.grossMicros();
    }
  }

  /** From the oldest on, as much of it as is given up. */
  private void writeOff(long micros) {
    for (Revenue<String> lost : new Cover.UpTo(micros).release(List.copyOf(pending))) {
      pending.replaceAll(revenue -> less(revenue, lost));
    }
  }

  private static Revenue<String> less(Revenue<String> revenue, Revenue<String> released) {
    boolean same =
        revenue.month().equals(released.month()) && revenue.creator().equals(released.creator());
    return same
        ? new Revenue<>(
            revenue.month(),
            revenue.creator(),
            revenue.netMicros() - released.netMicros(),
            revenue.feeMicros() - released.feeMicros())
        : revenue;
  }

  private void check() {
    assertThat(List.of(fundsMicros, statedMicros, owedMicros, claimMicros, availableMicros))
        .as("funds, stated, owed, claim, available")
        .allMatch(micros -> micros >= 0);
    assertThat(bankMicros + claimMicros)
        .as("bank and claim")
        .isEqualTo(fundsMicros + statedMicros + owedMicros + revenueMicros());
    // The bank covers all that can be taken out of it, but for a residue below a cent (rule 9).
    assertThat(bankMicros).as("bank").isGreaterThan(fundsMicros + availableMicros - 10_000);
  }
}
