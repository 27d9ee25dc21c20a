package org.farthing.node.look;

import java.util.List;
import java.util.Locale;

/**
 * Bars, one below the other, each with its label and its value beside it: so they are read without
 * an axis, without colour and on the smallest screen. {@code chart.jte} draws it. What it shows
 * also stands in a table behind it, which is the page's to draw.
 *
 * @param summary of all of it, in a sentence
 */
public record Chart(String summary, List<Bar> bars) {

  /** How high a bar is with what stands above it, in pixels. */
  public static final int STEP = 44;

  private static final int LONGEST_LABEL = 22;

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

    /** As much of the label as has room beside the value on the smallest screen. */
    public String shortLabel() {
      return label.codePointCount(0, label.length()) <= LONGEST_LABEL
          ? label
          : label.substring(0, label.offsetByCodePoints(0, LONGEST_LABEL - 1)) + "…";
    }

    /** Of one part. */
    public static Bar of(String label, String text, long value) {
      return new Bar(label, text, value, 0);
    }
  }

  public int height() {
    return bars.size() * STEP;
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
