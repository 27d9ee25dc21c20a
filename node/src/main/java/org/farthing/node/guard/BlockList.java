package org.farthing.node.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.farthing.node.platform.http.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Mastodon's CSV of domain blocks, as its admins exchange them. Read tolerantly: with or without a
 * header, with columns left out or in another order, and a plain list of domains, too.
 *
 * @param rules by domain
 * @param passedOver how many lines say that nothing holds for a domain (Mastodon's {@code noop})
 * @param faults lines that cannot be read, in order
 */
public record BlockList(List<DomainRule> rules, int passedOver, List<Fault> faults) {

  /** What Mastodon writes, and reads. */
  private static final List<String> COLUMNS =
      List.of(
          "domain", "severity", "reject_media", "reject_reports", "public_comment", "obfuscate");

  private static final String NOOP = "noop";

  /** A line that cannot be read. */
  public record Fault(int line, String reason) {
    @Override
    public String toString() {
      return "line " + line + ": " + reason;
    }
  }

  /**
   * Reads a list.
   *
   * @param otherwise what a line means that says nothing
   */
  public static BlockList read(String text, Severity otherwise) {
    return new Reader(otherwise).read(text);
  }

  /** Writes what is suspended or silenced, or a plain list of what is allowed. */
  public static String write(List<DomainRule> rules, boolean allowed) {
    StringBuilder text = new StringBuilder();
    if (allowed) {
      text.append("#domain\n");
      rules.stream()
          .filter(rule -> rule.severity() == Severity.ALLOW)
          .forEach(rule -> text.append(rule.domain()).append('\n'));
      return text.toString();
    }
    text.append('#').append(String.join(",#", COLUMNS)).append('\n');
    rules.stream()
        .filter(rule -> rule.severity() != Severity.ALLOW)
        .forEach(rule -> text.append(line(rule)).append('\n'));
    return text.toString();
  }

  private static String line(DomainRule rule) {
    @Nullable String comment = rule.publicComment();
    return "%s,%s,false,false,%s,false"
        .formatted(
            rule.domain(), rule.severity().code(), comment == null ? "" : Csv.quoted(comment));
  }

  /** Reads one list. */
  private static final class Reader {

    private final Severity otherwise;
    private final Map<Domain, DomainRule> rules = new TreeMap<>();
    private final List<Fault> faults = new ArrayList<>();
    private List<String> columns = COLUMNS;
    private int passedOver;

    Reader(Severity otherwise) {
      this.otherwise = otherwise;
    }

    BlockList read(String text) {
      boolean first = true;
      for (Csv.Line line : Csv.lines(text)) {
        if (first && isHeader(line)) {
          columns = line.cells().stream().map(Reader::columnName).toList();
        } else if (line.open()) {
          faults.add(new Fault(line.number(), "a quotation mark is never closed"));
        } else if (!line.cells().getFirst().startsWith("#")) {
          read(line);
        }
        first = false;
      }
      return new BlockList(List.copyOf(rules.values()), passedOver, List.copyOf(faults));
    }

    private static boolean isHeader(Csv.Line line) {
      return line.cells().stream().map(Reader::columnName).anyMatch("domain"::equals);
    }

    private static String columnName(String cell) {
      String name = cell.toLowerCase(Locale.ROOT).strip();
      return name.startsWith("#") ? name.substring(1) : name;
    }

    private void read(Csv.Line line) {
      String severity = cell(line, "severity");
      if (severity.equalsIgnoreCase(NOOP)) {
        passedOver++;
        return;
      }
      try {
        Domain domain = Domain.of(cell(line, "domain"));
        Severity meant = severity.isEmpty() ? otherwise : severity(severity);
        add(line, new DomainRule(domain, meant, cell(line, "public_comment"), null));
      } catch (Problem e) {
        faults.add(new Fault(line.number(), e.code() + ": " + e.detail()));
      }
    }

    private static Severity severity(String text) {
      return Severity.of(text)
          .orElseThrow(
              () ->
                  new Problem(
                      400,
                      "malformed_severity",
                      "Not a severity",
                      "A severity is suspend, silence or noop."));
    }

    private void add(Csv.Line line, DomainRule rule) {
      @Nullable DomainRule before = rules.putIfAbsent(rule.domain(), rule);
      if (before != null && !before.equals(rule)) {
        faults.add(
            new Fault(line.number(), rule.domain() + " stands above already, and otherwise"));
      }
    }

    private String cell(Csv.Line line, String column) {
      int index = columns.indexOf(column);
      return index >= 0 && index < line.cells().size() ? line.cells().get(index).strip() : "";
    }
  }
}
