package org.farthing.node.look;

import java.util.List;
import java.util.Locale;

/**
 * Bars, one below the other, each with its label and its value above it: so they are read without
 * an axis, without colour and, where a long label takes more lines, on the smallest screen. {@code
 * chart.jte} draws it. What it shows also stands in a table behind it, which is the page's to draw.
 *
 * @param summary of all of it, in a sentence
 */
public record Chart(String summary, List<Bar> bars) {

  public Chart {
    bars = List.copyOf(bars);
  }

  /**
   * A bar of two parts.
   *
   * @param label what it is of
   * @param text its value in words
   * @param solid what is drawn filled, 0 or more
   * @param open what is drawn as an outline behind that, 0 or more
   */
  public record Bar(String label, String text, long solid, long open) {

    /** Of one part. */
    public static Bar of(String label, String text, long value) {
      return new Bar(label, text, value, 0);
    }
  }

  /** Of the filled part. */
  public String solidWidth(Bar bar) {
    return percent(bar.solid());
  }

  /** Of the outline. */
  public String openWidth(Bar bar) {
    return percent(bar.open());
  }

  private String percent(long value) {
    long longest = bars.stream().mapToLong(bar -> bar.solid() + bar.open()).max().orElse(0);
    double share = longest == 0 ? 0 : 100.0 * value / longest;
    return String.format(Locale.ROOT, "%.2f%%", share);
  }
}
