package org.farthing.protocol.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.farthing.protocol.settlement.Pair.ALDER;
import static org.farthing.protocol.settlement.Pair.BIRCH;
import static org.farthing.protocol.settlement.Pair.NOVEMBER;

import java.util.Iterator;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.farthing.protocol.SeededCases;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.message.Dispute;
import org.farthing.protocol.message.Dispute.Code;
import org.farthing.protocol.message.Statement;
import org.farthing.protocol.message.StatementLine;
import org.farthing.protocol.message.StatementLine.Kind;
import org.farthing.protocol.settlement.StatementCheck.Receipted;
import org.junit.jupiter.api.Test;

class StatementCheckTest {

  private static final ActorId BOB = ActorId.of("https://birch.example/users/bob");
  private static final ActorId EVE = ActorId.of("https://birch.example/users/eve");

  @Test
  void agreesToWhatIsReceiptedAndSumsItByCreator() {
    List<StatementLine> lines = List.of(line(1, 500_000), line(2, EVE, 300_000), line(3, 500_000));

    List<Receipted> receipted =
        List.of(new Receipted(id(1), BOB), new Receipted(id(2), EVE), new Receipted(id(3), BOB));

    Findings findings = compare(lines, receipted);

    assertThat(findings.disputes()).isEmpty();
    assertThat(findings.grossMicrosOf()).isEqualTo(Map.of(BOB, 1_000_000L, EVE, 300_000L));
  }

  @Test
  void agreesToNothingWhereNothingIsReceipted() {
    assertThat(compare(List.of(), List.of()))
        .isEqualTo(new Findings(List.of(), Map.of(), Map.of()));
  }

  @Test
  void missesWhatIsReceiptedAndNotStated() {
    Findings findings = compare(List.of(line(2, 5)), receipts(1, 2, 3, 4));

    assertDisputes(findings, "1 MISSING", "3 MISSING", "4 MISSING");
  }

  @Test
  void disputesWhatIsStatedAndNotReceipted() {
    Findings findings = compare(List.of(line(1, 5), line(2, 5), line(3, 5)), receipts(2));

    assertDisputes(findings, "1 UNKNOWN", "3 UNKNOWN");
  }

  @Test
  void agreesToGiftsOfTheirAmountsBesideSharesOfTheSameDonor() {
    List<StatementLine> lines = List.of(tagged(1, "t", 500_000), gift(2, "t", 7_000_000));

    Findings findings = compare(lines, List.of(new Receipted(id(1), BOB), receiptedGift(2, 7)));

    assertThat(findings.disputes()).isEmpty();
    assertThat(findings.grossMicrosOf()).isEqualTo(Map.of(BOB, 7_500_000L));
  }

  @Test
  void disputesAGiftOfAnotherAmountOrAnotherKind() {
    List<StatementLine> lines =
        List.of(gift(1, "t", 6_999_999), line(2, 7_000_000), gift(3, "t", 5), line(5, 5));

    Findings findings =
        compare(
            lines,
            List.of(
                receiptedGift(1, 7),
                receiptedGift(2, 7),
                new Receipted(id(3), BOB),
                receiptedGift(4, 7),
                new Receipted(id(5), BOB)));

    assertDisputes(findings, "1 AMOUNT", "2 UNKNOWN", "3 UNKNOWN", "4 MISSING");
    assertThat(findings.grossMicrosOf()).isEqualTo(Map.of(BOB, 5L));
  }

  @Test
  void agreesToCorrectionsThatMakeUpForSomethingAndToNoOthers() {
    List<StatementLine> lines = List.of(correction(1, 300), tagged(2, "t", 5), correction(3, 700));
    Statement statement = statement(3, 1_005, root(lines));
    StatementCheck check =
        new StatementCheck(
            statement,
            statement.policy(),
            receipts(2).iterator(),
            new CreditorBooks() {
              @Override
              public boolean makesUp(StatementLine line) {
                return line.amountMicros() < 500;
              }
            });

    lines.forEach(check::add);
    Findings findings = check.findings();

    assertDisputes(findings, "3 UNKNOWN");
    assertThat(findings.grossMicrosOf()).isEqualTo(Map.of(BOB, 305L));
    assertThat(findings.corrections()).containsExactly(lines.getFirst());
  }

  private static StatementLine correction(int number, long micros) {
    return new StatementLine(
        id(number),
        BOB,
        "t",
        micros,
        "salt",
        Kind.CORRECTION,
        ActivityId.of("https://alder.example/statements/october"));
  }

  private static StatementLine gift(int number, String tag, long micros) {
    return new StatementLine(id(number), BOB, tag, micros, "salt", Kind.GIFT, null);
  }

  private static Receipted receiptedGift(int number, int units) {
    return new Receipted(id(number), BOB, units * 1_000_000L);
  }

  @Test
  void countsDisputedLinesOnceAndGivesThemToNobody() {
    List<StatementLine> lines =
        List.of(
            tagged(1, "t", 5), line(2, EVE, 7), tagged(3, "t", 9), tagged(3, "t", 9), line(4, 1));

    Findings findings = compare(lines, receipts(1, 2, 4, 6));

    assertDisputes(findings, "2 UNKNOWN", "3 UNKNOWN", "3 AMOUNT", "3 DUPLICATE", "6 MISSING");
    assertThat(findings.disputes())
        .extracting(Dispute::amountMicros)
        .containsExactly(7L, 9L, 0L, 9L, 0L);
    assertThat(findings.grossMicrosOf()).isEqualTo(Map.of(BOB, 6L));
  }

  @Test
  void disputesWhatIsReceiptedForAnotherCreator() {
    Findings findings = compare(List.of(line(1, EVE, 5), line(2, 5)), receipts(1, 2));

    assertDisputes(findings, "1 UNKNOWN");
  }

  @Test
  void disputesALineThatComesTwice() {
    Findings findings = compare(List.of(line(1, 5), line(1, 5), line(2, 5)), receipts(1, 2));

    assertDisputes(findings, "1 DUPLICATE");
  }

  @Test
  void disputesLinesOutOfOrderOfUnsignedBytes() {
    StatementLine late = line("https://alder.example/flattrs/a", "late", 5);
    StatementLine early = line("https://alder.example/flattrs/Z", "early", 5);
    List<Receipted> receipted =
        List.of(new Receipted(early.flattr(), BOB), new Receipted(late.flattr(), BOB));

    assertThat(compare(List.of(early, late), receipted).disputes()).isEmpty();
    assertThat(compare(List.of(late, early), receipted).disputes())
        .extracting(Dispute::code)
        .containsExactly(Code.MISSING, Code.SIGNATURE);
  }

  @Test
  void acceptsSharesOfOneDonorThatDifferByOneUnit() {
    List<StatementLine> lines =
        List.of(tagged(1, "t", 334), tagged(2, "t", 333), tagged(3, "t", 333), tagged(4, "u", 9));

    assertThat(compare(lines, receipts(1, 2, 3, 4)).disputes()).isEmpty();
  }

  @Test
  void disputesUnequalSharesOnceADonor() {
    List<StatementLine> lines =
        List.of(
            tagged(1, "t", 334),
            tagged(2, "u", 50),
            tagged(3, "t", 332),
            tagged(4, "t", 300),
            tagged(5, "u", 52));

    assertDisputes(compare(lines, receipts(1, 2, 3, 4, 5)), "3 AMOUNT", "5 AMOUNT");
  }

  @Test
  void disputesAnotherCountThanThatOfTheLines() {
    List<StatementLine> lines = List.of(line(1, 5));
    Statement statement = statement(2, 5, root(lines));

    assertDisputes(compare(statement, lines, receipts(1)), "whole AMOUNT");
  }

  @Test
  void disputesAnotherSumThanThatOfTheLines() {
    List<StatementLine> lines = List.of(line(1, 5), line(2, 6));

    assertDisputes(compare(statement(2, 10, root(lines)), lines, receipts(1, 2)), "whole AMOUNT");
    assertDisputes(compare(statement(2, 12, root(lines)), lines, receipts(1, 2)), "whole AMOUNT");
  }

  @Test
  void disputesASumThatFitsNoNumber() {
    List<StatementLine> lines = List.of(line(1, Long.MAX_VALUE), line(2, Long.MAX_VALUE));
    Statement statement = statement(2, Long.MAX_VALUE, root(lines));

    assertDisputes(compare(statement, lines, receipts(1, 2)), "whole AMOUNT");
  }

  @Test
  void disputesLinesThatDoNotGiveTheRoot() {
    List<StatementLine> lines = List.of(line(1, 5));
    Statement statement = statement(1, 5, root(List.of(line(1, 6))));

    assertDisputes(compare(statement, lines, receipts(1)), "whole SIGNATURE");
  }

  @Test
  void disputesAStatementThatWasMadeUnderAnotherPolicy() {
    List<StatementLine> lines = List.of(line(1, 5));

    Findings findings =
        StatementCheck.compare(
            statement(1, 5, root(lines)), "0".repeat(64), lines.iterator(), receipts(1).iterator());

    assertDisputes(findings, "whole POLICY");
  }

  @Test
  void disputesTheWholeWhenAThousandPointsDiffer() {
    assertThat(compare(List.of(), receipts(IntStream.rangeClosed(1, 999).toArray())).disputes())
        .hasSize(999)
        .allMatch(dispute -> dispute.code() == Code.MISSING);

    List<Dispute> disputes =
        compare(List.of(), receipts(IntStream.rangeClosed(1, 1_001).toArray())).disputes();

    assertThat(disputes).hasSize(1_000);
    assertThat(inWords(disputes.getLast())).isEqualTo("whole AMOUNT");
  }

  @Test
  void readsNoMoreOnceAThousandPointsAreDisputed() {
    Statement statement = statement(Long.MAX_VALUE >> 10, 0, root(List.of()));
    Iterator<StatementLine> endless =
        Stream.iterate(1, number -> number + 1).map(number -> line(number, 5)).iterator();

    Findings findings =
        StatementCheck.compare(statement, statement.policy(), endless, receipts().iterator());

    assertThat(findings.disputes()).hasSize(1_000);
    assertThat(endless.next().flattr()).isEqualTo(id(1_001));
  }

  @Test
  void findsTheUnequalSharesOfExactlyTheDonorsWhoHaveThem() {
    SeededCases.check(
        50,
        random -> {
          List<StatementLine> lines =
              IntStream.rangeClosed(1, 500)
                  .mapToObj(n -> tagged(n, "t" + random.nextInt(200), 10 + random.nextInt(3)))
                  .toList();
          Map<String, LongSummaryStatistics> byTag =
              lines.stream()
                  .collect(
                      Collectors.groupingBy(
                          StatementLine::donorTag,
                          Collectors.summarizingLong(StatementLine::amountMicros)));
          long unequal =
              byTag.values().stream().filter(each -> each.getMax() - each.getMin() > 1).count();

          Findings findings = compare(lines, receipts(IntStream.rangeClosed(1, 500).toArray()));

          assertThat(findings.disputes()).hasSize((int) unequal);
        });
  }

  @Test
  void findsExactlyWhatIsOnOneSideOnly() {
    SeededCases.check(
        2_000,
        random -> {
          List<Integer> stated = someNumbers(random);
          List<Integer> receipted = someNumbers(random);
          List<StatementLine> lines = stated.stream().map(number -> line(number, 5)).toList();

          Findings findings =
              compare(
                  lines, receipted.stream().map(number -> new Receipted(id(number), BOB)).toList());

          assertDisputes(findings, differences(stated, receipted));
        });
  }

  /** In ascending order of numbers. */
  private static List<Integer> someNumbers(SplittableRandom random) {
    return IntStream.rangeClosed(1, 20).filter(_ -> random.nextBoolean()).boxed().toList();
  }

  private static String[] differences(List<Integer> stated, List<Integer> receipted) {
    TreeSet<Integer> all = new TreeSet<>(stated);
    all.addAll(receipted);
    return all.stream()
        .filter(number -> stated.contains(number) != receipted.contains(number))
        .map(number -> number + (stated.contains(number) ? " UNKNOWN" : " MISSING"))
        .toArray(String[]::new);
  }

  private static void assertDisputes(Findings findings, String... expected) {
    assertThat(findings.disputes().stream().map(StatementCheckTest::inWords))
        .containsExactly(expected);
  }

  private static String inWords(Dispute dispute) {
    String which =
        dispute.flattr().map(flattr -> flattr.toString().replaceFirst(".*/0*", "")).orElse("whole");
    return which + " " + dispute.code();
  }

  private static Findings compare(List<StatementLine> lines, List<Receipted> receipted) {
    long sum = lines.stream().mapToLong(StatementLine::amountMicros).sum();
    return compare(statement(lines.size(), sum, root(lines)), lines, receipted);
  }

  private static Findings compare(
      Statement statement, List<StatementLine> lines, List<Receipted> receipted) {
    return StatementCheck.compare(
        statement, statement.policy(), lines.iterator(), receipted.iterator());
  }

  private static Statement statement(long count, long grossMicros, String root) {
    Statement any = Pair.statement(ALDER, BIRCH, NOVEMBER, 1, grossMicros);
    return new Statement(
        any.id(),
        NOVEMBER,
        ALDER,
        BIRCH,
        1,
        count,
        any.gross(),
        root,
        any.lines(),
        any.policy(),
        null);
  }

  private static String root(List<StatementLine> lines) {
    MerkleTree tree = new MerkleTree();
    lines.forEach(line -> tree.add(line.canonicalBytes()));
    return tree.root().toString();
  }

  private static List<Receipted> receipts(int... numbers) {
    return IntStream.of(numbers).mapToObj(number -> new Receipted(id(number), BOB)).toList();
  }

  /** Of a donor of its own. */
  private static StatementLine line(int number, long micros) {
    return line(number, BOB, micros);
  }

  private static StatementLine line(int number, ActorId creator, long micros) {
    return new StatementLine(id(number), creator, "tag-" + number, micros, "salt");
  }

  private static StatementLine tagged(int number, String tag, long micros) {
    return new StatementLine(id(number), BOB, tag, micros, "salt");
  }

  private static StatementLine line(String id, String tag, long micros) {
    return new StatementLine(ActivityId.of(id), BOB, tag, micros, "salt");
  }

  /** So that ids are ordered as their numbers are. */
  private static ActivityId id(int number) {
    return ActivityId.of("https://alder.example/flattrs/%04d".formatted(number));
  }
}
