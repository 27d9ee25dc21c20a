package org.farthing.node.look;

import java.util.List;
import java.util.stream.Collectors;

/** Lines of files for spreadsheets (RFC 4180). */
public final class Csv {

  private Csv() {}

  /** A line with its end, each cell quoted. */
  public static String line(List<String> cells) {
    return cells.stream().map(Csv::quoted).collect(Collectors.joining(",", "", "\r\n"));
  }

  /** What begins like a formula gets an apostrophe: spreadsheets would work it out. */
  public static String quoted(String cell) {
    boolean formula = !cell.isEmpty() && "=+-@\t\r".indexOf(cell.charAt(0)) >= 0;
    String inert = formula ? "'" + cell : cell;
    return "\"" + inert.replace("\"", "\"\"") + "\"";
  }
}
