package org.farthing.node.flattr;

import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.farthing.node.account.MemberId;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.GroupCommit;
import org.farthing.node.platform.database.Transaction;

/**
 * Most clicks are plain: the thing is of a member here who receives this month, and the donor has
 * reserved. They only add a row each, and so are recorded many in one transaction. Thread-safe.
 */
final class PlainClicks {

  private static final int MOST_TOGETHER = 200;

  private final Giving giving;
  private final GroupCommit<Click, Optional<Given>> together;

  PlainClicks(Database database, Giving giving) {
    this.giving = giving;
    this.together = new GroupCommit<>(database, MOST_TOGETHER, this::record);
  }

  /**
   * Records a click on a thing whose creator receives, if no more than that is to be done.
   *
   * @return the flattr; nothing when the donor has not reserved, owes something or has flattred the
   *     thing already, or the month is over: then nothing has changed
   */
  Optional<Given> record(Click click) {
    return together.ask(click);
  }

  private List<Optional<Given>> record(Transaction tx, List<Click> clicks) {
    // As a month begins, some clicks of the last one may be among them: they go the whole way.
    YearMonth month = clicks.getLast().period();
    Set<MemberId> donors = clicks.stream().map(Click::donor).collect(Collectors.toSet());
    Map<MemberId, Boolean> habits = giving.habits(tx, month, donors);
    List<Given> flattrs =
        clicks.stream()
            .filter(click -> click.period().equals(month))
            .flatMap(click -> Stream.ofNullable(habits.get(click.donor())).map(click::counted))
            .toList();
    Set<FlattrId> recorded = FlattrStore.insertIfNew(tx, flattrs);
    Map<FlattrId, Given> byId =
        flattrs.stream()
            .filter(flattr -> recorded.contains(flattr.id()))
            .collect(Collectors.toMap(Given::id, Function.identity()));
    return clicks.stream().map(click -> Optional.ofNullable(byId.get(click.id()))).toList();
  }
}
