package org.farthing.node.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.farthing.node.account.Member;
import org.farthing.node.account.MemberId;
import org.farthing.node.account.Members;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.platform.http.Problem;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.Origin;
import org.farthing.protocol.activity.ProtocolException;

/**
 * The accounts, sites and pages elsewhere that members have proved to be theirs. Thread-safe.
 *
 * <p>Both sides say so: the member here, by adding it, and the other side by a link to the member's
 * profile. What one member has proved is nobody else's.
 */
public final class Identities {

  static final int MOST_OF_A_MEMBER = 30;

  /** Checks in a row that do not find a proof before it is lost. */
  static final int MOST_FAILURES = 3;

  private static final System.Logger LOG = System.getLogger(Identities.class.getName());

  private final Database database;
  private final LocalIds ids;
  private final Members members;
  private final Addresses addresses;
  private final EvidenceSearch evidence;
  private final IdentityEvents events;
  private final ClaimMail claims;
  private final InstantSource system;
  // Asked at each click. Another process may have changed them: so only for a moment.
  private final Cache<MemberId, List<Identity>> proved =
      Caffeine.newBuilder().maximumSize(100_000).expireAfterWrite(Duration.ofSeconds(10)).build();

  Identities(
      Database database,
      LocalIds ids,
      Members members,
      Addresses addresses,
      EvidenceSearch evidence,
      IdentityEvents events,
      ClaimMail claims,
      InstantSource system) {
    this.database = database;
    this.ids = ids;
    this.members = members;
    this.addresses = addresses;
    this.evidence = evidence;
    this.events = events;
    this.claims = claims;
    this.system = system;
  }

  /** Something proved that a member is elsewhere, for their profile. */
  public record Link(IdentityKind kind, URI uri) {}

  /**
   * A member says that something is theirs; nothing is proved by it. Added again it stays as it is.
   * Not to be called within a transaction.
   *
   * @param text for an actor a handle or an address, for a site its domain or origin, for a page
   *     its address
   * @throws Problem {@code malformed_identity}, {@code unknown_actor}, {@code own_node}, {@code
   *     claimed} when it is another member's, {@code too_many}, {@code unreachable}
   */
  public Identity add(MemberId member, IdentityKind kind, String text) {
    URI value = addresses.read(kind, text);
    if (Origin.of(value).equals(ids.origin())) {
      throw new Problem(
          400, "own_node", "That is here", "What is on this node needs no proof of this kind.");
    }
    return database.write(
        tx -> {
          requireNobodyElses(tx, member, value);
          requireRoom(tx, member);
          IdentityStore.insertIfNew(tx, member, kind, value, system.instant());
          return IdentityStore.find(tx, member, value).orElseThrow();
        });
  }

  private static void requireRoom(Transaction tx, MemberId member) {
    if (IdentityStore.of(tx, member).size() >= MOST_OF_A_MEMBER) {
      throw new Problem(
          409, "too_many", "Too many", "At most " + MOST_OF_A_MEMBER + " can be added.");
    }
  }

  public List<Identity> of(MemberId member) {
    return database.read(tx -> IdentityStore.of(tx, member));
  }

  /**
   * Looks for the proof now. Not to be called within a transaction.
   *
   * @throws Problem {@code unknown_identity}; {@code claimed} when another member has proved the
   *     same
   */
  public Identity check(MemberId member, long id) {
    Identity identity =
        database.read(tx -> IdentityStore.find(tx, member, id)).orElseThrow(Identities::unknown);
    return check(identity);
  }

  /** As {@link #check(MemberId, long)}. */
  Identity check(Identity identity) {
    Profile profile = profile(identity.member());
    Evidence found =
        identity.isBySignIn()
            ? evidence.stands(identity.value())
            : evidence.find(identity.kind(), identity.value(), profile);
    return database.write(
        tx -> {
          Identity before =
              IdentityStore.find(tx, identity.member(), identity.id())
                  .orElseThrow(Identities::unknown);
          forgetAfter(tx, before.member());
          switch (found) {
            case Evidence.Shown it -> shown(tx, before, it, profile);
            case Evidence.NotShown it -> notShown(tx, before, it);
          }
          return IdentityStore.find(tx, before.member(), before.id()).orElseThrow();
        });
  }

  /**
   * A member has signed in as an actor on its own server, which proves it from both sides: it need
   * not name them in its profile, and is not looked for there any more. It signs them in from then
   * on.
   *
   * @param actor not one of this node's
   * @return false when it did before
   * @throws Problem {@code claimed} when it is another member's, {@code too_many}
   */
  public boolean signedIn(Transaction tx, Member member, ShownActor actor) {
    URI value = actor.id().uri();
    requireNobodyElses(tx, member.id(), value);
    Optional<Identity> known = IdentityStore.find(tx, member.id(), value);
    if (known.isEmpty()) {
      requireRoom(tx, member.id());
      IdentityStore.insertIfNew(tx, member.id(), IdentityKind.ACTOR, value, system.instant());
    }
    Identity before = IdentityStore.find(tx, member.id(), value).orElseThrow();
    forgetAfter(tx, member.id());
    shown(tx, before, EvidenceSearch.bySignIn(actor), profile(member));
    return !(before.isProved() && before.isBySignIn());
  }

  /** Whose an actor is by proof, whether or not it signs them in. */
  public Optional<Identity> provedActor(Transaction tx, ShownActor actor) {
    return IdentityStore.proved(tx, actor.id().toString())
        .filter(it -> it.kind() == IdentityKind.ACTOR);
  }

  /**
   * The member whom an actor signs in, as which somebody has just signed in on its server. What was
   * lost of it holds again, unless it is somebody else's by now.
   */
  public Optional<Member> memberSignedIn(Transaction tx, ShownActor actor) {
    Optional<Identity> identity =
        provedActor(tx, actor)
            .or(() -> IdentityStore.lost(tx, actor.id().toString(), EvidenceSearch.SIGN_IN))
            .filter(Identity::isBySignIn);
    Optional<Member> member = identity.flatMap(it -> members.find(tx, it.member()));
    if (member.isPresent() && !identity.get().isProved()) {
      boolean _ = signedIn(tx, member.get(), actor);
    }
    return member;
  }

  /** Before whoever is told of it reads what the member shows. */
  private void forgetAfter(Transaction tx, MemberId member) {
    tx.afterCommit(() -> proved.invalidate(member));
  }

  private void shown(Transaction tx, Identity before, Evidence.Shown it, Profile profile) {
    if (!IdentityStore.setProved(tx, before, it.how(), it.domains(), system.instant())) {
      throw claimed();
    }
    if (!before.isProved()) {
      Identity proven = IdentityStore.find(tx, before.member(), before.id()).orElseThrow();
      events.proved(tx, proven);
      claims.tell(tx, proven.value(), new ActorId(profile.address()));
      tx.afterCommit(
          () -> LOG.log(System.Logger.Level.INFO, "Identity {0} is proved.", before.id()));
    }
  }

  private void notShown(Transaction tx, Identity before, Evidence.NotShown it) {
    int failures = before.failures() + 1;
    boolean lost = before.isProved() && failures >= MOST_FAILURES;
    IdentityState state = lost ? IdentityState.LOST : before.state();
    IdentityStore.setNotFound(tx, before.id(), state, failures, it.detail(), system.instant());
    if (lost) {
      events.unproved(tx, before.member());
      tx.afterCommit(() -> LOG.log(System.Logger.Level.INFO, "Identity {0} is lost.", before.id()));
    }
  }

  /**
   * A member says that something is theirs no more. What was flattred of it stays as it is.
   *
   * @throws Problem {@code unknown_identity}; what {@link IdentityEvents#removing} refuses with
   */
  public Identity remove(MemberId member, long id) {
    return database.write(
        tx -> {
          Identity identity = IdentityStore.find(tx, member, id).orElseThrow(Identities::unknown);
          if (isLastSignIn(tx, identity)) {
            events.removing(tx, member);
          }
          IdentityStore.delete(tx, id);
          forgetAfter(tx, member);
          if (identity.isProved()) {
            events.unproved(tx, member);
          }
          return identity;
        });
  }

  private static boolean isLastSignIn(Transaction tx, Identity identity) {
    return identity.isBySignIn()
        && IdentityStore.of(tx, identity.member()).stream()
            .noneMatch(it -> it.id() != identity.id() && it.isBySignIn() && it.isProved());
  }

  /**
   * A thing elsewhere has become a member's, by their word. Flattrs of it may wait on other nodes,
   * which are told to look again; what a proof covers they were told of with that.
   */
  public void registered(Transaction tx, URI thing, ActorId member) {
    boolean isHere = ids.origin().equals(Origin.of(thing));
    if (!isHere && covering(tx, thing).isEmpty()) {
      claims.tell(tx, thing, member);
    }
  }

  /** A member leaves: what they have proved can be another's. */
  public void left(Transaction tx, MemberId member) {
    IdentityStore.of(tx, member).forEach(identity -> IdentityStore.delete(tx, identity.id()));
    forgetAfter(tx, member);
  }

  /** What a member has proved, for the profile and the actor document; none for unknown names. */
  public List<Link> linksOf(String name) {
    return members.find(name).map(member -> proved(member.id())).orElse(List.of()).stream()
        .map(identity -> new Link(identity.kind(), identity.value()))
        .toList();
  }

  /** The member who has proved that this actor elsewhere is theirs. */
  public Optional<MemberId> memberOf(Transaction tx, ActorId actor) {
    return IdentityStore.proved(tx, actor.toString())
        .filter(identity -> identity.kind() == IdentityKind.ACTOR)
        .map(Identity::member);
  }

  /** As {@link #memberOf}, of several actors: those that are members' identities. */
  public Map<ActorId, MemberId> membersOf(Transaction tx, Collection<ActorId> actors) {
    Map<URI, ActorId> byValue = new HashMap<>();
    actors.forEach(actor -> byValue.put(actor.uri(), actor));
    Map<ActorId, MemberId> members = new HashMap<>();
    for (Identity identity : IdentityStore.proved(tx, byValue.keySet())) {
      if (identity.kind() == IdentityKind.ACTOR) {
        members.put(Objects.requireNonNull(byValue.get(identity.value())), identity.member());
      }
    }
    return members;
  }

  /** The member whose own actor this is. */
  public Optional<MemberId> memberHere(Transaction tx, ActorId actor) {
    return ids.memberName(actor).flatMap(name -> members.find(tx, name)).map(Member::id);
  }

  /** What of a member's shows that an address is theirs: itself, or the site that it is on. */
  Optional<Identity> covering(URI address) {
    return database.read(tx -> covering(tx, address));
  }

  private static Optional<Identity> covering(Transaction tx, URI address) {
    return IdentityStore.proved(tx, address.toString()).or(() -> ofSite(tx, address));
  }

  private static Optional<Identity> ofSite(Transaction tx, URI page) {
    try {
      return IdentityStore.proved(tx, Origin.of(page).toString())
          .filter(identity -> identity.kind() == IdentityKind.SITE);
    } catch (ProtocolException e) {
      return Optional.empty();
    }
  }

  /**
   * Whether something is a member's own by what they have proved: an actor, a page, or what is on a
   * site of theirs (product rule 3). Quick, and at most ten seconds behind other processes.
   */
  public boolean isOwn(MemberId member, URI address) {
    return proved(member).stream().anyMatch(identity -> covers(identity, address));
  }

  private static boolean covers(Identity identity, URI address) {
    String value = identity.value().toString();
    return switch (identity.kind()) {
      case ACTOR, URL -> value.equals(address.toString());
      case SITE -> isOn(address, value);
    };
  }

  private static boolean isOn(URI address, String site) {
    try {
      return Origin.of(address).toString().equals(site);
    } catch (ProtocolException e) {
      return false;
    }
  }

  /**
   * Whether it can be a member's, so that it is worth looking: it is where they have proved
   * something, or where pages may name them.
   */
  public boolean mayBeOf(MemberId member, URI address) {
    String host = Optional.ofNullable(address.getHost()).orElse("");
    return of(member).stream()
        .filter(Identity::isProved)
        .anyMatch(
            identity ->
                host.equalsIgnoreCase(identity.value().getHost())
                    || ProfileLinks.covers(identity.domains(), host));
  }

  /** The profile that the other side has to name. */
  public Profile profile(MemberId id) {
    return profile(members.find(id).orElseThrow());
  }

  private Profile profile(Member member) {
    return new Profile(
        ids.member(member.name()).uri(), member.name() + "@" + ids.origin().authority());
  }

  /** Those to be looked at again, the longest not looked at first. */
  List<Identity> due(Duration after, int most) {
    return database.read(
        tx -> IdentityStore.checkedBefore(tx, system.instant().minus(after), most));
  }

  private List<Identity> proved(MemberId member) {
    List<Identity> known = proved.getIfPresent(member);
    if (known != null) {
      return known;
    }
    List<Identity> read = of(member).stream().filter(Identity::isProved).toList();
    proved.put(member, read);
    return read;
  }

  private static void requireNobodyElses(Transaction tx, MemberId member, URI value) {
    if (IdentityStore.proved(tx, value.toString())
        .filter(identity -> !identity.member().equals(member))
        .isPresent()) {
      throw claimed();
    }
  }

  private static Problem claimed() {
    return new Problem(
        409, "claimed", "Claimed already", "Another member of this node has proved it.");
  }

  private static Problem unknown() {
    return new Problem(404, "unknown_identity", "Unknown identity", "You have added no such one.");
  }
}
