package org.farthing.node.platform;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * A thread that does one piece of work while its owner does another; each piece is begun when the
 * one before is done, and sees what that has done. Of one owner.
 */
public final class OneAhead implements AutoCloseable {

  private final ExecutorService thread;
  private @Nullable Piece<?> last;

  public OneAhead(String name) {
    this.thread = Executors.newSingleThreadExecutor(Thread.ofPlatform().name(name).factory());
  }

  /** Work that has begun. */
  public static final class Piece<T> {

    private final Future<T> result;

    private Piece(Future<T> result) {
      this.result = result;
    }

    /** What came of it; throws whatever it threw. */
    public T await() {
      try {
        return result.get();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof RuntimeException failure) {
          throw failure;
        }
        if (e.getCause() instanceof Error failure) {
          throw failure;
        }
        throw new IllegalStateException("work ahead has failed", e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CancellationException("interrupted while waiting for work ahead");
      }
    }
  }

  /** Waits for the piece before, and begins another one; throws what the one before threw. */
  public <T> Piece<T> begin(Callable<T> work) {
    finish();
    Piece<T> piece = new Piece<>(thread.submit(work));
    last = piece;
    return piece;
  }

  /** Waits for the last piece; throws what it threw. */
  public void finish() {
    if (last != null) {
      last.await();
    }
  }

  /** Waits for what is under way, and lets the thread go. */
  @Override
  public void close() {
    thread.close();
  }
}
