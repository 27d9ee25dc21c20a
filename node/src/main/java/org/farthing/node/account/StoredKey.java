package org.farthing.node.account;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key of one of the node's actors as it stands in the database.
 *
 * @param fragment of the key's id, unique for its actor
 * @param publicPem PEM, SPKI
 * @param sealedOrNull the private half; null once the key is retired
 * @param validUntilOrNull when its use ends or ended
 * @param revokedAtOrNull when it was declared to be in wrong hands
 */
@SuppressWarnings("ArrayRecordComponent") // Read once, compared never.
record StoredKey(
    String fragment,
    String publicPem,
    byte @Nullable [] sealedOrNull,
    Instant validFrom,
    @Nullable Instant validUntilOrNull,
    @Nullable Instant revokedAtOrNull) {}
