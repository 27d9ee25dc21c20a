package org.farthing.node.settlement.line;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** Lines in a temporary file that nobody else sees and that is gone when it is closed. */
final class RunFile implements AutoCloseable {

  private static final int LINES_AT_ONCE = 1_024;

  private final FileChannel file;
  private final ByteBuffer buffer = ByteBuffer.allocate(LINES_AT_ONCE * OwnLine.BYTES);
  private long written;

  private RunFile(FileChannel file) {
    this.file = file;
  }

  static RunFile create() {
    try {
      return new RunFile(
          FileChannel.open(
              Files.createTempFile("farthing-lines", ".tmp"),
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE));
    } catch (IOException e) {
      throw new UncheckedIOException("A month's lines find no file to be sorted in", e);
    }
  }

  /** Writes lines; what is returned reads them again, as long as the file is open. */
  Iterator<OwnLine> write(List<OwnLine> lines) {
    long start = written;
    try {
      for (OwnLine line : lines) {
        if (!buffer.hasRemaining()) {
          flush();
        }
        line.put(buffer);
      }
      flush();
      return new Run(start, written);
    } catch (IOException e) {
      throw new UncheckedIOException("A month's lines find no room to be sorted in", e);
    }
  }

  private void flush() throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      written += file.write(buffer, written);
    }
    buffer.clear();
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException("A temporary file cannot be closed", e);
    }
  }

  private final class Run implements Iterator<OwnLine> {

    private final ByteBuffer read = ByteBuffer.allocate(LINES_AT_ONCE * OwnLine.BYTES).flip();
    private final long end;
    private long next;

    Run(long start, long end) {
      this.next = start;
      this.end = end;
    }

    @Override
    public boolean hasNext() {
      return read.hasRemaining() || next < end;
    }

    @Override
    public OwnLine next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      if (!read.hasRemaining()) {
        fill();
      }
      return OwnLine.get(read);
    }

    private void fill() {
      read.clear().limit((int) Math.min(read.capacity(), end - next));
      try {
        while (read.hasRemaining()) {
          int more = file.read(read, next);
          if (more < 0) {
            throw new IOException("it has become shorter");
          }
          next += more;
        }
      } catch (IOException e) {
        throw new UncheckedIOException("A temporary file cannot be read", e);
      }
      read.flip();
    }
  }
}
