package org.farthing.node.proof;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.farthing.node.account.MemberId;
import org.farthing.node.federation.actor.RequestSigner;
import org.farthing.node.flattr.FlattrId;
import org.farthing.node.flattr.Flattrs;
import org.farthing.node.flattr.Gifts;
import org.farthing.node.flattr.GivenState;
import org.farthing.node.peer.Peer;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.http.GuardedHttpClient;
import org.farthing.node.platform.http.OutboundResult;
import org.farthing.node.platform.http.Problem;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.Origin;
import org.farthing.protocol.message.Donation;
import org.farthing.protocol.message.MessageReader;
import org.farthing.protocol.proof.DonationProof;
import org.farthing.protocol.proof.Proof;
import org.farthing.protocol.proof.ProofCheck;
import org.farthing.protocol.proof.TrustedKeys;
import org.farthing.protocol.proof.Verdict;

/**
 * Hands out proofs, each checked before: to the donor and to the creator of a flattr or gift, and
 * to the creator's node, which has not kept the lines of statements. Thread-safe. Each method may
 * have to ask another node, and is not to be called within a transaction.
 */
public final class Proofs {

  /** Of a flattr that has no proof. */
  private static final int NOT_YET = 409;

  /** What a node answers that has no proofs, or none of this. */
  private static final Set<Integer> NONE_THERE = Set.of(404, 405, 410, 501);

  private final Database database;
  private final Origin origin;
  private final Flattrs flattrs;
  private final Gifts gifts;
  private final ProofsWithin within;
  private final ProofsAcross across;
  private final GuardedHttpClient client;
  private final RequestSigner signer;

  /**
   * @param within of what is given between members of this node
   * @param across of what is given to creators elsewhere
   */
  public Proofs(
      Database database,
      Origin origin,
      Flattrs flattrs,
      Gifts gifts,
      ProofsWithin within,
      ProofsAcross across,
      GuardedHttpClient client,
      RequestSigner signer) {
    this.database = database;
    this.origin = origin;
    this.flattrs = flattrs;
    this.gifts = gifts;
    this.within = within;
    this.across = across;
    this.client = client;
    this.signer = signer;
  }

  /**
   * The proof of a flattr or gift that a member here gave.
   *
   * @return its bytes, in the only spelling that it has
   * @throws Problem 404 {@code unknown_flattr}; 409 {@code not_counted}, {@code not_split}, {@code
   *     not_agreed}, {@code disputed}, {@code not_provable}; 503 {@code unreachable}
   */
  public byte[] given(MemberId donor, FlattrId id) {
    return proof(find(id).filter(it -> it.donor().equals(donor)).orElseThrow(Proofs::unknown));
  }

  /**
   * The proof of a flattr or gift to a creator of that peer, for the peer.
   *
   * @throws Problem as {@link #given}
   */
  byte[] forCreatorsNode(Peer peer, FlattrId id) {
    return proof(
        find(id)
            .filter(it -> it.peer().filter(of -> of.equals(peer.id())).isPresent())
            .orElseThrow(Proofs::unknown));
  }

  /** Flattrs and gifts have ids of their own each. */
  private Optional<Provable> find(FlattrId id) {
    return flattrs
        .find(id)
        .<Provable>map(Provable.OfFlattr::new)
        .or(() -> gifts.find(id).map(Provable.OfGift::new));
  }

  /**
   * The proof of a flattr or gift that a member here received.
   *
   * @param flattr the id that it has on the wire
   * @throws Problem as {@link #given}; 409 {@code anonymous_donor} when the donor is not named:
   *     creators know such amounts only as totals of a thing (product rule 14); 404 {@code
   *     no_proof_there} when the donor's node says that it has none
   */
  public byte[] received(MemberId creator, ActivityId flattr) {
    return FlattrId.of(flattr, origin)
        .map(id -> ofOwnDonor(creator, id))
        .orElseGet(() -> ofDonorElsewhere(creator, flattr));
  }

  private byte[] ofOwnDonor(MemberId creator, FlattrId id) {
    Provable given =
        find(id)
            .filter(it -> it.creator().filter(to -> to.is(creator)).isPresent())
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
          case OutboundResult.Answer it when NONE_THERE.contains(it.status()) -> throw noneThere();
          case OutboundResult.Answer it -> throw unreachable(address, "answers " + it.status());
          case OutboundResult.Failure it -> throw unreachable(address, it.reason().code());
        };
    requireAbout(flattr, checked(bytes));
    return bytes;
  }

  private static void requireAbout(ActivityId flattr, Proof proof) {
    if (!(proof instanceof DonationProof it
        && MessageReader.read(it.donation()).orElseThrow() instanceof Donation given
        && given.id().equals(flattr))) {
      throw notYet("not_provable", "The donor's node gives a proof of something else.");
    }
    if (given.donorTag().isPresent()) {
      throw anonymous();
    }
  }

  private byte[] proof(Provable given) {
    if (given.state() != GivenState.COUNTED) {
      throw notYet("not_counted", "Only what the creator's node has counted can be proven.");
    }
    Proof proof = given.peer().isPresent() ? across.proof(given) : within.proof(given);
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

  private static Problem noneThere() {
    return new Problem(
        404,
        "no_proof_there",
        "There is no proof of it there",
        "The donor's node says that it has no proof of this. Not every node has proofs.");
  }

  private static Problem anonymous() {
    return notYet(
        "anonymous_donor",
        "The donor is not named: then creators know amounts only as totals of a thing.");
  }

  private static Problem unknown() {
    return new Problem(404, "unknown_flattr", "Unknown flattr", "You have no such flattr or gift.");
  }

  static Problem notYet(String code, String detail) {
    return new Problem(NOT_YET, code, "There is no proof of it", detail);
  }
}
