package org.farthing.node.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.time.Duration;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.farthing.node.flattr.ReceivedFlattrs.LogState;
import org.farthing.node.settlement.ReviewBooks.Basis;
import org.farthing.node.settlement.ReviewBooks.Held;
import org.farthing.node.settlement.StatementReview.Outcome;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.message.Dispute;
import org.farthing.protocol.message.Statement;
import org.farthing.protocol.message.StatementLine;
import org.farthing.protocol.message.StatementPages;
import org.farthing.protocol.money.CurrencyUnit;
import org.farthing.protocol.money.Money;
import org.farthing.protocol.settlement.CreditorBooks;
import org.farthing.protocol.settlement.MerkleTree;
import org.farthing.protocol.settlement.StatementCheck.Receipted;
import org.junit.jupiter.api.Test;

/** The pages of a statement, and how long a peer can keep others waiting with them. */
final class StatementReviewTest {

  private static final ActorId ALDER = ActorId.of("https://alder.example/actor");
  private static final ActorId BIRCH = ActorId.of("https://birch.example/actor");
  private static final ActorId BOB = ActorId.of("https://birch.example/users/bob");
  private static final String POLICY = "a".repeat(64);
  private static final Duration LONG = Duration.ofMinutes(1);

  /** Two pages and a bit. */
  private final List<StatementLine> lines =
      IntStream.range(0, 2 * StatementPages.LINES + 3).mapToObj(StatementReviewTest::line).toList();

  private final List<Long> asked = new ArrayList<>();

  @Test
  void goesFromPageToPageAndLetsOthersTakeTheirTurns() {
    StatementReview review = review(lines.size());

    assertThat(review.goOn(this::page, Duration.ZERO)).isInstanceOf(Outcome.MoreToDo.class);
    assertThat(review.goOn(this::page, Duration.ZERO)).isInstanceOf(Outcome.MoreToDo.class);
    assertThat(disputes(review.goOn(this::page, Duration.ZERO))).isEmpty();
    assertThat(asked).as("none twice").containsExactly(1L, 2L, 3L);
  }

  @Test
  void waitsForAPageThatCannotBeHadAndGoesOnFromThere() {
    StatementReview review = review(lines.size());

    assertThat(
            review.goOn(
                page -> page == 2 ? new StatementFetch.Outcome.NotNow("down") : page(page), LONG))
        .isEqualTo(new Outcome.NotNow("down"));
    assertThat(disputes(review.goOn(this::page, LONG))).isEmpty();
  }

  @Test
  void whoSaysThereAreMorePagesThanItHasLinesForIsNotAskedForThem() {
    StatementReview review = review(1L << 52);

    List<Dispute> disputes =
        disputes(
            review.goOn(
                page -> page < 3 ? page(page) : new StatementFetch.Outcome.Page(new byte[0], false),
                LONG));

    assertThat(disputes).extracting(Dispute::code).containsExactly(Dispute.Code.SIGNATURE);
    assertThat(disputes.getFirst().flattr()).isEmpty();
  }

  private StatementFetch.Outcome page(long number) {
    asked.add(number);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    lines.stream()
        .skip((number - 1) * StatementPages.LINES)
        .limit(StatementPages.LINES)
        .forEach(
            line -> {
              body.writeBytes(line.canonicalBytes());
              body.write('\n');
            });
    return new StatementFetch.Outcome.Page(body.toByteArray(), false);
  }

  private StatementReview review(long count) {
    MerkleTree tree = new MerkleTree();
    lines.forEach(line -> tree.add(line.canonicalBytes()));
    ActivityId id = ActivityId.of("https://alder.example/statements/1");
    Statement statement =
        new Statement(
            id,
            YearMonth.of(2026, 11),
            ALDER,
            BIRCH,
            1,
            count,
            new Money(lines.size(), CurrencyUnit.EUR),
            tree.root().toString(),
            URI.create(id + "/lines"),
            POLICY,
            null);
    return new StatementReview(
        statement,
        POLICY,
        new LogState(0, 0),
        new Basis(new Held(Set.of(), Set.of(), Set.of()), Optional.empty()),
        lines.stream().map(line -> new Receipted(line.flattr(), BOB)).iterator(),
        CreditorBooks.RECEIPTS_ALONE);
  }

  private static List<Dispute> disputes(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    return ((Outcome.Done) outcome).findings().disputes();
  }

  private static StatementLine line(int number) {
    ActivityId flattr = ActivityId.of("https://alder.example/flattrs/%06d".formatted(number));
    return new StatementLine(flattr, BOB, "tag", 1, "salt");
  }
}
