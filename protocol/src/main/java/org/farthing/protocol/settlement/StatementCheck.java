package org.farthing.protocol.settlement;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.message.Dispute;
import org.farthing.protocol.message.Evidence;
import org.farthing.protocol.message.RefusalCode;
import org.farthing.protocol.message.Statement;
import org.farthing.protocol.message.StatementAnswer;
import org.farthing.protocol.message.StatementLine;
import org.farthing.protocol.message.StatementLine.Kind;
import org.farthing.protocol.settlement.Findings.ThingSum;
import org.jspecify.annotations.Nullable;

/**
 * Compares a statement's lines with the creditor's own receipts, both read once and in the order of
 * flattr ids (unsigned UTF-8 bytes). Keeps one entry a donor tag and creator in memory, and no
 * lines; since it is full when a thousand points are disputed, and what is not receipted is
 * disputed, no peer can make it keep more than its receipts come to. Only the debtor knows budgets
 * and numbers of clicks: so what can be checked is that each receipted flattr is there once and no
 * other, that shares of one donor are equal, that gifts have their amounts, and that count, sum and
 * root hold.
 *
 * <p>Used for one statement, then thrown away; not thread-safe.
 */
public final class StatementCheck {

  /** More differences than this are not listed: a message has no place for them. */
  public static final int MOST_DISPUTES = StatementAnswer.Disagreement.MOST_DISPUTES;

  private static final String NOT_RECEIPTED = "In the statement, and not receipted.";
  private static final String HELD = "Receipted, and held back while it is looked into.";

  private final Statement statement;
  private final String policy;
  private final List<Dispute> disputes = new ArrayList<>();
  private final TagShares sharesByTag = new TagShares();
  private final Map<ActorId, Long> grossMicrosOf = new HashMap<>();
  private final Map<ActorId, Long> disputedMicrosOf = new HashMap<>();
  private final Map<Long, ThingSum> sumOf = new HashMap<>();
  private final MerkleTree tree = new MerkleTree();
  private final Iterator<Receipted> receipts;
  private final CreditorBooks books;
  private final Optional<List<Dispute>> before;

  /** The lines in their order that what was answered before leaves out. */
  private final Set<ActivityId> leftOutBefore;

  private final List<StatementLine> corrections = new ArrayList<>();

  /** The first receipt that no line has been compared with. */
  private @Nullable Receipted receiptOrNull;

  private @Nullable StatementLine lastInOrder;
  private long sumMicros;
  private boolean exceedsGross;

  /** Whether the line that is being compared is in dispute. */
  private boolean isDisputed;

  /** What the line that is being compared is of, by its receipt; 0 when that is not known. */
  private long thing;

  /**
   * Begins.
   *
   * @param policy digest of the creditor's policy of the month, in lower-case hex
   * @param receipts in ascending order of flattr id; read as far as the lines have come
   */
  public StatementCheck(Statement statement, String policy, Iterator<Receipted> receipts) {
    this(statement, policy, receipts, CreditorBooks.RECEIPTS_ALONE);
  }

  /** As the other one, of a creditor that knows more than its receipts. */
  public StatementCheck(
      Statement statement, String policy, Iterator<Receipted> receipts, CreditorBooks books) {
    this.books = books;
    this.statement = statement;
    this.policy = policy;
    this.receipts = receipts;
    this.before = books.disputedBefore();
    this.leftOutBefore = before.map(StatementCheck::leftOut).orElse(Set.of());
    nextReceipt();
  }

  /**
   * A flattr or gift that the creditor has counted.
   *
   * @param giftMicros what a gift gives; 0 of a flattr, of whose share the creditor knows nothing
   * @param thing the creditor's own number of what was flattred; 0 of a gift, and when it has none
   */
  public record Receipted(ActivityId flattr, ActorId creator, long giftMicros, long thing) {

    /** Of nothing that has a number. */
    public Receipted(ActivityId flattr, ActorId creator, long giftMicros) {
      this(flattr, creator, giftMicros, 0);
    }

    /** A flattr. */
    public Receipted(ActivityId flattr, ActorId creator) {
      this(flattr, creator, 0);
    }
  }

  /**
   * Compares them.
   *
   * @param policy digest of the creditor's policy of the month, in lower-case hex
   * @param lines those at the statement's URL, in their order there
   * @param receipted in ascending order of flattr id
   */
  public static Findings compare(
      Statement statement,
      String policy,
      Iterator<StatementLine> lines,
      Iterator<Receipted> receipted) {
    return compare(statement, policy, lines, receipted, CreditorBooks.RECEIPTS_ALONE);
  }

  /** As the other one, of a creditor that knows more than its receipts. */
  public static Findings compare(
      Statement statement,
      String policy,
      Iterator<StatementLine> lines,
      Iterator<Receipted> receipted,
      CreditorBooks books) {
    StatementCheck check = new StatementCheck(statement, policy, receipted, books);
    while (lines.hasNext() && !check.isFull()) {
      check.add(lines.next());
    }
    return check.findings();
  }

  /** The next line, in the order at the statement's URL. */
  public void add(StatementLine line) {
    isDisputed = false;
    thing = 0;
    StatementLine last = lastInOrder;
    if (last != null && line.compareTo(last) <= 0) {
      disputeOrder(line, last);
    } else {
      if (before.isEmpty()) {
        missUpTo(line.flattr());
        compareWithReceipt(line);
      } else {
        judgeAsBefore(line);
      }
      lastInOrder = line;
    }
    sum(line);
  }

  /** Whether so much is disputed that no more lines need to be read. */
  public boolean isFull() {
    return disputes.size() == MOST_DISPUTES;
  }

  /** What came of it, when there are no more lines, or no more are needed. */
  public Findings findings() {
    while (before.isEmpty() && receiptOrNull != null && !isFull()) {
      miss(receiptOrNull);
    }
    if (isFull()) {
      disputeRest();
    } else {
      compareTotals();
    }
    return new Findings(
        before.map(this::sameAs).orElse(disputes),
        grossMicrosOf,
        disputedMicrosOf,
        corrections,
        sumOf);
  }

  /** What was answered before, unless lines were agreed to then that are not the statement's. */
  private List<Dispute> sameAs(List<Dispute> answered) {
    List<Dispute> ofWhole =
        disputes.stream().filter(dispute -> dispute.flattr().isEmpty()).toList();
    boolean wasWhole = answered.stream().anyMatch(dispute -> dispute.flattr().isEmpty());
    return wasWhole || ofWhole.isEmpty() ? answered : ofWhole;
  }

  /** A second line of a flattr, and one out of order, are seen to be so by the lines alone. */
  private static Set<ActivityId> leftOut(List<Dispute> answered) {
    return answered.stream()
        .filter(
            dispute ->
                dispute.amountMicros() > 0
                    && dispute.code() != Dispute.Code.DUPLICATE
                    && dispute.code() != Dispute.Code.SIGNATURE)
        .flatMap(dispute -> dispute.flattr().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  private void judgeAsBefore(StatementLine line) {
    while (receiptOrNull != null && receiptOrNull.flattr().compareTo(line.flattr()) < 0) {
      nextReceipt();
    }
    if (receiptOrNull != null && receiptOrNull.flattr().equals(line.flattr())) {
      thing = receiptOrNull.thing();
    }
    isDisputed = leftOutBefore.contains(line.flattr());
    if (!isDisputed && line.kind() == Kind.CORRECTION) {
      corrections.add(line);
    }
  }

  private void missUpTo(ActivityId flattr) {
    while (receiptOrNull != null && !isFull() && receiptOrNull.flattr().compareTo(flattr) < 0) {
      miss(receiptOrNull);
    }
  }

  private void miss(Receipted receipt) {
    add(
        new Dispute(
            receipt.flattr(),
            Dispute.Code.MISSING,
            0,
            "Receipted, and not in the statement.",
            evidence(receipt.flattr())));
    nextReceipt();
  }

  private Optional<CreditorBooks.Answered> answered(ActivityId flattr) {
    return isFull() ? Optional.empty() : books.answered(flattr);
  }

  private @Nullable Evidence evidence(ActivityId flattr) {
    return answered(flattr).map(CreditorBooks.Answered::evidence).orElse(null);
  }

  private void compareWithReceipt(StatementLine line) {
    if (line.kind() == Kind.CORRECTION) {
      compareWithEarlier(line);
      return;
    }
    Receipted receipt = receiptOrNull;
    if (receipt == null || !receipt.flattr().equals(line.flattr())) {
      disputeUnreceipted(line);
      return;
    }
    thing = receipt.thing();
    if (!receipt.creator().equals(line.creator())) {
      disputeReceipted(line, Dispute.Code.UNKNOWN, "Receipted for another creator.");
    } else if ((line.kind() == Kind.GIFT) != (receipt.giftMicros() > 0)) {
      disputeReceipted(line, Dispute.Code.UNKNOWN, "One is of a flattr, the other of a gift.");
    } else if (line.kind() == Kind.GIFT && line.amountMicros() != receipt.giftMicros()) {
      disputeReceipted(
          line, Dispute.Code.AMOUNT, "Another amount than that of the receipted gift.");
    } else if (books.isHeld(line)) {
      disputeReceipted(line, Dispute.Code.FRAUD_HOLD, HELD);
    }
    nextReceipt();
  }

  private void disputeUnreceipted(StatementLine line) {
    Optional<CreditorBooks.Answered> answered = answered(line.flattr());
    Evidence evidence = answered.map(CreditorBooks.Answered::evidence).orElse(null);
    switch (answered.map(CreditorBooks.Answered::status).orElse(null)) {
      case ReceivedFlattr.Status.Refused it when it.code() == RefusalCode.LATE ->
          dispute(line, Dispute.Code.LATE, "Refused: it came at or after the cut-off.", evidence);
      case ReceivedFlattr.Status.Refused it ->
          dispute(line, Dispute.Code.UNKNOWN, "Refused: " + it.code().code() + ".", evidence);
      case ReceivedFlattr.Status.Waiting it ->
          dispute(line, Dispute.Code.UNKNOWN, "It waited: " + it.code().code() + ".", evidence);
      case ReceivedFlattr.Status.Undone _ ->
          dispute(line, Dispute.Code.UNKNOWN, "Taken back by its donor.", evidence);
      case ReceivedFlattr.Status.Counted _ ->
          dispute(line, Dispute.Code.UNKNOWN, NOT_RECEIPTED, evidence);
      case null -> dispute(line, Dispute.Code.UNKNOWN, NOT_RECEIPTED, null);
    }
  }

  private void compareWithEarlier(StatementLine correction) {
    if (!books.makesUp(correction)) {
      dispute(correction, Dispute.Code.UNKNOWN, "Makes up for nothing that is missing.", null);
    } else if (books.isHeld(correction)) {
      dispute(correction, Dispute.Code.FRAUD_HOLD, HELD, null);
    } else {
      corrections.add(correction);
    }
  }

  private void disputeOrder(StatementLine line, StatementLine before) {
    if (line.flattr().equals(before.flattr())) {
      dispute(line, Dispute.Code.DUPLICATE, "More than once in the statement.", null);
    } else {
      dispute(line, Dispute.Code.SIGNATURE, "The lines are out of order.", null);
    }
  }

  private void sum(StatementLine line) {
    tree.add(line.canonicalBytes());
    compareShares(line);
    // More than the statement's sum is not added, so that no sum of ours can overflow.
    if (line.amountMicros() > statement.gross().micros() - sumMicros) {
      exceedsGross = true;
    } else {
      sumMicros += line.amountMicros();
      (isDisputed ? disputedMicrosOf : grossMicrosOf)
          .merge(line.creator(), line.amountMicros(), Long::sum);
      if (thing != 0 && !isDisputed) {
        sumOf.merge(thing, new ThingSum(line.creator(), 1, line.amountMicros()), ThingSum::plus);
      }
    }
  }

  /** Disputed once a donor (rule 6). */
  private void compareShares(StatementLine line) {
    if (line.kind() == Kind.FLATTR
        && sharesByTag.firstDifference(line.donorTag(), line.amountMicros())) {
      dispute(line, Dispute.Code.AMOUNT, "Shares of one donor are not equal.", null);
    }
  }

  private void compareTotals() {
    boolean sumHolds = !exceedsGross && sumMicros == statement.gross().micros();
    if (tree.size() != statement.count() || !sumHolds) {
      disputeWhole(Dispute.Code.AMOUNT, "Count or sum of the lines differ from the statement.");
    }
    if (!statement.policy().equals(policy)) {
      disputeWhole(Dispute.Code.POLICY, "Made under another policy than ours of that month.");
    }
    if (!tree.root().toString().equals(statement.root())) {
      disputeWhole(Dispute.Code.SIGNATURE, "The lines do not give the statement's root.");
    }
  }

  private void nextReceipt() {
    receiptOrNull = receipts.hasNext() ? receipts.next() : null;
  }

  private void disputeReceipted(StatementLine line, Dispute.Code code, String detail) {
    dispute(line, code, detail, evidence(line.flattr()));
  }

  private void dispute(
      StatementLine line, Dispute.Code code, String detail, @Nullable Evidence evidence) {
    add(new Dispute(line.flattr(), code, isDisputed ? 0 : line.amountMicros(), detail, evidence));
    isDisputed = true;
  }

  private void disputeWhole(Dispute.Code code, String detail) {
    add(new Dispute(null, code, detail));
  }

  /** Nobody agrees to lines that were not looked at: so the whole statement is in dispute. */
  private void disputeRest() {
    disputes.removeLast();
    disputeWhole(Dispute.Code.AMOUNT, "More lines differ than can be listed.");
  }

  private void add(Dispute dispute) {
    if (!isFull()) {
      disputes.add(dispute);
    }
  }
}
