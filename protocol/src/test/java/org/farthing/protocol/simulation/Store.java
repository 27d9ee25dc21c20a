package org.farthing.protocol.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A node's database in memory: tables of immutable rows, changed in transactions that are committed
 * whole or undone whole.
 */
final class Store {

  private final List<Table<?>> tables = new ArrayList<>();
  private final Deque<Runnable> undo = new ArrayDeque<>();

  <V> Table<V> table() {
    Table<V> table = new Table<>();
    tables.add(table);
    return table;
  }

  void commit() {
    undo.clear();
  }

  void rollBack() {
    while (!undo.isEmpty()) {
      undo.pop().run();
    }
  }

  boolean isChanged() {
    return !undo.isEmpty();
  }

  /** A copy of all that is committed, to go back to. */
  Runnable backUp() {
    List<Runnable> restores = tables.stream().map(Table::backUp).toList();
    return () -> restores.forEach(Runnable::run);
  }

  /** Rows by a key in words, in the order of keys. */
  final class Table<V> {

    private final NavigableMap<String, V> rows = new TreeMap<>();

    Optional<V> find(String key) {
      return Optional.ofNullable(rows.get(key));
    }

    boolean has(String key) {
      return rows.containsKey(key);
    }

    /** Stores a row; nothing changes when it is the one that is there. */
    void put(String key, V row) {
      @Nullable V before = rows.get(key);
      if (row.equals(before)) {
        return;
      }
      rows.put(key, row);
      undo.push(() -> reset(key, before));
    }

    void remove(String key) {
      @Nullable V before = rows.remove(key);
      undo.push(() -> reset(key, before));
    }

    Collection<V> all() {
      return rows.values();
    }

    /** Those whose keys begin so. */
    SortedMap<String, V> under(String prefix) {
      return rows.subMap(prefix, prefix + Character.MAX_VALUE);
    }

    private void reset(String key, @Nullable V before) {
      if (before == null) {
        rows.remove(key);
      } else {
        rows.put(key, before);
      }
    }

    private Runnable backUp() {
      Map<String, V> copy = new TreeMap<>(rows);
      return () -> {
        rows.clear();
        rows.putAll(copy);
      };
    }
  }
}
