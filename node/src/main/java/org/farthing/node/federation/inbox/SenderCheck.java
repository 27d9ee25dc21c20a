package org.farthing.node.federation.inbox;

import jakarta.json.JsonObject;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import org.farthing.node.federation.directory.ActorDirectory;
import org.farthing.node.federation.directory.ActorLookup;
import org.farthing.node.federation.directory.RemoteActor;
import org.farthing.protocol.activity.ActivityDocument;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.json.Json;
import org.farthing.protocol.signature.HttpRequestHead;
import org.farthing.protocol.signature.HttpSignature;
import org.farthing.protocol.signature.ObjectProof;
import org.farthing.protocol.signature.ProofVerdict;
import org.farthing.protocol.signature.PublishedKey;
import org.farthing.protocol.signature.SignatureHeader;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether a request comes from the actor of the activity in it: signed with a key of that
 * actor, or with one of the actor's node when the activity carries the actor's own proof.
 */
final class SenderCheck {

  private static final String LD_SIGNATURE = "signature";

  private final ActorDirectory directory;
  private final InstantSource system;

  SenderCheck(ActorDirectory directory, InstantSource system) {
    this.directory = directory;
    this.system = system;
  }

  Sender check(HttpRequestHead head, byte[] body, ActivityDocument activity) {
    return switch (SignatureHeader.parse(head)) {
      case SignatureHeader.Unusable unusable ->
          new Sender.Unverified(unusable.verdict().id(), unusable.detail(), false);
      case SignatureHeader.Present present -> {
        Request request = new Request(head, body, present.signature(), activity);
        Sender sender = check(request);
        yield sender instanceof Sender.Unverified failed && failed.stale() && refetch(activity)
            ? check(request)
            : sender;
      }
    };
  }

  /** Whether there may be newer keys now than those that failed. */
  private boolean refetch(ActivityDocument activity) {
    Optional<ActorLookup> actor = directory.refetch(activity.actor());
    Optional<ActorId> node =
        switch (directory.find(activity.actor())) {
          case ActorLookup.Found found -> found.actor().document().nodeActor();
          case ActorLookup.NoActor _, ActorLookup.Unreachable _ -> Optional.empty();
        };
    boolean nodeToo =
        node.filter(id -> !id.equals(activity.actor())).flatMap(directory::refetch).isPresent();
    return actor.isPresent() || nodeToo;
  }

  private Sender check(Request request) {
    return switch (directory.find(request.activity.actor())) {
      case ActorLookup.Found found -> check(request, found.actor());
      case ActorLookup.NoActor no when no.isGone() && isOwnDelete(request.activity) ->
          checkAsKnown(request, no);
      case ActorLookup.NoActor no -> new Sender.Unknown(no.reason());
      case ActorLookup.Unreachable not -> new Sender.Unreachable(not.reason());
    };
  }

  private static boolean isOwnDelete(ActivityDocument activity) {
    try {
      String actor = activity.actor().toString();
      return activity.is("Delete")
          && activity.object().id().filter(id -> id.toString().equals(actor)).isPresent();
    } catch (ProtocolException e) {
      return false;
    }
  }

  /**
   * An actor takes its key along when it goes, and says so with that key: the one that was last
   * seen holds, however long ago, since nothing but the actor's end follows.
   */
  private Sender checkAsKnown(Request request, ActorLookup.NoActor gone) {
    return directory
        .known(request.activity.actor())
        .map(actor -> check(request, actor))
        .filter(Sender.Verified.class::isInstance)
        .orElseGet(() -> new Sender.Unknown(gone.reason()));
  }

  private Sender check(Request request, RemoteActor actor) {
    URI keyId = request.signature.keyId();
    if (actor.requestKey(keyId).isPresent()) {
      return check(request, actor, actor);
    }
    boolean proven = request.activity.json().containsKey("proof");
    return switch (directory.nodeOf(actor)) {
      case ActorLookup.Found node when proven || node.actor().requestKey(keyId).isPresent() ->
          check(request, actor, node.actor());
      // Without a proof only a key of the actor's own would do.
      case ActorLookup _ when !proven -> check(request, actor, actor);
      case ActorLookup.Found node -> check(request, actor, node.actor());
      case ActorLookup.NoActor no -> new Sender.Unverified("unknown_key", no.reason(), true);
      case ActorLookup.Unreachable not -> new Sender.Unreachable(not.reason());
    };
  }

  private Sender check(Request request, RemoteActor actor, RemoteActor signer) {
    Optional<Sender.Unverified> fault =
        RequestCheck.fault(request.head, request.body, request.signature, signer, system.instant());
    if (fault.isPresent()) {
      return fault.get().code().equals(RequestCheck.REVOKED_KEY)
          ? new Sender.Revoked(fault.get().detail())
          : fault.get();
    }
    ProofVerdict proof = proof(request.activity, actor);
    return switch (proof) {
      case VALID -> new Sender.Verified(true, nodeAddress(signer));
      // A proof of a kind that this version does not know says nothing for or against.
      case MISSING, UNSUPPORTED ->
          signer.id().equals(actor.id())
              ? new Sender.Verified(false, nodeAddress(signer))
              : new Sender.Unverified(proof.id(), "A node needs its member's proof", false);
      case MALFORMED, WRONG_PURPOSE ->
          new Sender.Unverified(proof.id(), "The proof is not one for assertions", false);
      case REVOKED_KEY -> new Sender.Revoked("The key of the proof is revoked");
      case WRONG_KEY, OUTSIDE_KEY_DATES, INVALID ->
          new Sender.Unverified(proof.id(), "The proof is none of " + actor.id(), true);
    };
  }

  private static ProofVerdict proof(ActivityDocument activity, RemoteActor actor) {
    if (!activity.json().containsKey("proof")) {
      return ProofVerdict.MISSING;
    }
    Optional<URI> method = ObjectProof.verificationMethodOf(activity.json());
    if (method.isEmpty()) {
      return ProofVerdict.MALFORMED;
    }
    return actor
        .proofKey(method.get())
        .map(key -> verify(activity.json(), key))
        .orElse(ProofVerdict.WRONG_KEY);
  }

  /**
   * Fedify proves an activity and then adds an LD signature to it, for which the proof does not
   * stand: that is no fault, and shows nothing either.
   */
  private static ProofVerdict verify(JsonObject json, PublishedKey key) {
    ProofVerdict verdict = ObjectProof.verify(json, key);
    if (verdict != ProofVerdict.INVALID || !json.containsKey(LD_SIGNATURE)) {
      return verdict;
    }
    JsonObject proven = Json.newObject(json).remove(LD_SIGNATURE).build();
    return ObjectProof.verify(proven, key) == ProofVerdict.VALID
        ? ProofVerdict.UNSUPPORTED
        : verdict;
  }

  private static @Nullable NodeAddress nodeAddress(RemoteActor signer) {
    return signer.document().types().contains("Application")
        ? new NodeAddress(signer.id(), signer.document().inbox())
        : null;
  }

  /** A request with the signature that was read from it. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Request(
      HttpRequestHead head, byte[] body, HttpSignature signature, ActivityDocument activity) {}
}
