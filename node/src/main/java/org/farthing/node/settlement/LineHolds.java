package org.farthing.node.settlement;

import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.farthing.node.account.Members;
import org.farthing.node.audit.AuditLog;
import org.farthing.node.audit.Mandate;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.flattr.ReceivedFlattrs;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.platform.http.Problem;
import org.farthing.node.settlement.LineHold.Kind;
import org.farthing.node.settlement.LineHoldStore.Came;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.settlement.PairMonth;
import org.farthing.protocol.settlement.StatementCheck;
import org.jspecify.annotations.Nullable;

/**
 * What admins hold back of peers' statements while fraud is looked into: such lines are left out of
 * what is agreed to, and the rest is paid. A hold stands until it is lifted, and counts for each
 * statement that is compared meanwhile. Thread-safe.
 */
public final class LineHolds {

  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_-]{1,100}");
  private static final int LONGEST = 500;

  /** More lines than this are never left out of an agreement. */
  private static final int MOST_LINES = StatementCheck.MOST_DISPUTES - 1;

  private final Database database;
  private final InstantSource calendar;
  private final AuditLog audit;
  private final LocalIds ids;
  private final Members members;
  private final ReceivedFlattrs received;

  LineHolds(
      Database database,
      InstantSource calendar,
      AuditLog audit,
      LocalIds ids,
      Members members,
      ReceivedFlattrs received) {
    this.database = database;
    this.calendar = calendar;
    this.audit = audit;
    this.ids = ids;
    this.members = members;
    this.received = received;
  }

  /**
   * Holds the line of a flattr or gift.
   *
   * @param id as the peer gave it
   * @throws Problem {@code malformed_id}; {@code not_received} and {@code not_counted} when there
   *     is no receipt of it; {@code already_agreed} when it comes too late; {@code already_held}
   */
  public LineHold holdFlattr(int peer, String id, Mandate mandate) {
    ActivityId flattr = flattr(id);
    return database.write(
        tx -> {
          List<YearMonth> unagreed = received.lockUnagreed(tx, peer);
          Came came =
              LineHoldStore.came(tx, peer, flattr)
                  .orElseThrow(
                      () ->
                          new Problem(
                              404,
                              "not_received",
                              "Not known here",
                              "No flattr or gift of that id has come from this node."));
          if (!came.counted()) {
            throw new Problem(
                409, "not_counted", "It does not count", "What has no receipt is not paid anyway.");
          }
          if (!unagreed.contains(came.period()) || isAdmitted(tx, came.period(), peer)) {
            throw new Problem(
                409,
                "already_agreed",
                "It is agreed to",
                "The statement of %s is agreed to, with this line.".formatted(came.period()));
          }
          return hold(tx, peer, Kind.FLATTR, flattr.toString(), mandate);
        });
  }

  /** What is disputed and settled all the same is agreed to as a whole. */
  private static boolean isAdmitted(Transaction tx, YearMonth period, int peer) {
    return PairMonthStore.find(tx, period, peer)
        .filter(month -> month.theirs() == PairMonth.Theirs.ADMITTED)
        .isPresent();
  }

  /**
   * Holds all lines that give to a member here.
   *
   * @param name of the member
   * @throws Problem {@code unknown_member}; {@code too_many_lines} when more of them count in a
   *     month than can be left out of an agreement: it would hold up the whole statement; {@code
   *     already_held}
   */
  public LineHold holdCreator(int peer, String name, Mandate mandate) {
    return database.write(
        tx -> {
          if (members.find(tx, name).isEmpty()) {
            throw new Problem(
                404, "unknown_member", "No such member", "Nobody here is " + name + ".");
          }
          List<YearMonth> unagreed = received.lockUnagreed(tx, peer);
          if (LineHoldStore.mostCounted(tx, peer, ids.member(name), unagreed) > MOST_LINES) {
            throw new Problem(
                409,
                "too_many_lines",
                "Too many lines",
                "More than %d lines cannot be left out of an agreement. Freeze the member's payouts."
                    .formatted(MOST_LINES));
          }
          return hold(tx, peer, Kind.CREATOR, ids.member(name).toString(), mandate);
        });
  }

  /**
   * Holds all lines of a donor whom the peer does not name.
   *
   * @param tag as it stands in what is anonymous, and in the lines; another one each month
   * @throws Problem {@code malformed_tag}, {@code already_held}
   */
  public LineHold holdDonor(int peer, String tag, Mandate mandate) {
    if (!TAG.matcher(tag).matches()) {
      throw new Problem(
          400, "malformed_tag", "Not a tag", "A tag is 1 to 100 of A-Z, a-z, 0-9, _ and -.");
    }
    return database.write(
        tx -> {
          received.lockUnagreed(tx, peer);
          return hold(tx, peer, Kind.DONOR_TAG, tag, mandate);
        });
  }

  private LineHold hold(Transaction tx, int peer, Kind kind, String subject, Mandate mandate) {
    if (!LineHoldStore.insert(tx, peer, kind, subject, mandate.reason(), calendar.instant())) {
      throw new Problem(409, "already_held", "It is held", "It is held back already.");
    }
    LineHold hold = LineHoldStore.find(tx, peer, kind, subject).orElseThrow();
    audit.record(tx, mandate, "peer-hold", subject(tx, hold), List.of());
    return hold;
  }

  /**
   * Has looked into it: its lines are agreed to in what is compared from now on.
   *
   * @throws Problem {@code unknown_hold}
   */
  public LineHold lift(int peer, long id, Mandate mandate) {
    return database.write(
        tx -> {
          received.lockUnagreed(tx, peer);
          LineHold hold =
              LineHoldStore.find(tx, peer, id)
                  .filter(it -> LineHoldStore.delete(tx, it))
                  .orElseThrow(LineHolds::unknown);
          audit.record(tx, mandate, "peer-lift", subject(tx, hold), List.of());
          return hold;
        });
  }

  private static Problem unknown() {
    return new Problem(
        404, "unknown_hold", "Nothing is held", "There is no such hold, or it was lifted.");
  }

  /** What is held of a peer's lines, oldest first. */
  public List<LineHold> of(int peer) {
    return database.read(tx -> LineHoldStore.of(tx, peer));
  }

  /**
   * A flattr or gift that counts here.
   *
   * @param id its address at the node that it came from
   * @param creator to whom it was given
   * @param giftMicrosOrNull what a gift gives; of a flattr only its donor's node knows that
   */
  public record Counted(
      String id, String creator, @Nullable Long giftMicrosOrNull, Instant receivedAt) {}

  /**
   * What a peer's donors gave in a month, and counts here, in descending order of id.
   *
   * @param beforeOrNull only what comes after this id
   */
  public List<Counted> counted(
      int peer, YearMonth period, @Nullable String beforeOrNull, int most) {
    return database.read(tx -> LineHoldStore.counted(tx, peer, period, beforeOrNull, most));
  }

  /** For the audit log, which is never deleted: so a creator is not called by their name. */
  private String subject(Transaction tx, LineHold hold) {
    String what = hold.subject();
    if (hold.kind() == Kind.CREATOR) {
      what =
          ids.memberName(ActorId.of(what))
              .flatMap(name -> members.find(tx, name))
              .map(member -> "member:" + member.id())
              .orElse("member");
    }
    return "peer:%d %s %s"
        .formatted(hold.peer(), hold.kind().name().toLowerCase(Locale.ROOT), what);
  }

  private static ActivityId flattr(String id) {
    try {
      ActivityId flattr = ActivityId.of(id);
      if (id.length() <= LONGEST) {
        return flattr;
      }
    } catch (ProtocolException _) {
      // Refused below.
    }
    throw new Problem(
        400, "malformed_id", "Not an id", "Write the whole address of the flattr or gift.");
  }
}
