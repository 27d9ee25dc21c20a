package org.farthing.node.settlement.line;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Sorts lines, more of them than memory holds: up to half a million stay in it; of more, sorted
 * runs go to a temporary file, 52 bytes a line, and are merged. Of one thread.
 */
final class LineSort implements AutoCloseable {

  private static final int MOST_IN_MEMORY = 1 << 19;

  private final int mostInMemory;
  private final List<OwnLine> inMemory = new ArrayList<>();
  private final List<Iterator<OwnLine>> runs = new ArrayList<>();
  private @Nullable RunFile file;

  LineSort() {
    this(MOST_IN_MEMORY);
  }

  LineSort(int mostInMemory) {
    this.mostInMemory = mostInMemory;
  }

  void add(OwnLine line) {
    if (inMemory.size() == mostInMemory) {
      spill();
    }
    inMemory.add(line);
  }

  private void spill() {
    RunFile target = file;
    if (target == null) {
      target = RunFile.create();
      file = target;
    }
    inMemory.sort(Comparator.naturalOrder());
    runs.add(target.write(inMemory));
    inMemory.clear();
  }

  /** All that was added, in order; to be called once, when nothing is added any more. */
  Iterator<OwnLine> sorted() {
    inMemory.sort(Comparator.naturalOrder());
    if (runs.isEmpty()) {
      return inMemory.iterator();
    }
    if (!inMemory.isEmpty()) {
      runs.add(inMemory.iterator());
    }
    return new Merge(runs);
  }

  @Override
  public void close() {
    if (file != null) {
      file.close();
    }
  }

  private static final class Merge implements Iterator<OwnLine> {

    private final PriorityQueue<Source> sources = new PriorityQueue<>();

    Merge(List<Iterator<OwnLine>> runs) {
      runs.forEach(run -> sources.add(new Source(run)));
    }

    @Override
    public boolean hasNext() {
      return !sources.isEmpty();
    }

    @Override
    public OwnLine next() {
      Source source = sources.remove();
      OwnLine line = source.first;
      if (source.lines.hasNext()) {
        source.first = source.lines.next();
        sources.add(source);
      }
      return line;
    }
  }

  /** A run with the first of its lines that is not taken yet. */
  private static final class Source implements Comparable<Source> {

    private final Iterator<OwnLine> lines;
    private OwnLine first;

    Source(Iterator<OwnLine> lines) {
      this.lines = lines;
      this.first = lines.next();
    }

    @Override
    public int compareTo(Source other) {
      return first.compareTo(other.first);
    }
  }
}
