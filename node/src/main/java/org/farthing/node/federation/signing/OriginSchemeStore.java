package org.farthing.node.federation.signing;

import static org.farthing.node.generated.Tables.ORIGIN_SCHEME;

import java.time.Instant;
import java.util.Optional;
import org.farthing.node.generated.enums.OriginSchemeScheme;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.Origin;
import org.farthing.protocol.signature.HttpSignatureScheme;

/** The scheme that each origin has taken last. */
final class OriginSchemeStore {

  Optional<HttpSignatureScheme> find(Transaction tx, Origin origin) {
    return tx.dsl()
        .select(ORIGIN_SCHEME.SCHEME)
        .from(ORIGIN_SCHEME)
        .where(ORIGIN_SCHEME.ORIGIN.eq(origin.toString()))
        .fetchOptional(row -> scheme(row.value1()));
  }

  void save(Transaction tx, Origin origin, HttpSignatureScheme scheme, Instant now) {
    tx.dsl()
        .insertInto(ORIGIN_SCHEME)
        .set(ORIGIN_SCHEME.ORIGIN, origin.toString())
        .set(ORIGIN_SCHEME.SCHEME, stored(scheme))
        .set(ORIGIN_SCHEME.LEARNED_AT, now)
        .onDuplicateKeyUpdate()
        .set(ORIGIN_SCHEME.SCHEME, stored(scheme))
        .set(ORIGIN_SCHEME.LEARNED_AT, now)
        .execute();
  }

  void delete(Transaction tx, Origin origin) {
    tx.dsl().deleteFrom(ORIGIN_SCHEME).where(ORIGIN_SCHEME.ORIGIN.eq(origin.toString())).execute();
  }

  private static HttpSignatureScheme scheme(OriginSchemeScheme stored) {
    return switch (stored) {
      case draft_cavage -> HttpSignatureScheme.DRAFT_CAVAGE;
      case rfc_9421 -> HttpSignatureScheme.RFC_9421;
    };
  }

  private static OriginSchemeScheme stored(HttpSignatureScheme scheme) {
    return switch (scheme) {
      case DRAFT_CAVAGE -> OriginSchemeScheme.draft_cavage;
      case RFC_9421 -> OriginSchemeScheme.rfc_9421;
    };
  }
}
