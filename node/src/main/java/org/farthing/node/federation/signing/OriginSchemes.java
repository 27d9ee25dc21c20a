package org.farthing.node.federation.signing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.farthing.node.platform.database.Database;
import org.farthing.protocol.activity.Origin;
import org.farthing.protocol.signature.HttpSignatureScheme;

/**
 * Which way of signing each origin has taken last. Where nothing is known, draft-cavage comes
 * first, which all of the fediverse verifies, and RFC 9421 for what is known to be a Farthing node.
 * Safe for use by many threads.
 */
public final class OriginSchemes {

  private static final int MOST_IN_MEMORY = 10_000;

  /** How long what another process has learned may go unseen. */
  private static final Duration KEPT_IN_MEMORY = Duration.ofHours(1);

  private final Database database;
  private final OriginSchemeStore store = new OriginSchemeStore();
  private final InstantSource system;
  private final Cache<Origin, Optional<HttpSignatureScheme>> learned =
      Caffeine.newBuilder().maximumSize(MOST_IN_MEMORY).expireAfterWrite(KEPT_IN_MEMORY).build();
  private final Cache<Origin, Boolean> nodes =
      Caffeine.newBuilder().maximumSize(MOST_IN_MEMORY).build();

  public OriginSchemes(Database database, InstantSource system) {
    this.database = database;
    this.system = system;
  }

  /** An actor of this origin has shown that a Farthing node stands there. */
  public void isNode(Origin origin) {
    nodes.put(origin, Boolean.TRUE);
  }

  /** What to try first. */
  HttpSignatureScheme first(Origin origin) {
    return learned(origin)
        .orElse(
            nodes.getIfPresent(origin) == null
                ? HttpSignatureScheme.DRAFT_CAVAGE
                : HttpSignatureScheme.RFC_9421);
  }

  private Optional<HttpSignatureScheme> learned(Origin origin) {
    return learned.get(origin, _ -> database.read(tx -> store.find(tx, origin)));
  }

  /** The origin has taken a request signed so. */
  void took(Origin origin, HttpSignatureScheme scheme) {
    if (!learned(origin).equals(Optional.of(scheme))) {
      database.execute(tx -> store.save(tx, origin, scheme, system.instant()));
      learned.put(origin, Optional.of(scheme));
    }
  }

  /** The origin takes neither: what it took once says nothing any more. */
  void forget(Origin origin) {
    if (learned(origin).isPresent()) {
      database.execute(tx -> store.delete(tx, origin));
      learned.put(origin, Optional.empty());
    }
  }
}
