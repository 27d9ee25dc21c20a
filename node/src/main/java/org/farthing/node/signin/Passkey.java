package org.farthing.node.signin;

import java.time.Instant;
import org.farthing.node.account.MemberId;
import org.jspecify.annotations.Nullable;

/**
 * A key of a member whose private half is on a device of theirs.
 *
 * @param credentialId by which its device and this node know it
 * @param credential attested credential data (WebAuthn, section 6.5.1): its id and its public half
 * @param signCount what its device last said; 0 where it does not count
 * @param name what the member calls it
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Passkey(
    long id,
    MemberId member,
    byte[] credentialId,
    byte[] credential,
    long signCount,
    String name,
    Instant createdAt,
    @Nullable Instant usedAtOrNull) {

  static final int LONGEST_NAME = 60;
}
