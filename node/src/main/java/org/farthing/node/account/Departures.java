package org.farthing.node.account;

import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.farthing.node.federation.actor.ActivitySigner;
import org.farthing.node.federation.actor.ActorDocuments;
import org.farthing.node.federation.actor.ActorKeys;
import org.farthing.node.federation.actor.FollowerMail;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.federation.directory.ActorDirectory;
import org.farthing.node.federation.outbox.Outbox;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.platform.http.Problem;
import org.farthing.node.platform.schedule.Clocks;
import org.farthing.protocol.activity.ActorId;

/**
 * How a member leaves for good: what they showed and their tokens are deleted, all servers that the
 * node knows are told, and in place of their actor stands a tombstone. Their name is never given
 * again, and their keys stay published for what they signed. Thread-safe.
 */
public final class Departures {

  private static final System.Logger LOG = System.getLogger(Departures.class.getName());

  private final Database database;
  private final MemberStore members = new MemberStore();
  private final ProfileStore profiles = new ProfileStore();
  private final LocalIds ids;
  private final ApiTokens tokens;
  private final ActorDocuments documents;
  private final ActivitySigner signer;
  private final FollowerMail mail;
  private final ActorDirectory directory;
  private final Outbox outbox;
  private final List<Ties> ties;
  private final Leaving leaving;
  private final Clocks clocks;

  /**
   * @param ties all that may keep a member here, in the order in which they are told of
   * @param leaving told when the followers are
   */
  public Departures(
      Database database,
      LocalIds ids,
      ApiTokens tokens,
      ActorDocuments documents,
      ActorKeys keys,
      FollowerMail mail,
      ActorDirectory directory,
      Outbox outbox,
      List<Ties> ties,
      Leaving leaving,
      Clocks clocks) {
    this.database = database;
    this.ids = ids;
    this.tokens = tokens;
    this.documents = documents;
    this.signer = new ActivitySigner(keys, clocks.system());
    this.mail = mail;
    this.directory = directory;
    this.outbox = outbox;
    this.ties = List.copyOf(ties);
    this.leaving = leaving;
    this.clocks = clocks;
  }

  /**
   * A member leaves; it cannot be undone.
   *
   * @throws Problem {@code unknown_member}, or what keeps them here
   */
  public void leave(MemberId id) {
    database.execute(tx -> leave(tx, id));
  }

  /** What keeps a member here now; the first of it. */
  public Optional<Problem> tie(MemberId id) {
    return database.write(tx -> tie(tx, id));
  }

  private Optional<Problem> tie(Transaction tx, MemberId id) {
    return ties.stream().flatMap(tie -> tie.of(tx, id).stream()).findFirst();
  }

  private void leave(Transaction tx, MemberId id) {
    Member member = members.lock(tx, id).orElseThrow(Profiles::unknown);
    tie(tx, id)
        .ifPresent(
            problem -> {
              throw problem;
            });
    Instant now = clocks.calendar().instant();
    ActorId actor = ids.member(member.name());
    JsonObject deletion = signer.sign(tx, documents.deletion(member.name()), actor);
    mail.deliver(tx, actor, deletion);
    outbox.sendAll(tx, deletion, directory.knownInboxes(tx));
    leaving.left(tx, member);
    profiles.delete(tx, id);
    tokens.revokeAll(tx, id);
    members.leave(tx, member, now);
    tx.afterCommit(() -> LOG.log(System.Logger.Level.INFO, "{0} has left", actor));
  }
}
