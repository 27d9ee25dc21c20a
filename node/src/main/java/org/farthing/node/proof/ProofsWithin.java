package org.farthing.node.proof;

import jakarta.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.stream.IntStream;
import org.farthing.node.account.MemberId;
import org.farthing.node.account.Members;
import org.farthing.node.federation.actor.ActivitySigner;
import org.farthing.node.federation.actor.KeyHistories;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.flattr.Creator;
import org.farthing.node.flattr.DonorShares;
import org.farthing.node.flattr.Given;
import org.farthing.node.flattr.GivenGift;
import org.farthing.node.flattr.Giving;
import org.farthing.node.flattr.MonthShares;
import org.farthing.node.peer.OwnPolicies;
import org.farthing.node.platform.database.Database;
import org.farthing.node.settlement.CloseStage;
import org.farthing.node.settlement.MonthClose;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.message.OwnGift;
import org.farthing.protocol.message.OwnShare;
import org.farthing.protocol.money.CurrencyUnit;
import org.farthing.protocol.money.Money;
import org.farthing.protocol.proof.OwnProof;
import org.jspecify.annotations.Nullable;

/** What this node says that a flattr or gift between two of its members gave. Thread-safe. */
public final class ProofsWithin {

  private final Database database;
  private final LocalIds ids;
  private final CurrencyUnit currency;
  private final Members members;
  private final Giving giving;
  private final OwnPolicies policies;
  private final MonthClose closes;
  private final KeyHistories histories;
  private final ActivitySigner signer;

  public ProofsWithin(
      Database database,
      LocalIds ids,
      CurrencyUnit currency,
      Members members,
      Giving giving,
      OwnPolicies policies,
      MonthClose closes,
      KeyHistories histories,
      ActivitySigner signer) {
    this.database = database;
    this.ids = ids;
    this.currency = currency;
    this.members = members;
    this.giving = giving;
    this.policies = policies;
    this.closes = closes;
    this.histories = histories;
    this.signer = signer;
  }

  OwnProof proof(Provable given) {
    if (closes.stage(given.period()).compareTo(CloseStage.SPLIT) < 0) {
      throw Proofs.notYet("not_split", "Its month is not closed yet.");
    }
    OwnPolicies.Version policy = policies.version(given.period());
    return switch (given) {
      case Provable.OfFlattr it ->
          proof(OwnProof.Kind.FLATTR, share(it.flattr(), policy).toDocument(), policy);
      case Provable.OfGift it ->
          proof(OwnProof.Kind.GIFT, gift(it.gift(), policy).toDocument(), policy);
    };
  }

  private OwnProof proof(OwnProof.Kind kind, JsonObject word, OwnPolicies.Version policy) {
    return new OwnProof(
        kind,
        signer.sign(word, ids.node()),
        policies.signed(policy),
        List.of(histories.signed(ids.node())));
  }

  private OwnShare share(Given flattr, OwnPolicies.Version policy) {
    ActivityId id = flattr.id().activity(ids.origin());
    return new OwnShare(
        ActivityId.of(id + "/share"),
        ids.node(),
        id,
        URI.create(flattr.thing().url()),
        flattr.period(),
        flattr.creator().map(Creator::actor).orElseThrow(),
        named(flattr.donor(), flattr.anonymous()),
        new Money(micros(flattr), currency),
        policy.digest(),
        policy.policy().calendar().cutOff(flattr.period()));
  }

  private OwnGift gift(GivenGift gift, OwnPolicies.Version policy) {
    ActivityId id = gift.id().activity(ids.origin());
    return new OwnGift(
        ActivityId.of(id + "/amount"),
        ids.node(),
        id,
        gift.period(),
        gift.creator().actor(),
        named(gift.donor(), gift.anonymous()),
        new Money(gift.micros(), currency),
        policy.digest(),
        policy.policy().calendar().cutOff(gift.period()));
  }

  private @Nullable ActorId named(MemberId donor, boolean anonymous) {
    return anonymous ? null : ids.member(members.find(donor).orElseThrow().name());
  }

  private long micros(Given flattr) {
    var reservation = giving.reservation(flattr.donor(), flattr.period()).orElseThrow();
    DonorShares shares = database.read(tx -> new MonthShares(ids.origin()).now(tx, reservation));
    return IntStream.range(0, shares.size())
        .filter(index -> shares.id(index).equals(flattr.id()))
        .mapToLong(shares::shareMicros)
        .findFirst()
        .orElseThrow();
  }
}
