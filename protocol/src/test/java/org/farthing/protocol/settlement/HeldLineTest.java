package org.farthing.protocol.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.farthing.protocol.settlement.Pair.ALDER;
import static org.farthing.protocol.settlement.Pair.BIRCH;
import static org.farthing.protocol.settlement.Pair.NOVEMBER;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.message.Dispute;
import org.farthing.protocol.message.Dispute.Code;
import org.farthing.protocol.message.Evidence;
import org.farthing.protocol.message.RefusalCode;
import org.farthing.protocol.message.Statement;
import org.farthing.protocol.message.StatementLine;
import org.farthing.protocol.message.StatementLine.Kind;
import org.farthing.protocol.message.WaitingCode;
import org.farthing.protocol.settlement.ReceivedFlattr.Status;
import org.farthing.protocol.settlement.StatementCheck.Receipted;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Lines that are held back or came late, and what a creditor shows for what it disputes. */
final class HeldLineTest {

  private static final ActorId BOB = ActorId.of("https://birch.example/users/bob");

  private final Books books = new Books();

  /** Birch's books of what alder's donors gave. */
  private static final class Books implements CreditorBooks {

    private final Map<Integer, Status> came = new TreeMap<>();
    private final Set<Integer> held = new TreeSet<>();
    private @Nullable List<Dispute> before;
    private int asked;

    @Override
    public Optional<List<Dispute>> disputedBefore() {
      return Optional.ofNullable(before);
    }

    @Override
    public boolean isHeld(StatementLine line) {
      return held.contains(number(line.flattr()));
    }

    @Override
    public boolean makesUp(StatementLine correction) {
      return true;
    }

    @Override
    public Optional<Answered> answered(ActivityId flattr) {
      asked++;
      int number = number(flattr);
      return Optional.ofNullable(came.get(number))
          .map(status -> new Answered(status, evidence(number, status)));
    }
  }

  @Test
  void heldLineIsDisputedAndTheRestIsAgreedTo() {
    counted(1, 2, 3);
    books.held.add(2);

    Findings findings = compare(line(1, 5), line(2, 7), line(3, 5));

    assertThat(findings.disputes())
        .containsExactly(
            new Dispute(
                id(2),
                Code.FRAUD_HOLD,
                7,
                "Receipted, and held back while it is looked into.",
                new Evidence(answer(2), 2)));
    assertThat(findings.grossMicrosOf()).isEqualTo(Map.of(BOB, 10L));
    assertThat(findings.disputedMicrosOf()).isEqualTo(Map.of(BOB, 7L));
  }

  @Test
  void lineThatIsDisputedAnywayIsNotHeldBesides() {
    counted(1);
    books.held.addAll(Set.of(1, 2));

    assertThat(inWords(compare(gift(1, 5), line(2, 5))))
        .containsExactly("1 UNKNOWN by 1", "2 UNKNOWN");
  }

  @Test
  void correctionOfWhatIsStillHeldIsDisputedAndMakesUpForNothing() {
    counted(1);
    books.held.add(2);
    StatementLine correction = correction(2);

    Findings findings = compare(line(1, 5), correction);

    assertThat(inWords(findings)).containsExactly("2 FRAUD_HOLD");
    assertThat(findings.corrections()).isEmpty();
    books.held.clear();
    assertThat(compare(line(1, 5), correction).corrections()).containsExactly(correction);
  }

  @Test
  void whatWasRefusedAsLateIsDisputedAsLate() {
    books.came.put(1, new Status.Refused(RefusalCode.LATE));
    books.came.put(2, new Status.Refused(RefusalCode.BLOCKED));
    books.came.put(3, new Status.Waiting(WaitingCode.NOT_RECEIVING));
    books.came.put(4, new Status.Undone(9));

    Findings findings = compare(line(1, 5), line(2, 5), line(3, 5), line(4, 5), line(5, 5));

    assertThat(inWords(findings))
        .containsExactly(
            "1 LATE by 0", "2 UNKNOWN by 0", "3 UNKNOWN by 0", "4 UNKNOWN by 9", "5 UNKNOWN");
    assertThat(findings.disputes())
        .extracting(Dispute::detail)
        .containsExactly(
            "Refused: it came at or after the cut-off.",
            "Refused: blocked.",
            "It waited: not_receiving.",
            "Taken back by its donor.",
            "In the statement, and not receipted.");
  }

  @Test
  void whatIsMissedOrOfAnotherAmountIsShownByItsReceipt() {
    counted(1, 3);

    Findings findings =
        compare(
            List.of(new Receipted(id(1), BOB, 5_000_000), new Receipted(id(3), BOB)), gift(1, 7));

    assertThat(inWords(findings)).containsExactly("1 AMOUNT by 1", "3 MISSING by 3");
  }

  @Test
  void whatStatementsShowThemselvesNeedsNoEvidence() {
    counted(1, 2);

    Findings findings =
        compare(
            new StatementLine(id(1), BOB, "one", 5, "salt"),
            new StatementLine(id(1), BOB, "one", 5, "salt"),
            new StatementLine(id(2), BOB, "one", 9, "salt"));

    assertThat(inWords(findings)).containsExactly("1 DUPLICATE", "2 AMOUNT");
  }

  @Test
  void booksAreAskedOfNoMoreThanCanBeDisputed() {
    StatementLine[] lines =
        IntStream.rangeClosed(1, 2_000)
            .mapToObj(number -> line(number, 5))
            .toArray(StatementLine[]::new);

    assertThat(compare(lines).disputes()).hasSize(StatementCheck.MOST_DISPUTES);
    assertThat(books.asked).isEqualTo(StatementCheck.MOST_DISPUTES);
  }

  @Test
  void whatWasAnsweredBeforeIsAnsweredAgainWhateverTheBooksHaveNow() {
    counted(1, 2);
    books.held.add(1);
    Dispute unknown =
        new Dispute(id(2), Code.UNKNOWN, 7, "Taken back.", new Evidence(answer(2), 4));
    Dispute missing = new Dispute(id(4), Code.MISSING, 0, "Was there.", new Evidence(answer(4), 3));
    books.before = List.of(unknown, missing);

    Findings findings = compare(line(1, 5), line(2, 7), line(3, 5));

    assertThat(findings.disputes()).containsExactly(unknown, missing);
    assertThat(findings.grossMicrosOf()).isEqualTo(Map.of(BOB, 10L));
    assertThat(findings.disputedMicrosOf()).isEqualTo(Map.of(BOB, 7L));
    assertThat(books.asked).isZero();
  }

  @Test
  void correctionsThatWereTakenBeforeAreTakenAgain() {
    StatementLine taken = correction(1);
    StatementLine refused = correction(2);
    books.before = List.of(new Dispute(id(2), Code.UNKNOWN, 7, "It was not missed."));

    assertThat(compare(taken, refused).corrections()).containsExactly(taken);
  }

  @Test
  void ofALineThatStoodTwiceOneIsLeftOutAgain() {
    counted(1);
    books.before = List.of(new Dispute(id(1), Code.DUPLICATE, 5, "More than once."));

    Findings findings = compare(line(1, 5), line(1, 5));

    assertThat(inWords(findings)).containsExactly("1 DUPLICATE");
    assertThat(findings.grossMicrosOf()).isEqualTo(Map.of(BOB, 5L));
  }

  @Test
  void linesThatAreNotTheStatementsAreNotAgreedToAsBefore() {
    counted(1);
    books.before = List.of(new Dispute(id(1), Code.UNKNOWN, 5, "Not receipted."));

    assertThat(compareOthers(line(1, 5), line(2, 5)).disputes())
        .extracting(Dispute::code)
        .containsExactly(Code.SIGNATURE);
    books.before = List.of(new Dispute(null, Code.AMOUNT, "More lines differ than can be listed."));
    assertThat(compareOthers(line(1, 5), line(2, 5)).disputes()).isEqualTo(books.before);
  }

  private void counted(int... numbers) {
    for (int number : numbers) {
      books.came.put(number, new Status.Counted(number));
    }
  }

  private Findings compare(StatementLine... lines) {
    List<Receipted> receipted = new ArrayList<>();
    books.came.forEach(
        (number, status) -> {
          if (status instanceof Status.Counted) {
            receipted.add(new Receipted(id(number), BOB));
          }
        });
    return compare(receipted, lines);
  }

  /** Of a statement with other lines, of which there are as many and which give as much. */
  private Findings compareOthers(StatementLine... lines) {
    Statement statement = statement(line(8, 5), line(9, 5));
    return StatementCheck.compare(
        statement,
        statement.policy(),
        List.of(lines).iterator(),
        Collections.emptyIterator(),
        books);
  }

  private Findings compare(List<Receipted> receipted, StatementLine... lines) {
    Statement statement = statement(lines);
    return StatementCheck.compare(
        statement, statement.policy(), List.of(lines).iterator(), receipted.iterator(), books);
  }

  private static Statement statement(StatementLine... lines) {
    MerkleTree tree = new MerkleTree();
    List.of(lines).forEach(line -> tree.add(line.canonicalBytes()));
    long sum = List.of(lines).stream().mapToLong(StatementLine::amountMicros).sum();
    Statement any = Pair.statement(ALDER, BIRCH, NOVEMBER, 1, sum);
    return new Statement(
        any.id(),
        NOVEMBER,
        ALDER,
        BIRCH,
        1,
        lines.length,
        any.gross(),
        tree.root().toString(),
        any.lines(),
        any.policy(),
        null);
  }

  private static Evidence evidence(int number, Status status) {
    return switch (status) {
      case Status.Counted it -> new Evidence(answer(number), it.sequence());
      case Status.Undone it -> new Evidence(answer(number), it.sequence());
      case Status.Waiting _, Status.Refused _ -> new Evidence(answer(number));
    };
  }

  private static List<String> inWords(Findings findings) {
    return findings.disputes().stream()
        .map(
            it ->
                "%d %s%s"
                    .formatted(
                        number(it.flattr().orElseThrow()),
                        it.code(),
                        it.evidence().map(evidence -> " by " + evidence.sequence()).orElse("")))
        .toList();
  }

  private static StatementLine correction(int number) {
    return new StatementLine(
        id(number),
        BOB,
        "tag",
        7,
        "salt",
        Kind.CORRECTION,
        ActivityId.of("https://alder.example/statements/october"));
  }

  private static StatementLine line(int number, long micros) {
    return new StatementLine(id(number), BOB, "tag-" + number, micros, "salt");
  }

  private static StatementLine gift(int number, long micros) {
    return new StatementLine(id(number), BOB, "tag", micros, "salt", Kind.GIFT, null);
  }

  private static ActivityId id(int number) {
    return ActivityId.of("https://alder.example/flattrs/%04d".formatted(number));
  }

  private static ActivityId answer(int number) {
    return ActivityId.of("https://birch.example/answers/" + number);
  }

  private static int number(ActivityId flattr) {
    String id = flattr.toString();
    return Integer.parseInt(id.substring(id.lastIndexOf('/') + 1));
  }
}
