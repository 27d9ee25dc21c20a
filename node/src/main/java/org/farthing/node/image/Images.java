package org.farthing.node.image;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.http.GuardedHttpClient;
import org.farthing.node.platform.http.OutboundRequest;
import org.farthing.node.platform.http.OutboundResult;
import org.farthing.node.platform.schedule.Worker;
import org.farthing.protocol.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * The images from elsewhere that pages show. What is not here yet is fetched after the page was
 * sent; until then it is shown without. Thread-safe.
 */
public final class Images implements AutoCloseable {

  static final String PATH = "/images/";

  private static final Duration POLL = Duration.ofMinutes(5);
  private static final Duration FRESH = Duration.ofDays(7);
  private static final Duration WANTED = Duration.ofDays(30);
  private static final Duration NOTED = Duration.ofDays(1);
  private static final Duration RETRY = Duration.ofHours(1);
  private static final int MOST_DOUBLINGS = 8;
  private static final int LARGEST = 4 << 20;
  private static final int AT_ONCE = 10;
  private static final Map<String, String> ACCEPT =
      Map.of("Accept", "image/webp, image/png, image/jpeg, image/gif");

  private final Database database;
  private final GuardedHttpClient client;
  private final InstantSource system;
  private volatile @Nullable Worker worker;

  public Images(Database database, GuardedHttpClient client, InstantSource system) {
    this.database = database;
    this.client = client;
    this.system = system;
  }

  /** Begins to fetch what pages want. */
  public void start() {
    worker = Worker.start("images", POLL, this::fetchDue);
  }

  /**
   * The path at which this node serves an image that a page wants to show.
   *
   * @param urlOrNull where it is; null is nowhere
   * @return nothing as long as it is not here, and for what cannot be shown
   */
  public Optional<String> shown(@Nullable String urlOrNull) {
    if (urlOrNull == null) {
      return Optional.empty();
    }
    byte[] hash = Sha256.of(urlOrNull);
    Instant now = system.instant();
    Optional<ImageStore.Head> known = database.read(tx -> ImageStore.head(tx, hash));
    if (known.filter(it -> it.wantedAt().plus(NOTED).isAfter(now)).isEmpty()) {
      database.execute(
          tx -> {
            ImageStore.want(tx, hash, urlOrNull, now);
            tx.afterCommit(this::wake);
          });
    }
    return known.filter(ImageStore.Head::isHere).map(_ -> PATH + HexFormat.of().formatHex(hash));
  }

  /** An image that is here. */
  Optional<Redrawn> find(byte[] hash) {
    return database.read(tx -> ImageStore.content(tx, hash));
  }

  private void wake() {
    Worker running = worker;
    if (running != null) {
      running.wake();
    }
  }

  private boolean fetchDue() {
    Instant now = system.instant();
    database.execute(tx -> ImageStore.forget(tx, now.minus(WANTED)));
    List<ImageStore.Due> due = database.read(tx -> ImageStore.due(tx, now, AT_ONCE));
    due.forEach(this::fetch);
    return due.size() == AT_ONCE;
  }

  /** Noted as failed before it is fetched: one that brings the process down is not the first. */
  private void fetch(ImageStore.Due due) {
    Instant now = system.instant();
    Instant next = now.plus(RETRY.multipliedBy(1L << Math.min(due.failures(), MOST_DOUBLINGS)));
    database.execute(tx -> ImageStore.failed(tx, due.hash(), next));
    redrawn(due.url())
        .ifPresent(
            image ->
                database.execute(tx -> ImageStore.keep(tx, due.hash(), image, now.plus(FRESH))));
  }

  private Optional<Redrawn> redrawn(String url) {
    URI uri;
    try {
      uri = URI.create(url);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    return client.send(OutboundRequest.get(uri, ACCEPT), LARGEST)
                instanceof OutboundResult.Answer answer
            && answer.isSuccess()
        ? Redrawn.of(answer.body())
        : Optional.empty();
  }

  @Override
  public void close() {
    Worker running = worker;
    if (running != null) {
      running.close();
    }
  }
}
