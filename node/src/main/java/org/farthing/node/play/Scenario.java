package org.farthing.node.play;

import java.time.Instant;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is played: nodes, their members, things, and events over some months. All references
 * resolve; all amounts are micro-units of {@link #currency}, in whole minor units, and all deposits
 * together stay below {@link ScenarioReader#LARGEST_MICROS}.
 *
 * @param months consecutive, at least one
 * @param currency the ISO 4217 code that all nodes share
 * @param events in the order of the file
 */
public record Scenario(
    List<YearMonth> months,
    String currency,
    List<Node> nodes,
    List<Member> members,
    List<Thing> things,
    List<Event> events) {

  public Scenario {
    months = List.copyOf(months);
    nodes = List.copyOf(nodes);
    members = List.copyOf(members);
    things = List.copyOf(things);
    events = List.copyOf(events);
  }

  /** By instant; events of the same instant keep their order in the file. */
  public List<Event> eventsByTime() {
    return events.stream().sorted(Comparator.comparing(Event::at)).toList();
  }

  public record Node(
      String name,
      int feeBasisPoints,
      long minimumBudgetMicros,
      boolean giveToGet,
      long netMinimumMicros) {}

  /** A member by name and node, {@code alice@a}. */
  public record Handle(String name, String node) {

    @Override
    public String toString() {
      return name + "@" + node;
    }
  }

  /**
   * A member at the start.
   *
   * @param depositMicros confirmed at the start of the first month
   * @param budgetMicros zero for who does not give, else at least the node's minimum
   */
  public record Member(
      Handle handle,
      long depositMicros,
      long budgetMicros,
      @Nullable Long maximumPerFlattrMicrosOrNull,
      boolean anonymous) {}

  /**
   * What is flattred.
   *
   * @param url an absolute http or https URL, exactly as the file has it
   * @param creatorOrNull null when nobody knows who made it
   */
  public record Thing(String url, @Nullable Handle creatorOrNull) {

    public Optional<Handle> creator() {
      return Optional.ofNullable(creatorOrNull);
    }
  }

  /** Something that a member does. */
  public sealed interface Event {

    /** Its position in the file, from 0. */
    int index();

    /** Within the scenario's months. */
    Instant at();
  }

  /** The thing need not be among the scenario's. */
  public record FlattrEvent(int index, Instant at, Handle donor, String url) implements Event {}

  /** The thing need not be among the scenario's. */
  public record UndoEvent(int index, Instant at, Handle donor, String url) implements Event {}

  /** The amount is above zero. */
  public record DepositEvent(int index, Instant at, Handle member, long amountMicros)
      implements Event {}

  /** The amount is zero or more, perhaps below the node's minimum. */
  public record BudgetEvent(int index, Instant at, Handle member, long amountMicros)
      implements Event {}
}
