package org.farthing.node.proof;

import java.net.URI;
import java.util.Map;
import org.farthing.node.account.MemberId;
import org.farthing.node.federation.actor.RequestSigner;
import org.farthing.node.flattr.Creator;
import org.farthing.node.flattr.FlattrId;
import org.farthing.node.flattr.Flattrs;
import org.farthing.node.flattr.Given;
import org.farthing.node.flattr.GivenState;
import org.farthing.node.peer.Peer;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.http.GuardedHttpClient;
import org.farthing.node.platform.http.OutboundResult;
import org.farthing.node.platform.http.Problem;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.Origin;
import org.farthing.protocol.message.Flattr;
import org.farthing.protocol.message.MessageReader;
import org.farthing.protocol.proof.FlattrProof;
import org.farthing.protocol.proof.Proof;
import org.farthing.protocol.proof.ProofCheck;
import org.farthing.protocol.proof.TrustedKeys;
import org.farthing.protocol.proof.Verdict;

/**
 * Hands out proofs, each checked before: to the donor and to the creator of a flattr, and to the
 * creator's node, which has not kept the lines of statements. Thread-safe. Each method may have to
 * ask another node, and is not to be called within a transaction.
 */
public final class Proofs {

  /** Of a flattr that has no proof. */
  private static final int NOT_YET = 409;

  private final Database database;
  private final Origin origin;
  private final Flattrs flattrs;
  private final ProofsWithin within;
  private final ProofsAcross across;
  private final GuardedHttpClient client;
  private final RequestSigner signer;

  /**
   * @param within of flattrs between members of this node
   * @param across of flattrs to creators elsewhere
   */
  public Proofs(
      Database database,
      Origin origin,
      Flattrs flattrs,
      ProofsWithin within,
      ProofsAcross across,
      GuardedHttpClient client,
      RequestSigner signer) {
    this.database = database;
    this.origin = origin;
    this.flattrs = flattrs;
    this.within = within;
    this.across = across;
    this.client = client;
    this.signer = signer;
  }

  /**
   * The proof of a flattr that a member here gave.
   *
   * @return its bytes, in the only spelling that it has
   * @throws Problem 404 {@code unknown_flattr}; 409 {@code not_counted}, {@code not_split}, {@code
   *     not_agreed}, {@code disputed}, {@code not_provable}; 503 {@code unreachable}
   */
  public byte[] given(MemberId donor, FlattrId id) {
    return proof(
        flattrs
            .find(id)
            .filter(flattr -> flattr.donor().equals(donor))
            .orElseThrow(Proofs::unknown));
  }

  /**
   * The proof of a flattr to a creator of that peer, for the peer.
   *
   * @throws Problem as {@link #given}
   */
  byte[] forCreatorsNode(Peer peer, FlattrId id) {
    return proof(find(id, peer));
  }

  /** A flattr to a creator of that peer. */
  private Given find(FlattrId id, Peer peer) {
    return flattrs
        .find(id)
        .filter(
            flattr ->
                flattr
                    .creator()
                    .flatMap(Creator::peer)
                    .filter(of -> of.equals(peer.id()))
                    .isPresent())
        .orElseThrow(Proofs::unknown);
  }

  /**
   * The proof of a flattr that a member here received.
   *
   * @param flattr the id that it has on the wire
   * @throws Problem as {@link #given}; 409 {@code anonymous_donor} when the donor is not named:
   *     creators know such amounts only as totals of a thing (product rule 14)
   */
  public byte[] received(MemberId creator, ActivityId flattr) {
    return FlattrId.of(flattr, origin)
        .map(id -> ofOwnDonor(creator, id))
        .orElseGet(() -> ofDonorElsewhere(creator, flattr));
  }

  private byte[] ofOwnDonor(MemberId creator, FlattrId id) {
    Given given =
        flattrs
            .find(id)
            .filter(flattr -> flattr.creator().filter(it -> it.is(creator)).isPresent())
            .orElseThrow(Proofs::unknown);
    if (given.anonymous()) {
      throw anonymous();
    }
    return proof(given);
  }

  private byte[] ofDonorElsewhere(MemberId creator, ActivityId flattr) {
    if (!database.read(tx -> ProofStore.isCountedFor(tx, flattr, creator))) {
      throw unknown();
    }
    URI address = URI.create(flattr + ProofRoutes.PATH);
    byte[] bytes =
        switch (client.send(signer.get(address, Map.of("Accept", ProofRoutes.MEDIA_TYPE)))) {
          case OutboundResult.Answer it when it.status() == 200 -> it.body();
          case OutboundResult.Answer it when it.status() == NOT_YET ->
              throw notYet("not_agreed", "The donor's node says that there is no proof yet.");
          case OutboundResult.Answer it -> throw unreachable(address, "answers " + it.status());
          case OutboundResult.Failure it -> throw unreachable(address, it.reason().code());
        };
    requireAbout(flattr, checked(bytes));
    return bytes;
  }

  private static void requireAbout(ActivityId flattr, Proof proof) {
    boolean fits =
        proof instanceof FlattrProof it
            && MessageReader.read(it.flattr()).orElseThrow() instanceof Flattr like
            && like.id().equals(flattr);
    if (!fits) {
      throw notYet("not_provable", "The donor's node gives a proof of something else.");
    }
    if (isAnonymous((FlattrProof) proof)) {
      throw anonymous();
    }
  }

  private static boolean isAnonymous(FlattrProof proof) {
    return MessageReader.read(proof.flattr()).orElseThrow() instanceof Flattr like
        && like.donorTag().isPresent();
  }

  private byte[] proof(Given flattr) {
    if (flattr.state() != GivenState.COUNTED) {
      throw notYet("not_counted", "Only what the creator's node has counted can be proven.");
    }
    Proof proof =
        flattr.creator().flatMap(Creator::peer).isPresent()
            ? across.proof(flattr)
            : within.proof(flattr);
    byte[] bytes = proof.toBytes();
    checked(bytes);
    return bytes;
  }

  /** What would be refused is not handed out. */
  private static Proof checked(byte[] bytes) {
    return switch (ProofCheck.check(bytes, TrustedKeys.NONE)) {
      case Verdict.Trusted it -> it.proof();
      case Verdict.Consistent it -> it.proof();
      case Verdict.Refused it ->
          throw notYet(
              "not_provable", "%s: %s (at %s)".formatted(it.code(), it.sentence(), it.place()));
    };
  }

  private static Problem unreachable(URI address, String detail) {
    return new Problem(
        503,
        "unreachable",
        "Not to be had now",
        address + ": " + detail + ". Please try again later.");
  }

  private static Problem anonymous() {
    return notYet(
        "anonymous_donor",
        "The donor is not named: then creators know amounts only as totals of a thing.");
  }

  private static Problem unknown() {
    return new Problem(404, "unknown_flattr", "Unknown flattr", "You have no such flattr.");
  }

  static Problem notYet(String code, String detail) {
    return new Problem(NOT_YET, code, "There is no proof of it", detail);
  }
}
