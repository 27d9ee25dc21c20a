package org.farthing.node.federation.inbox;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.farthing.node.federation.directory.ActorDirectory;
import org.farthing.node.federation.directory.ActorLookup;
import org.farthing.node.federation.directory.RemoteActor;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.signature.HttpRequestHead;
import org.farthing.protocol.signature.HttpSignature;
import org.farthing.protocol.signature.ProofVerdict;
import org.farthing.protocol.signature.PublishedKey;
import org.farthing.protocol.signature.SignatureHeader;
import org.farthing.protocol.signature.SignaturePolicy;
import org.farthing.protocol.signature.SignatureVerdict;

/**
 * Finds out whether a request without a body is signed by an actor from whom it is expected. Nobody
 * else is ever asked for keys, whatever the request names. Safe for use by many threads.
 */
public final class RequestCheck {

  /** The code of a request that a revoked key has signed. */
  static final String REVOKED_KEY = ProofVerdict.REVOKED_KEY.id();

  private static final byte[] NO_BODY = new byte[0];

  private final ActorDirectory directory;
  private final InstantSource system;

  public RequestCheck(ActorDirectory directory, InstantSource system) {
    this.directory = directory;
    this.system = system;
  }

  /** What came of it. */
  public sealed interface Verdict {

    /** The actor has signed it. */
    record Signed() implements Verdict {}

    /** Nobody has, or it cannot be read who. */
    record Unsigned(String code, String detail) implements Verdict {}

    /** Somebody has, in another's name or with what is not the actor's key. */
    record Refused(String code, String detail) implements Verdict {}

    /** The actor's server cannot be asked for its key now. */
    record NotNow(String detail) implements Verdict {}
  }

  /**
   * Checks a request without a body.
   *
   * @param expected who must have signed it
   */
  public Verdict check(HttpRequestHead head, ActorId expected) {
    return check(head, NO_BODY, expected);
  }

  /** As {@link #check(HttpRequestHead, ActorId)}, with what the signature's digest must be of. */
  public Verdict check(HttpRequestHead head, byte[] body, ActorId expected) {
    return switch (SignatureHeader.parse(head)) {
      case SignatureHeader.Unusable unusable ->
          new Verdict.Unsigned(unusable.verdict().id(), unusable.detail());
      case SignatureHeader.Present present -> check(head, body, present.signature(), expected);
    };
  }

  private Verdict check(
      HttpRequestHead head, byte[] body, HttpSignature signature, ActorId expected) {
    if (!isOn(expected, signature.keyId())) {
      return new Verdict.Refused("wrong_signer", "The key is not one of " + expected + ".");
    }
    Verdict verdict = check(head, body, signature, directory.find(expected));
    boolean isStale = verdict instanceof Verdict.Refused;
    return isStale
        ? directory
            .refetch(expected)
            .map(lookup -> check(head, body, signature, lookup))
            .orElse(verdict)
        : verdict;
  }

  private Verdict check(
      HttpRequestHead head, byte[] body, HttpSignature signature, ActorLookup lookup) {
    return switch (lookup) {
      case ActorLookup.Found found ->
          fault(head, body, signature, found.actor(), system.instant())
              .map(RequestCheck::verdict)
              .orElseGet(Verdict.Signed::new);
      case ActorLookup.NoActor no -> new Verdict.Refused("unknown_actor", no.reason());
      case ActorLookup.Unreachable not -> new Verdict.NotNow(not.reason());
    };
  }

  private static Verdict verdict(Sender.Unverified fault) {
    return fault.stale()
        ? new Verdict.Refused(fault.code(), fault.detail())
        : new Verdict.Unsigned(fault.code(), fault.detail());
  }

  private static boolean isOn(ActorId actor, URI keyId) {
    return keyId.toString().startsWith(actor.origin() + "/");
  }

  /** What speaks against a request being signed with a key of this actor; nothing when it is. */
  static Optional<Sender.Unverified> fault(
      HttpRequestHead head, byte[] body, HttpSignature signature, RemoteActor signer, Instant now) {
    URI keyId = signature.keyId();
    Optional<PublishedKey> key =
        signer.requestKey(keyId).filter(each -> each.revoked().isPresent() || each.coversAt(now));
    if (key.isEmpty()) {
      String detail = keyId + " is no key of " + signer.id() + " in use";
      return Optional.of(new Sender.Unverified("unknown_key", detail, true));
    }
    SignatureVerdict verdict =
        signature.verify(head, body, key.get().key(), now, SignaturePolicy.STANDARD);
    return switch (verdict) {
      case VALID ->
          key.get()
              .revoked()
              .map(_ -> new Sender.Unverified(REVOKED_KEY, keyId + " is revoked", false));
      case INVALID, WRONG_KEY ->
          Optional.of(
              new Sender.Unverified(verdict.id(), "The signature is none of " + keyId, true));
      case NO_SIGNATURE,
          MALFORMED,
          UNSUPPORTED,
          NOT_COVERED,
          WRONG_HOST,
          EXPIRED,
          IN_FUTURE,
          WRONG_DIGEST ->
          Optional.of(new Sender.Unverified(verdict.id(), "The signature does not hold", false));
    };
  }
}
