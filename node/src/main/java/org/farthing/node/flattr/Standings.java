package org.farthing.node.flattr;

import java.time.YearMonth;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.farthing.node.account.MemberId;
import org.farthing.node.identity.Identities;
import org.farthing.node.peer.Peer;
import org.farthing.node.peer.Suspensions;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.message.Donation;
import org.farthing.protocol.message.Flattr;
import org.farthing.protocol.message.Gift;
import org.farthing.protocol.settlement.CreatorSide.Standing;
import org.jspecify.annotations.Nullable;

/**
 * How those stand to whom something is given from elsewhere, and what of it is known here. What
 * several flattrs need is read once for all of them. Thread-safe.
 */
final class Standings {

  private final ThingAddresses addresses;
  private final LocalCreators creators;
  private final Receiving receiving;
  private final Suspensions suspensions;
  private final Identities identities;

  Standings(
      ThingAddresses addresses,
      LocalCreators creators,
      Receiving receiving,
      Suspensions suspensions,
      Identities identities) {
    this.addresses = addresses;
    this.creators = creators;
    this.receiving = receiving;
    this.suspensions = suspensions;
    this.identities = identities;
  }

  /**
   * How what is given meets this node.
   *
   * @param creator when that is a member here
   * @param thing the row of a flattr's, when it is known
   */
  record Met(Standing standing, Optional<Creator> creator, Optional<Long> thing) {}

  /** Whether no flattrs of a peer's donors are counted for now. */
  boolean isSuspended(Transaction tx, Peer peer) {
    return suspensions.isBlocked(peer) || suspensions.of(tx, peer.id()).isPresent();
  }

  /** How flattrs of one month meet this node, in their order. */
  List<Met> of(Transaction tx, YearMonth period, List<Flattr> flattrs, Peer from) {
    Optional<Standing> refused = refused(tx, from);
    Predicate<Donation> byOwner = owners(tx, flattrs);
    Map<ActorId, Creator> creatorOf = creators(tx, flattrs);
    Function<Flattr, @Nullable Thing> thingOf = things(tx, flattrs);
    Map<MemberId, Standing> receives = new HashMap<>();
    return flattrs.stream()
        .map(
            flattr -> {
              Creator creator = creatorOf.get(flattr.creator());
              Thing thing = thingOf.apply(flattr);
              Standing standing =
                  refused
                      .or(() -> ownerIf(byOwner.test(flattr)))
                      .orElseGet(
                          () ->
                              standing(
                                  creator,
                                  thing,
                                  member ->
                                      receives.computeIfAbsent(
                                          member, it -> standing(tx, it, period))));
              return new Met(
                  standing,
                  Optional.ofNullable(creator),
                  Optional.ofNullable(thing).map(Thing::id));
            })
        .toList();
  }

  /** How a gift meets this node. */
  Met of(Transaction tx, Gift gift, Peer from) {
    Optional<Creator> creator = creators.find(tx, gift.creator());
    Standing standing =
        refused(tx, from)
            .or(() -> ownerIf(owners(tx, List.of(gift)).test(gift)))
            .or(
                () ->
                    creator
                        .flatMap(Creator::member)
                        .map(member -> standing(tx, member, gift.period())))
            .orElse(Standing.UNKNOWN);
    return new Met(standing, creator, Optional.empty());
  }

  /** The row of a flattr's thing, when it is known. */
  Optional<Long> thing(Transaction tx, Flattr flattr) {
    return Things.find(tx, flattr.thing().toString(), addresses).map(Thing::id);
  }

  /** Whatever it is given to: because of the node that it comes from. */
  private Optional<Standing> refused(Transaction tx, Peer from) {
    if (suspensions.isBlocked(from)) {
      return Optional.of(Standing.BLOCKED);
    }
    return isSuspended(tx, from) ? Optional.of(Standing.SUSPENDED) : Optional.empty();
  }

  private static Optional<Standing> ownerIf(boolean byOwner) {
    return byOwner ? Optional.of(Standing.OWNER) : Optional.empty();
  }

  /** Which of these are given by their own creators. */
  private Predicate<Donation> owners(Transaction tx, List<? extends Donation> donations) {
    Set<ActorId> actors = donations.stream().map(Donation::actor).collect(Collectors.toSet());
    Map<ActorId, MemberId> donors = identities.membersOf(tx, actors);
    return donation -> {
      MemberId donor = donors.get(donation.actor());
      return donor != null
          && identities.memberHere(tx, donation.creator()).filter(donor::equals).isPresent();
    };
  }

  private static Map<ActorId, Creator> creators(Transaction tx, List<Flattr> flattrs) {
    Set<ActorId> actors = flattrs.stream().map(Flattr::creator).collect(Collectors.toSet());
    return ThingStore.creatorsOf(tx, actors).stream()
        .filter(creator -> creator.member().isPresent())
        .collect(Collectors.toMap(Creator::actor, Function.identity()));
  }

  /** What finds a flattr's thing: by its own address or by that of its page here. */
  private Function<Flattr, @Nullable Thing> things(Transaction tx, List<Flattr> flattrs) {
    Set<Long> ids = new HashSet<>();
    Set<String> urls = new HashSet<>();
    for (Flattr flattr : flattrs) {
      String url = flattr.thing().toString();
      OptionalLong here = addresses.thingAt(url);
      here.ifPresentOrElse(ids::add, () -> urls.add(url));
    }
    Map<Long, Thing> byId = new HashMap<>();
    Map<String, Thing> byUrl = new HashMap<>();
    if (!ids.isEmpty()) {
      ThingStore.of(tx, ids).forEach(thing -> byId.put(thing.id(), thing));
    }
    if (!urls.isEmpty()) {
      ThingStore.at(tx, urls).forEach(thing -> byUrl.put(thing.url(), thing));
    }
    return flattr -> {
      String url = flattr.thing().toString();
      OptionalLong here = addresses.thingAt(url);
      return here.isPresent() ? byId.get(here.getAsLong()) : byUrl.get(url);
    };
  }

  /**
   * How a thing's creator stands.
   *
   * @param receives how a member does, to whom nothing else is opposed
   */
  private static Standing standing(
      @Nullable Creator creator, @Nullable Thing thing, Function<MemberId, Standing> receives) {
    if (creator == null || thing == null || !creator.equals(thing.creatorOrNull())) {
      return Standing.UNKNOWN;
    }
    return thing.withdrawn() ? Standing.WITHDRAWN : receives.apply(creator.member().orElseThrow());
  }

  private Standing standing(Transaction tx, MemberId member, YearMonth period) {
    return receiving.receives(tx, member, period) ? Standing.RECEIVING : Standing.NOT_RECEIVING;
  }
}
