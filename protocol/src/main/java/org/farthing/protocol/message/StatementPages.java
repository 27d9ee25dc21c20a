package org.farthing.protocol.message;

import java.net.URI;

/**
 * How a statement's lines are cut into pages: newline-delimited JSON, each line as {@link
 * StatementLine#canonicalBytes} has it with a line feed after it, in ascending order from page to
 * page. A page carries no proof: the statement's root covers the lines of all pages together.
 */
public final class StatementPages {

  public static final String MEDIA_TYPE = "application/x-ndjson";

  /** Lines of a page; each but the last has so many, and each thus the leaves of one subtree. */
  public static final int LINES = 1 << 13;

  /** The longest line in bytes, its line feed left out. */
  public static final int LONGEST_LINE = 2_000;

  /** The largest page in bytes. */
  public static final int MOST_BYTES = LINES * (LONGEST_LINE + 1);

  private StatementPages() {}

  /** How many pages there are; none for a statement of nothing. */
  public static long pages(long count) {
    return Math.ceilDiv(count, LINES);
  }

  /**
   * Where a page stands.
   *
   * @param lines where a statement says that its lines stand
   * @param page from 1 on
   */
  public static URI address(URI lines, long page) {
    String separator = lines.getRawQuery() == null ? "?" : "&";
    return URI.create(lines + separator + "page=" + page);
  }
}
