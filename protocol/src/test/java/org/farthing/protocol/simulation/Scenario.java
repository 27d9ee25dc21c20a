package org.farthing.protocol.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.message.SettlementCalendar;
import org.jspecify.annotations.Nullable;

/**
 * What a seed makes of the world before anything goes wrong in it: nodes, members, what they give,
 * and which kinds of fault are at work until when.
 *
 * @param months how many, from {@link #FIRST} on
 * @param clicks in the order of their times
 * @param hostileOrNull the node that means ill, if one does
 */
record Scenario(
    long seed,
    int months,
    SettlementCalendar calendar,
    List<NodeTerms> nodes,
    List<Member> members,
    List<Click> clicks,
    Set<Fault> atWork,
    Instant calmFrom,
    @Nullable Integer hostileOrNull) {

  static final YearMonth FIRST = YearMonth.of(2026, 1);

  private static final List<String> NAMES =
      List.of("alder", "birch", "cedar", "dogwood", "elm", "fir", "gorse");
  private static final int MOST_FLATTRS = 100;
  private static final int MOST_GIFTS = 12;
  private static final int MOST_MONTHS = 3;

  /** So that nodes may be away until after the days on which others give up their months. */
  private static final int LONGER_HOURS = 80 * 24;

  /** What a node asks for. */
  record NodeTerms(String name, int feeBasisPoints, long netMinimumMicros, boolean giveToGet) {

    ActorId actor() {
      return ActorId.of("https://" + name + ".example/actor");
    }
  }

  /**
   * Who gives, and may receive.
   *
   * @param maximumMicrosOrNull the most that one flattr of theirs gets
   */
  record Member(
      int node,
      String name,
      long fundsMicros,
      long budgetMicros,
      @Nullable Long maximumMicrosOrNull) {

    ActorId actor() {
      return ActorId.of("https://" + NAMES.get(node) + ".example/users/" + name);
    }
  }

  /**
   * A click.
   *
   * @param donor place in the list of members, as is the creator
   * @param giftMicros what it gives beside the budget; 0 of a flattr
   * @param claimed whether its creator has shown that the thing is theirs
   * @param held whether an admin of the creator's node looks into it as fraud, and holds it back
   */
  record Click(
      int number,
      Instant at,
      int donor,
      int creator,
      long giftMicros,
      boolean claimed,
      boolean held,
      @Nullable Instant undoneAtOrNull) {

    boolean isGift() {
      return giftMicros > 0;
    }

    /** Whether it is held back at a time: of some, the admin has looked into it after a while. */
    boolean isHeld(Instant now) {
      return held && (number % 3 > 0 || now.isBefore(liftedAt()));
    }

    /** Often while its month is settled. */
    private Instant liftedAt() {
      YearMonth month = YearMonth.from(at.atZone(ZoneOffset.UTC));
      return month
          .plusMonths(1)
          .atDay(4)
          .atStartOfDay()
          .toInstant(ZoneOffset.UTC)
          .plus(Duration.ofHours(number % 48L));
    }
  }

  static Scenario of(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int months = 1 + random.nextInt(MOST_MONTHS);
    List<NodeTerms> nodes =
        NAMES.subList(0, 2 + random.nextInt(NAMES.size() - 1)).stream()
            .map(name -> terms(random, name))
            .toList();
    List<Member> members =
        IntStream.range(0, nodes.size())
            .boxed()
            .flatMap(
                node ->
                    IntStream.range(0, 1 + random.nextInt(3))
                        .mapToObj(number -> member(random, node, "m" + number)))
            .toList();
    Instant end = FIRST.plusMonths(months).atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
    long calmAfter = random.nextLong(Duration.between(begin(), end).toHours() + 25 * 24);
    boolean hostile = random.nextInt(3) == 0;
    Set<Fault> atWork = EnumSet.noneOf(Fault.class);
    for (Fault kind : EnumSet.complementOf(EnumSet.of(Fault.OUTAGE))) {
      if (kind.isHostile() ? hostile && random.nextInt(5) < 3 : random.nextInt(5) < 3) {
        atWork.add(kind);
      }
    }
    // Drawn apart, so that worlds without one are what they were before there were any.
    SplittableRandom apart = new SplittableRandom(~seed);
    if (apart.nextInt(3) == 0) {
      atWork.add(Fault.OUTAGE);
      calmAfter += apart.nextLong(LONGER_HOURS);
    }
    return new Scenario(
        seed,
        months,
        random.nextInt(4) == 0 ? SettlementCalendar.WITHOUT_WAITS : SettlementCalendar.STANDARD,
        nodes,
        members,
        clicks(random, months, members),
        atWork,
        begin().plus(Duration.ofHours(calmAfter)),
        hostile ? random.nextInt(nodes.size()) : null);
  }

  /** The same with other clicks. */
  Scenario with(List<Click> others) {
    return new Scenario(
        seed, months, calendar, nodes, members, others, atWork, calmFrom, hostileOrNull);
  }

  Click click(int number) {
    return clicks.stream().filter(click -> click.number() == number).findFirst().orElseThrow();
  }

  static Instant begin() {
    return FIRST.atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
  }

  YearMonth last() {
    return FIRST.plusMonths(months - 1L);
  }

  List<YearMonth> periods() {
    return IntStream.range(0, months).mapToObj(FIRST::plusMonths).toList();
  }

  private static NodeTerms terms(SplittableRandom random, String name) {
    return new NodeTerms(
        name,
        random.nextInt(3) == 0 ? random.nextInt(10_001) : 1_000,
        random.nextInt(3) == 0 ? random.nextLong(10_000_001) : 1_000_000,
        random.nextInt(2) == 0);
  }

  private static Member member(SplittableRandom random, int node, String name) {
    long budget = 2_000_000 + random.nextLong(20_000_000);
    return new Member(
        node,
        name,
        budget + random.nextLong(3 * budget),
        budget,
        random.nextInt(3) == 0 ? 1 + random.nextLong(budget) : null);
  }

  private static List<Click> clicks(SplittableRandom random, int months, List<Member> members) {
    List<Click> clicks = new ArrayList<>();
    for (int month = 0; month < months; month++) {
      for (int more = random.nextInt(MOST_FLATTRS + 1); more > 0; more--) {
        int donor = random.nextInt(members.size());
        int creator = random.nextInt(members.size());
        Instant at = timeIn(FIRST.plusMonths(month), random);
        boolean undone = random.nextInt(8) == 0;
        Instant undoneAt = at.plus(Duration.ofMinutes(random.nextLong(8_000)));
        boolean claimed = random.nextInt(20) > 0;
        boolean held = random.nextInt(100) == 0;
        if (donor != creator) {
          clicks.add(
              new Click(
                  clicks.size(), at, donor, creator, 0, claimed, held, undone ? undoneAt : null));
        }
      }
      for (int more = random.nextInt(MOST_GIFTS + 1); more > 0; more--) {
        int donor = random.nextInt(members.size());
        int creator = random.nextInt(members.size());
        Instant at = timeIn(FIRST.plusMonths(month), random);
        long micros = 10_000 + random.nextLong(members.get(donor).budgetMicros());
        boolean held = random.nextInt(20) == 0;
        if (donor != creator) {
          clicks.add(new Click(clicks.size(), at, donor, creator, micros, true, held, null));
        }
      }
    }
    return List.copyOf(clicks);
  }

  private static Instant timeIn(YearMonth month, SplittableRandom random) {
    Instant begin = month.atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
    return begin.plus(Duration.ofMinutes(random.nextLong(month.lengthOfMonth() * 24L * 60)));
  }
}
