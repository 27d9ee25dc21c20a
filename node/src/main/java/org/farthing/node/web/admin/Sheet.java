package org.farthing.node.web.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a question of an admin's, and what it rests on.
 *
 * @param title the question, or what the page is about
 * @param lead the answer
 * @param mood how good an answer it is
 */
record Sheet(Place here, String title, String lead, Mood mood, List<Part> parts) {

  private static final Pattern LONG_WORD = Pattern.compile("\\S{29}");

  Sheet {
    parts = List.copyOf(parts);
  }

  /** How good an answer is. It is said in words, too. */
  enum Mood {
    PLAIN,
    GOOD,
    WAITS,
    BAD;

    /** As its class in the style sheet has it. */
    String css() {
      return switch (this) {
        case PLAIN -> "plain";
        case GOOD -> "good";
        case WAITS -> "waits";
        case BAD -> "bad";
      };
    }
  }

  /** Something below the answer. */
  sealed interface Part {}

  /** Paragraphs under a heading. */
  record Text(String heading, List<String> paragraphs) implements Part {
    Text {
      paragraphs = List.copyOf(paragraphs);
    }
  }

  /** Figures side by side. Of an empty heading, they belong to the answer. */
  record Figures(String heading, List<Figure> figures) implements Part {
    Figures {
      figures = List.copyOf(figures);
    }
  }

  /** A figure and what it means. */
  record Figure(String label, String value, String text) {}

  /**
   * Rows.
   *
   * @param columns their names; of an empty name, what can be done with a row
   * @param none what is said when there are none
   * @param pager to where there are more
   */
  record Table(
      String heading,
      @Nullable String textOrNull,
      List<String> columns,
      List<List<Cell>> rows,
      String none,
      List<Link> pager)
      implements Part {
    Table {
      columns = List.copyOf(columns);
      rows = List.copyOf(rows);
      pager = List.copyOf(pager);
    }

    /** Whether a column is one of amounts, by its first row. */
    boolean isOfAmounts(int column) {
      return !rows.isEmpty() && rows.getFirst().get(column) instanceof Amount;
    }
  }

  /** What can be done here: by a page that asks first, or at once. */
  record Acts(String heading, List<Act> acts) implements Part {
    Acts {
      acts = List.copyOf(acts);
    }
  }

  /** Something that can be done. */
  sealed interface Act {
    String text();

    String path();
  }

  /** Leads to another page. */
  record Link(String text, String path) implements Act, Cell {}

  /** A button that does something harmless at once. */
  record Button(String text, String path) implements Act {}

  /** A form that only looks for something. */
  record Search(String heading, List<Sought> fields, String submit) implements Part {
    Search {
      fields = List.copyOf(fields);
    }
  }

  /** What is looked for. */
  record Sought(String id, String label, String value) {}

  /** What stands in a row. */
  sealed interface Cell {}

  /** Whether a word of it is broken where a column has no room; others stay whole. */
  static boolean isLong(String text) {
    return LONG_WORD.matcher(text).find();
  }

  /** Words of any origin. */
  record Words(String text) implements Cell {}

  /** Money. */
  record Amount(String text) implements Cell {}

  /** How something stands. */
  record Mark(Mood mood, String text) implements Cell {}

  /** Several things that can be done with a row. */
  record Links(List<Link> links) implements Cell {
    Links {
      links = List.copyOf(links);
    }
  }

  /** Puts a sheet together, from top to bottom. Of one thread. */
  static final class Draft {

    private final Place here;
    private final String title;
    private final List<Part> parts = new ArrayList<>();
    private String lead = "";
    private Mood mood = Mood.PLAIN;

    Draft(Place here, String title) {
      this.here = here;
      this.title = title;
    }

    Draft answer(Mood how, String text) {
      this.mood = how;
      this.lead = text;
      return this;
    }

    Draft add(Part part) {
      parts.add(part);
      return this;
    }

    Sheet done() {
      return new Sheet(here, title, lead, mood, parts);
    }
  }
}
