package org.farthing.node.account;

import java.time.InstantSource;
import java.util.Optional;
import org.farthing.node.federation.actor.ActivitySigner;
import org.farthing.node.federation.actor.ActorDocuments;
import org.farthing.node.federation.actor.ActorKeys;
import org.farthing.node.federation.actor.ActorProfile;
import org.farthing.node.federation.actor.Attested;
import org.farthing.node.federation.actor.FollowerMail;
import org.farthing.node.federation.actor.LocalActor;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.platform.http.Problem;
import org.farthing.protocol.activity.ActorId;

/**
 * What members show of themselves. Each change tells their followers, in the transaction that makes
 * it. Thread-safe.
 */
public final class Profiles {

  private final Database database;
  private final MemberStore members = new MemberStore();
  private final ProfileStore store = new ProfileStore();
  private final LocalIds ids;
  private final ActorDocuments documents;
  private final ActivitySigner signer;
  private final FollowerMail mail;

  public Profiles(
      Database database,
      LocalIds ids,
      ActorDocuments documents,
      ActorKeys keys,
      FollowerMail mail,
      InstantSource system) {
    this.database = database;
    this.ids = ids;
    this.documents = documents;
    this.signer = new ActivitySigner(keys, system);
    this.mail = mail;
  }

  /**
   * A member as others see them.
   *
   * @throws Problem {@code unknown_member}
   */
  public LocalActor of(MemberId id) {
    return database.read(
        tx ->
            Members.actor(members.find(tx, id).orElseThrow(Profiles::unknown), store.find(tx, id)));
  }

  /**
   * Changes what a member shows. Nothing is told when that changes nothing.
   *
   * @return the member as others see them from now on
   * @throws Problem {@code unknown_member}, or as {@link ProfileChange} has it
   */
  public LocalActor change(MemberId id, ProfileChange change) {
    Attested attested = documents.attested(of(id).name());
    return database.write(tx -> change(tx, id, change, attested));
  }

  private LocalActor change(Transaction tx, MemberId id, ProfileChange change, Attested attested) {
    Member member = members.lock(tx, id).orElseThrow(Profiles::unknown);
    LocalActor before = Members.actor(member, store.find(tx, id));
    ActorProfile profile = change.applyTo(before.profile(), ids.member(member.name()));
    String displayName =
        Optional.ofNullable(change.displayName()).map(String::strip).orElse(before.displayName());
    Members.checkDisplayName(displayName);
    LocalActor after =
        new LocalActor(before.kind(), before.name(), displayName, before.createdAt(), profile);
    if (!after.equals(before)) {
      members.rename(tx, id, displayName);
      store.save(tx, id, profile);
      tell(tx, after, attested);
    }
    return after;
  }

  /**
   * Tells a member's followers what their document says now: to be called when something of it has
   * changed that is kept elsewhere, such as what they have proved to be theirs.
   */
  public void announce(MemberId id) {
    Attested attested = documents.attested(of(id).name());
    database.execute(
        tx ->
            members
                .lock(tx, id)
                .ifPresent(it -> tell(tx, Members.actor(it, store.find(tx, id)), attested)));
  }

  /**
   * A member goes by another actor from now on.
   *
   * @param target has been seen to name the member
   * @return the member as others see them from now on
   */
  LocalActor moved(MemberId id, ActorId target) {
    Attested attested = documents.attested(of(id).name());
    return database.write(
        tx -> {
          Member member = members.lock(tx, id).orElseThrow(Profiles::unknown);
          ActorProfile before = store.find(tx, id);
          LocalActor after = Members.actor(member, before.movedTo(target));
          if (!after.profile().equals(before)) {
            store.save(tx, id, after.profile());
            tell(tx, after, attested);
            ActorId actor = ids.member(member.name());
            mail.deliver(tx, actor, signer.sign(tx, documents.move(member.name(), target), actor));
          }
          return after;
        });
  }

  private void tell(Transaction tx, LocalActor member, Attested attested) {
    ActorId actor = ids.member(member.name());
    mail.deliver(tx, actor, signer.sign(tx, documents.update(member, attested), actor));
  }

  static Problem unknown() {
    return new Problem(404, "unknown_member", "There is no such member here", "They have left.");
  }
}
