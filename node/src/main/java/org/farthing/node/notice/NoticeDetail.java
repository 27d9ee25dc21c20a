package org.farthing.node.notice;

import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.farthing.node.look.Words;
import org.farthing.protocol.money.CurrencyUnit;

/** One of the values in a notice, stored in no language. */
public sealed interface NoticeDetail {

  int LONGEST_TEXT = 200;

  /** Whatever somebody has called something. */
  record Text(String text) implements NoticeDetail {
    public Text {
      String line = text.replaceAll("\\p{Cntrl}", " ");
      text = line.length() <= LONGEST_TEXT ? line : line.substring(0, LONGEST_TEXT);
    }
  }

  record Count(long number) implements NoticeDetail {}

  record Money(long micros) implements NoticeDetail {}

  record Month(YearMonth month) implements NoticeDetail {}

  /** What a text is filled with. */
  default Object in(Words words, CurrencyUnit currency) {
    return switch (this) {
      case Text it -> it.text();
      case Count it -> it.number();
      case Money it -> words.money(it.micros(), currency);
      case Month it -> words.month(it.month());
    };
  }

  /** A line each, which begins with what it is. */
  static String stored(List<NoticeDetail> details) {
    return details.stream().map(NoticeDetail::line).collect(Collectors.joining("\n"));
  }

  private static String line(NoticeDetail detail) {
    return switch (detail) {
      case Text it -> "text " + it.text();
      case Count it -> "count " + it.number();
      case Money it -> "money " + it.micros();
      case Month it -> "month " + it.month();
    };
  }

  /** What {@link #stored} has made a text of. */
  static List<NoticeDetail> parse(String stored) {
    return Arrays.stream(stored.split("\n"))
        .filter(line -> !line.isEmpty())
        .map(NoticeDetail::ofLine)
        .toList();
  }

  private static NoticeDetail ofLine(String line) {
    int space = line.indexOf(' ');
    String value = line.substring(space + 1);
    String type = line.substring(0, space);
    return switch (type) {
      case "text" -> new Text(value);
      case "count" -> new Count(Long.parseLong(value));
      case "money" -> new Money(Long.parseLong(value));
      case "month" -> new Month(YearMonth.parse(value));
      default -> throw new IllegalStateException("a notice has no detail of the type " + type);
    };
  }
}
