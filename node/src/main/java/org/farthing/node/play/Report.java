package org.farthing.node.play;

import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the nodes say after a scenario was played, as {@code report.json} has it. All amounts are
 * micro-units. Order within a list has no meaning.
 */
public record Report(List<EventOutcome> events, List<Month> months, List<Node> nodes) {

  public Report {
    events = List.copyOf(events);
    months = List.copyOf(months);
    nodes = List.copyOf(nodes);
  }

  /** What became of an event. */
  public enum Outcome {
    RECORDED,
    ALREADY_FLATTRED,
    NO_MEANS,
    FLATTR_OWNER,
    UNKNOWN_THING,
    UNDONE,
    NOTHING_TO_UNDO,
    DEPOSITED,
    BUDGET_SET,
    BELOW_MINIMUM;

    String word() {
      return lowerCase(this);
    }
  }

  /**
   * What became of one event.
   *
   * @param index the event's position in the scenario's file
   * @param flattrOrNull the id concerned, of what was recorded, already flattred or undone
   */
  public record EventOutcome(int index, Outcome outcome, @Nullable String flattrOrNull) {

    Optional<String> flattr() {
      return Optional.ofNullable(flattrOrNull);
    }
  }

  public record Month(
      YearMonth month,
      List<Flattr> flattrs,
      List<Donor> donors,
      List<Creator> creators,
      List<Statement> statements,
      List<Net> nets) {

    public Month {
      flattrs = List.copyOf(flattrs);
      donors = List.copyOf(donors);
      creators = List.copyOf(creators);
      statements = List.copyOf(statements);
      nets = List.copyOf(nets);
    }
  }

  /** How a flattr stood when its month was closed. */
  public enum FlattrState {
    COUNTED,
    UNCLAIMED,
    UNDONE;

    String word() {
      return lowerCase(this);
    }
  }

  /**
   * A flattr that was recorded in the month.
   *
   * @param creatorOrNull the handle; null where the creator is unknown
   * @param codeOrNull why it is unclaimed, {@code not_receiving}; null in any other state
   * @param amountMicros the share; zero unless counted
   */
  public record Flattr(
      String id,
      String donor,
      String thing,
      @Nullable String creatorOrNull,
      FlattrState state,
      @Nullable String codeOrNull,
      long amountMicros) {

    public Flattr {
      if ((state == FlattrState.UNCLAIMED) != (codeOrNull != null)) {
        throw new IllegalArgumentException(
            "A flattr has a code when and only when it is unclaimed.");
      }
    }

    Optional<String> creator() {
      return Optional.ofNullable(creatorOrNull);
    }

    Optional<String> code() {
      return Optional.ofNullable(codeOrNull);
    }
  }

  /**
   * A member with a reserved budget in the month.
   *
   * @param reservedMicros after raises; what was given and what was released add up to it
   * @param fundsAfterMicros right after this month's close
   */
  public record Donor(
      String member,
      long reservedMicros,
      long givenMicros,
      long releasedMicros,
      long fundsAfterMicros) {}

  public record Creator(String member, long grossMicros, long feeMicros, long netMicros) {}

  /**
   * What one node owes another for the month alone.
   *
   * @param root of the lines' Merkle tree, in lower-case hex
   * @param state {@code AGREED} once agreed, paid or not
   */
  public record Statement(
      String debtor, String creditor, long count, long grossMicros, String root, String state) {}

  /**
   * What a pair of nodes did with what they owed each other.
   *
   * @param netMicros with what was carried from earlier months
   * @param carriedMicros what the payer still owes afterwards
   * @param state {@code CARRIED} or {@code CLOSED}
   */
  public record Net(
      String payer,
      String payee,
      long netMicros,
      long paidMicros,
      long carriedMicros,
      String state) {}

  /**
   * A node at the end.
   *
   * @param bankMicros deposits + received − sent
   * @param invariants {@code ok}, or what is wrong with the ledger
   */
  public record Node(
      String name,
      long bankMicros,
      long feePendingMicros,
      long feeAvailableMicros,
      String invariants,
      List<Balance> members) {

    public Node {
      members = List.copyOf(members);
    }
  }

  /** What a member has at the end. */
  public record Balance(
      String member, long fundsMicros, long pendingMicros, long availableMicros) {}

  private static String lowerCase(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
