package org.farthing.node.settlement.line;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.zip.GZIPInputStream;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.message.StatementLine;
import org.farthing.protocol.message.StatementPages;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines of a page that another node has sent, one after the other. However much a
 * compressed page would unfold to, no more of it is unfolded than a page may have. Of one thread.
 */
public final class PageReader implements Iterator<StatementLine> {

  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private int from;
  private int to;
  private int linesRead;
  private @Nullable StatementLine next;

  private PageReader(InputStream in) {
    this.in = in;
    advance();
  }

  /**
   * Begins to read a page.
   *
   * @param compressed whether the body is gzip
   * @throws ProtocolException now or later, when it is no page of lines
   */
  public static PageReader of(byte[] body, boolean compressed) {
    InputStream bytes = new ByteArrayInputStream(body);
    try {
      return new PageReader(compressed ? new GZIPInputStream(bytes) : bytes);
    } catch (IOException e) {
      throw noPage(e);
    }
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public StatementLine next() {
    StatementLine line = next;
    if (line == null) {
      throw new NoSuchElementException();
    }
    advance();
    return line;
  }

  /** How many lines the page has, once it is read. */
  public int linesRead() {
    return linesRead;
  }

  private void advance() {
    int end = endOfLine();
    if (end < 0) {
      next = null;
      return;
    }
    if (++linesRead > StatementPages.LINES) {
      throw new ProtocolException(
          "too_large", "A page has at most " + StatementPages.LINES + " lines.");
    }
    next = StatementLine.parse(buffer, from, end);
    from = end + 1;
  }

  /** Where the line feed of the next line stands; -1 when there is no more line. */
  private int endOfLine() {
    int looked = from;
    while (true) {
      for (; looked < to; looked++) {
        if (buffer[looked] == '\n') {
          return looked;
        }
      }
      if (to - from > StatementPages.LONGEST_LINE) {
        throw new ProtocolException(
            "too_large", "A line has at most " + StatementPages.LONGEST_LINE + " bytes.");
      }
      System.arraycopy(buffer, from, buffer, 0, to - from);
      to -= from;
      looked -= from;
      from = 0;
      if (!readMore()) {
        if (to > 0) {
          throw new ProtocolException("malformed", "The last line has no end.");
        }
        return -1;
      }
    }
  }

  private boolean readMore() {
    try {
      int more = in.read(buffer, to, buffer.length - to);
      to += Math.max(0, more);
      return more > 0;
    } catch (IOException e) {
      throw noPage(e);
    }
  }

  private static ProtocolException noPage(IOException e) {
    return new ProtocolException("malformed", "Not compressed as it is said to be: " + e);
  }
}
