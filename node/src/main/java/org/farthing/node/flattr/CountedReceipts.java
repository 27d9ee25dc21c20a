package org.farthing.node.flattr;

import java.time.YearMonth;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import org.farthing.node.platform.database.Database;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.settlement.StatementCheck.Receipted;

/**
 * What is counted of a peer's donors in a month, in ascending order of ids, some thousands in
 * memory at a time. Of one thread.
 */
final class CountedReceipts implements Iterator<Receipted> {

  private static final int AT_ONCE = 8_192;

  private final Database database;
  private final YearMonth period;
  private final int peer;
  private final Deque<Receipted> read = new ArrayDeque<>();
  private final Map<Long, ActorId> actors = new HashMap<>();
  private String last = "";
  private boolean atEnd;

  CountedReceipts(Database database, YearMonth period, int peer) {
    this.database = database;
    this.period = period;
    this.peer = peer;
  }

  @Override
  public boolean hasNext() {
    if (read.isEmpty() && !atEnd) {
      readMore();
    }
    return !read.isEmpty();
  }

  @Override
  public Receipted next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return read.remove();
  }

  private void readMore() {
    database.execute(
        tx -> {
          read.clear();
          ReceivedStore.counted(tx, period, peer, last, AT_ONCE, this::add);
        });
    atEnd = read.size() < AT_ONCE;
    if (!read.isEmpty()) {
      last = read.getLast().flattr().toString();
    }
  }

  private void add(String flattr, long creator, String actor, long giftMicros, long thing) {
    read.add(
        new Receipted(
            ActivityId.of(flattr),
            actors.computeIfAbsent(creator, _ -> ActorId.of(actor)),
            giftMicros,
            thing));
  }
}
