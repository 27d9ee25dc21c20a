package org.farthing.node.guard;

import java.util.ArrayList;
import java.util.List;

/** Comma-separated values (RFC 4180). */
final class Csv {

  private Csv() {}

  /**
   * A record, which quoted cells may spread over several lines.
   *
   * @param number of its first line, from 1
   * @param open whether the text ends within quotation marks
   */
  record Line(int number, List<String> cells, boolean open) {}

  /** All records that are not empty. */
  static List<Line> lines(String text) {
    List<Line> lines = new ArrayList<>();
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    int number = 1;
    int begin = 1;
    String whole = text.startsWith("\ufeff") ? text.substring(1) : text;
    for (int i = 0; i < whole.length(); i++) {
      char c = whole.charAt(i);
      if (c == '\n') {
        number++;
      }
      if (c == '"' && quoted && i + 1 < whole.length() && whole.charAt(i + 1) == '"') {
        cell.append(c);
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else if (c == '\n' && !quoted) {
        add(lines, begin, cells, cell, false);
        cells = new ArrayList<>();
        begin = number;
      } else if (c != '\r' || quoted) {
        cell.append(c);
      }
    }
    add(lines, begin, cells, cell, quoted);
    return lines;
  }

  private static void add(
      List<Line> lines, int number, List<String> cells, StringBuilder cell, boolean open) {
    cells.add(cell.toString());
    cell.setLength(0);
    if (open || cells.stream().anyMatch(each -> !each.isBlank())) {
      lines.add(new Line(number, List.copyOf(cells), open));
    }
  }

  /** A cell, in quotation marks where it needs them. */
  static String quoted(String cell) {
    boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? cell : "\"" + cell.replace("\"", "\"\"") + "\"";
  }
}
