package org.farthing.node.account;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.farthing.node.federation.actor.ActorProfile;
import org.farthing.node.federation.actor.LocalActor;
import org.farthing.node.federation.actor.LocalActors;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.platform.Uuid7;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.platform.http.Problem;

/**
 * Who has an account here. Who has left is found by their id alone, for the books; no list has
 * them, and their name is taken. Safe for use by many threads.
 */
public final class Members implements LocalActors {

  private static final int LONGEST_DISPLAY_NAME = 200;

  private final Database database;
  private final MemberStore store = new MemberStore();
  private final ProfileStore profiles = new ProfileStore();
  private final ActorKeyRing keys;
  private final LocalIds ids;
  private final InstantSource calendar;

  public Members(Database database, ActorKeyRing keys, LocalIds ids, InstantSource calendar) {
    this.database = database;
    this.keys = keys;
    this.ids = ids;
    this.calendar = calendar;
  }

  /**
   * Takes in a member, with an actor and its key.
   *
   * @param name 1 to 64 of a to z, 0 to 9 and _, and not one that the node needs itself
   * @param displayName for people, 1 to 200 characters
   * @throws Problem {@code malformed_name}, {@code reserved_name}, {@code malformed_display_name},
   *     {@code name_taken}
   */
  public Member create(String name, String displayName) {
    return database.write(tx -> create(tx, name, displayName));
  }

  /** As {@link #create(String, String)}, within a transaction. */
  public Member create(Transaction tx, String name, String displayName) {
    check(name);
    checkDisplayName(displayName);
    Instant now = calendar.instant();
    Member member = new Member(new MemberId(Uuid7.next()), name, displayName.strip(), now);
    if (!store.insert(tx, member)) {
      throw new Problem(
          409, "name_taken", "This name is taken", "There is or was a member named " + name + ".");
    }
    keys.create(tx, ids.member(name));
    return member;
  }

  private static void check(String name) {
    if (!MemberNames.isWellFormed(name)) {
      throw new Problem(
          400,
          "malformed_name",
          "This cannot be a name",
          "A name is 1 to 64 characters of a to z, 0 to 9 and _.");
    }
    if (MemberNames.isReserved(name)) {
      throw new Problem(
          400, "reserved_name", "This name is reserved", "Nobody can be called " + name + ".");
    }
  }

  /**
   * @throws Problem {@code malformed_display_name}
   */
  static void checkDisplayName(String displayName) {
    if (displayName.isBlank() || displayName.strip().length() > LONGEST_DISPLAY_NAME) {
      throw new Problem(
          400,
          "malformed_display_name",
          "This cannot be a name to show",
          "A name to show is 1 to " + LONGEST_DISPLAY_NAME + " characters.");
    }
  }

  public Optional<Member> find(MemberId id) {
    return database.read(tx -> store.find(tx, id));
  }

  /** The member of a name, which may be whatever stands in an address. */
  public Optional<Member> find(String name) {
    // MariaDB compares no other characters with a column of ASCII.
    boolean isAscii = name.chars().allMatch(c -> c < 0x80);
    return isAscii ? database.read(tx -> store.find(tx, name)) : Optional.empty();
  }

  /** As {@link #find(MemberId)}, within a transaction. */
  public Optional<Member> find(Transaction tx, MemberId id) {
    return store.find(tx, id);
  }

  /** As {@link #find(String)}, within a transaction. */
  public Optional<Member> find(Transaction tx, String name) {
    return store.find(tx, name);
  }

  /**
   * Members in the order of their names.
   *
   * @param after the name that the last page ended with; empty for the first page
   */
  public List<Member> list(String after, int most) {
    return database.read(tx -> store.after(tx, after, most));
  }

  /** All of them, in the order of their names. */
  public List<Member> all() {
    return database.read(tx -> store.after(tx, "", Integer.MAX_VALUE));
  }

  /**
   * Members whose name or shown name has a text in it, in the order of their names.
   *
   * @param after the name that the last page ended with; empty for the first page
   */
  public List<Member> search(String text, String after, int most) {
    return database.read(tx -> store.search(tx, text, after, most));
  }

  /** Those of some ids, also who have left. */
  public Map<MemberId, Member> named(Collection<MemberId> ids) {
    return database.read(tx -> store.named(tx, ids));
  }

  /** Who runs the node. */
  public Set<MemberId> admins(Transaction tx) {
    return store.admins(tx);
  }

  /** Who runs the node, until the transaction ends. */
  public Set<MemberId> lockAdmins(Transaction tx) {
    return store.lockAdmins(tx);
  }

  /** Whether a member runs the node. */
  public boolean isAdmin(Transaction tx, MemberId id) {
    return store.isAdmin(tx, id);
  }

  /** Lets a member run the node, or no more. */
  public void setAdmin(MemberId id, boolean admin) {
    database.execute(tx -> setAdmin(tx, id, admin));
  }

  /** As {@link #setAdmin(MemberId, boolean)}, within a transaction. */
  public void setAdmin(Transaction tx, MemberId id, boolean admin) {
    store.setAdmin(tx, id, admin);
  }

  public long count() {
    return database.read(store::count);
  }

  /** As {@link #count()}, within a transaction. */
  public long count(Transaction tx) {
    return store.count(tx);
  }

  @Override
  public Optional<LocalActor> member(String name) {
    return database.read(
        tx -> store.find(tx, name).map(member -> actor(member, profiles.find(tx, member.id()))));
  }

  /** What the member of a name has chosen to show. */
  public Optional<ActorProfile> profile(Transaction tx, String name) {
    return store.find(tx, name).map(member -> profiles.find(tx, member.id()));
  }

  /** Whether somebody is or was called so. */
  public boolean isTaken(String name) {
    return find(name).isPresent() || leftAt(name).isPresent();
  }

  @Override
  public Optional<Instant> leftAt(String name) {
    return database.read(tx -> store.leftAt(tx, name));
  }

  static LocalActor actor(Member member, ActorProfile profile) {
    return new LocalActor(
        LocalActor.Kind.PERSON, member.name(), member.displayName(), member.createdAt(), profile);
  }
}
