package org.farthing.node.signin;

import java.util.Locale;
import java.util.Optional;
import org.farthing.node.account.Member;
import org.farthing.node.account.Members;
import org.farthing.node.identity.Identities;
import org.farthing.node.identity.ShownActor;
import org.farthing.node.notice.NoticeDetail;
import org.farthing.node.notice.NoticeEvent;
import org.farthing.node.notice.Notices;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.platform.http.Problem;
import org.farthing.node.signin.fediverse.Shown;

/** Which member somebody is who has shown an account elsewhere. Thread-safe. */
final class FediverseMembers {

  private static final int LONGEST_NAME = 64;
  private static final int FORBIDDEN = 403;
  private static final int MOST_SUGGESTED = 9;

  private final Database database;
  private final Members members;
  private final Identities identities;
  private final Logins logins;
  private final FediverseVisits visits;
  private final Notices notices;

  FediverseMembers(
      Database database,
      Members members,
      Identities identities,
      Logins logins,
      FediverseVisits visits,
      Notices notices) {
    this.database = database;
    this.members = members;
    this.identities = identities;
    this.logins = logins;
    this.visits = visits;
    this.notices = notices;
  }

  /** What comes of an account that was shown. */
  sealed interface Arrived {

    /** It is a member's. */
    record In(Member member) implements Arrived {}

    /** It is now the member's who was signed in. */
    record Linked() implements Arrived {}

    /** It is nobody's, and its owner can join. */
    record MayJoin(Secret ticket) implements Arrived {}

    /**
     * It does not help.
     *
     * @param why as in the keys of the texts
     */
    record Refused(int status, String why, String handle) implements Arrived {}
  }

  /**
   * Somebody has shown an account.
   *
   * @param browser what its forms carry
   * @param visitor who is signed in there already
   */
  Arrived arrive(Shown account, FediverseVisit visit, String browser, Optional<Member> visitor) {
    if (visitor.isPresent()) {
      return link(visitor.get(), account);
    }
    ShownActor actor = actor(account);
    Optional<Member> member = database.write(tx -> identities.memberSignedIn(tx, actor));
    if (member.isPresent()) {
      return new Arrived.In(member.get());
    }
    boolean others = database.read(tx -> identities.provedActor(tx, actor)).isPresent();
    return others
        ? new Arrived.Refused(FORBIDDEN, "not_yet", account.handle())
        : mayJoin(account, visit, browser);
  }

  private Arrived link(Member member, Shown account) {
    try {
      database.execute(tx -> link(tx, member, account));
      return new Arrived.Linked();
    } catch (Problem problem) {
      return new Arrived.Refused(problem.status(), problem.code(), account.handle());
    }
  }

  private void link(Transaction tx, Member member, Shown account) {
    if (identities.signedIn(tx, member, actor(account))) {
      NoticeDetail handle = new NoticeDetail.Text(account.handle());
      notices.tell(tx, member.id(), NoticeEvent.ACCOUNT_LINKED, handle);
    }
  }

  private Arrived mayJoin(Shown account, FediverseVisit visit, String browser) {
    try {
      logins.requireOpen(visit.invitationOrNull());
    } catch (Problem problem) {
      return new Arrived.Refused(problem.status(), problem.code(), account.handle());
    }
    FediverseGuest guest =
        new FediverseGuest(
            actor(account),
            account.handle(),
            account.name().orElse(""),
            visit.onward(),
            visit.invitation());
    return new Arrived.MayJoin(visits.receive(browser, guest));
  }

  private static ShownActor actor(Shown account) {
    return ShownActor.of(account.actor());
  }

  /**
   * Somebody joins with the account that they have shown, and without a password.
   *
   * @param ticket that they were given for it, good no more then
   * @throws Problem as {@link Logins#join}, {@code late_ticket}, {@code claimed}
   */
  Member join(
      Secret ticket, String browser, FediverseGuest guest, String name, String displayName) {
    return logins.join(
        name,
        displayName,
        guest.invitationOrNull(),
        (tx, member) -> {
          if (!visits.redeem(tx, ticket, browser)) {
            throw new Problem(
                403, "late_ticket", "That took too long", "Sign in with your account again.");
          }
          boolean _ = identities.signedIn(tx, member, guest.actor());
        });
  }

  /** A name that is free, made of a handle as well as it can be. */
  String suggested(String handle) {
    String username = handle.substring(0, handle.indexOf('@'));
    String bare = username.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "_");
    String name = bare.substring(0, Math.min(bare.length(), LONGEST_NAME - 1));
    for (int i = 2; i <= MOST_SUGGESTED && members.find(name).isPresent(); i++) {
      name = bare.substring(0, Math.min(bare.length(), LONGEST_NAME - 1)) + i;
    }
    return name;
  }
}
