package org.farthing.protocol.message;

import java.time.Instant;
import java.util.List;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.jspecify.annotations.Nullable;

/** What a creditor answers to a statement. */
public sealed interface StatementAnswer extends FarthingMessage {

  /** The {@code Offer} that is answered; {@code object} on the wire. */
  ActivityId offer();

  /**
   * {@code Accept}: the statement as {@code result}, countersigned. Where some lines stay in
   * dispute, {@code except: {type: Disagreement, statement, disputes, log?}} lists them, and only
   * the rest is agreed to.
   *
   * @param disputes the lines that are not agreed to; none when the whole statement is
   * @param logOrNull how the creditor's log stood when it compared the lines with it; none with an
   *     agreement to the whole, and of a node that does not say
   */
  record Agreement(
      ActivityId id,
      ActorId actor,
      ActivityId offer,
      Statement statement,
      List<Dispute> disputes,
      @Nullable FlattrCheckpoint logOrNull,
      Instant published)
      implements StatementAnswer {

    public Agreement {
      Checks.envelope(id, actor, published);
      Checks.spokenBy(statement.creditor(), actor);
      Checks.sameOrigin("/object", offer, statement.debtor().origin());
      Checks.range("/except/disputes", 0, Disagreement.MOST_DISPUTES, disputes.size());
      disputes = List.copyOf(disputes);
      for (int place = 0; place < disputes.size(); place++) {
        Checks.that(
            disputes.get(place).flattr().isPresent(),
            "/except/disputes/" + place + "/flattr",
            "A line: what is wrong with the whole cannot be left out of it.");
      }
      Checks.that(
          disputedMicros(disputes) <= statement.gross().micros(),
          "/except/disputes",
          "No more than the statement's gross.");
      checkEvidence("/except", disputes, logOrNull, actor);
      if (logOrNull != null) {
        Checks.that(!disputes.isEmpty(), "/except/log", "Only where lines are left out.");
        Checks.that(
            logOrNull.debtor().equals(statement.debtor()),
            "/except/log/debtor",
            "That of the statement.");
        Checks.that(
            logOrNull.period().equals(statement.period()),
            "/except/log/period",
            "That of the statement.");
      }
    }

    /** To the whole statement. */
    public Agreement(
        ActivityId id, ActorId actor, ActivityId offer, Statement statement, Instant published) {
      this(id, actor, offer, statement, List.of(), null, published);
    }

    public boolean isWhole() {
      return disputes.isEmpty();
    }

    /** What is agreed to, in micro-units: the statement's gross without the disputed lines. */
    public long agreedMicros() {
      return statement.gross().micros() - disputedMicros(disputes);
    }

    private static long disputedMicros(List<Dispute> disputes) {
      return disputes.stream().mapToLong(Dispute::amountMicros).reduce(0, Math::addExact);
    }
  }

  /**
   * {@code Reject}: what the creditor disputes. {@code result: {type: Disagreement, statement,
   * disputes: [{type: Dispute, flattr?, code, amount?, detail, evidence?, sequence?}], log?: {type:
   * FlattrCheckpoint, …}}}
   *
   * @param disputes at most 1 000; none disputes the statement as a whole
   * @param logOrNull how the creditor's log stood when it compared the lines with it; none of a
   *     node that does not say
   */
  record Disagreement(
      ActivityId id,
      ActorId actor,
      ActivityId offer,
      ActivityId statement,
      List<Dispute> disputes,
      @Nullable FlattrCheckpoint logOrNull,
      Instant published)
      implements StatementAnswer {

    /** More than these are disputed by an empty list, and looked into by people. */
    public static final int MOST_DISPUTES = 1_000;

    public Disagreement {
      Checks.envelope(id, actor, published);
      Checks.sameOrigin("/result/statement", statement, offer.origin());
      Checks.range("/result/disputes", 0, MOST_DISPUTES, disputes.size());
      disputes = List.copyOf(disputes);
      checkEvidence("/result", disputes, logOrNull, actor);
      if (logOrNull != null) {
        Checks.sameOrigin("/result/log/debtor", logOrNull.debtor().uri(), offer.origin());
      }
    }
  }

  /** What the creditor disputes, in which lines; none when it agrees to the whole. */
  List<Dispute> disputes();

  /** How the creditor's log stood when it compared the lines with it, where it says so. */
  @Nullable FlattrCheckpoint logOrNull();

  /** That evidence is the creditor's own word, and stands in its own log. */
  private static void checkEvidence(
      String base, List<Dispute> disputes, @Nullable FlattrCheckpoint log, ActorId creditor) {
    Checks.that(
        log == null || log.creditor().equals(creditor),
        base + "/log/creditor",
        "The log of who answers.");
    long last = log == null ? Checks.LARGEST_INTEGER : log.count();
    for (int place = 0; place < disputes.size(); place++) {
      Evidence evidence = disputes.get(place).evidenceOrNull();
      if (evidence != null) {
        String at = base + "/disputes/" + place;
        Checks.sameOrigin(at + "/evidence", evidence.answer(), creditor.origin());
        Checks.range(at + "/sequence", 0, last, evidence.sequence());
      }
    }
  }
}
