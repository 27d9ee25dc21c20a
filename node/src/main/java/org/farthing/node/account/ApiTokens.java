package org.farthing.node.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.platform.http.Problem;
import org.farthing.protocol.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * Tokens: 256 random bits, shown once and stored as their SHA-256. Safe for use by many threads.
 *
 * <p>A revoked token is refused at once by the process that revoked it, and within {@link
 * #KEPT_IN_MEMORY} by others on the same database.
 */
public final class ApiTokens {

  static final Duration KEPT_IN_MEMORY = Duration.ofSeconds(10);

  /** Lets people and scanners tell what a lost string is. */
  private static final String PREFIX = "farthing_";

  private static final int BYTES = 32;
  private static final int LONGEST_LABEL = 100;
  private static final int MOST_IN_MEMORY = 10_000;
  private static final int LENGTH = PREFIX.length() + 43;

  private final Database database;
  private final TokenStore store = new TokenStore();
  private final InstantSource system;
  private final SecureRandom random = new SecureRandom();
  private final Cache<ByteBuffer, @Nullable TokenHolder> known =
      Caffeine.newBuilder().maximumSize(MOST_IN_MEMORY).expireAfterWrite(KEPT_IN_MEMORY).build();

  public ApiTokens(Database database, InstantSource system) {
    this.database = database;
    this.system = system;
  }

  /**
   * A token with which a member's programs act for them.
   *
   * @param label by which its owner will know it, at most 100 characters
   * @throws Problem {@code malformed_label}
   */
  public String issue(MemberId member, String label) {
    if (label.length() > LONGEST_LABEL) {
      throw new Problem(
          400,
          "malformed_label",
          "This cannot be a label",
          "A label has at most " + LONGEST_LABEL + " characters.");
    }
    return issue(TokenPurpose.API, member, label, null);
  }

  /** A token for the operator's programs. */
  public String issueForAdmin(String label) {
    return issue(TokenPurpose.API, null, label, null);
  }

  /** A token that opens the set-up once, and only so long. */
  public String issueForSetUp(Duration lifetime) {
    return issue(TokenPurpose.SET_UP, null, "set-up", system.instant().plus(lifetime));
  }

  private String issue(
      TokenPurpose purpose,
      @Nullable MemberId memberOrNull,
      String label,
      @Nullable Instant expiresOrNull) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    String token = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    Instant now = system.instant();
    database.execute(
        tx -> store.insert(tx, hash(token), purpose, memberOrNull, label, now, expiresOrNull));
    return token;
  }

  /** Who bears this token; nobody when it is unknown, revoked or for something else. */
  public Optional<TokenHolder> authenticate(String bearer) {
    if (bearer.length() != LENGTH || !bearer.startsWith(PREFIX)) {
      return Optional.empty();
    }
    byte[] hash = hash(bearer);
    // What is being read while it is revoked is thrown out when it has been read.
    return Optional.ofNullable(
        known.get(
            ByteBuffer.wrap(hash), _ -> database.read(tx -> store.holder(tx, hash)).orElse(null)));
  }

  /** Returns whether there was such a token; it is refused from now on. */
  public boolean revoke(String token) {
    byte[] hash = hash(token);
    boolean removed = database.write(tx -> store.delete(tx, hash, TokenPurpose.API));
    known.invalidate(ByteBuffer.wrap(hash));
    return removed;
  }

  /** All tokens of a member are refused from now on. */
  void revokeAll(Transaction tx, MemberId member) {
    store.deleteOf(tx, member);
    tx.afterCommit(known::invalidateAll);
  }

  /** Returns whether the token opens the set-up, which it then does no more. */
  public boolean redeemForSetUp(String token) {
    return database.write(tx -> redeemForSetUp(tx, token));
  }

  /** As {@link #redeemForSetUp(String)}, within a transaction. */
  public boolean redeemForSetUp(Transaction tx, String token) {
    return store.redeem(tx, hash(token), TokenPurpose.SET_UP, system.instant());
  }

  private static byte[] hash(String token) {
    return Sha256.of(token);
  }
}
