package org.farthing.node.web.creator;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.farthing.node.flattr.Giving.Means;
import org.farthing.node.flattr.ReceivedMonth;
import org.farthing.node.identity.Identity;
import org.farthing.node.identity.IdentityKind;
import org.farthing.node.identity.Snippet;
import org.farthing.node.look.Chart;
import org.farthing.node.look.Frame;
import org.farthing.node.look.View;
import org.farthing.node.payout.Payout;
import org.farthing.node.payout.PayoutDetails;
import org.farthing.node.payout.Payouts;
import org.farthing.node.publication.Publication;
import org.farthing.node.settlement.Earnings.ForThing;
import org.farthing.node.settlement.Earnings.FromNode;
import org.farthing.node.settlement.Income;
import org.jspecify.annotations.Nullable;

/** All that is shown on a page of a creator's. */
sealed interface CreatorView extends View {

  /** What a form has to carry. */
  default String csrf() {
    return frame().who() instanceof Frame.Who.SignedIn it ? it.csrf() : "";
  }

  /**
   * What came in, in all.
   *
   * @param months the newest first
   * @param chartOrNull of the last months; null while nothing came in
   * @param nodes the most first
   * @param now the month that is open
   * @param received in it
   * @param heldOrNull what give-to-get holds back in it
   * @param hasThings whether anything can be flattred
   */
  record Overview(
      Frame frame,
      Payouts.Standing standing,
      SortedMap<YearMonth, Income> months,
      @Nullable Chart chartOrNull,
      List<FromNode> nodes,
      YearMonth now,
      ReceivedMonth received,
      @Nullable HeldBack heldOrNull,
      boolean hasThings)
      implements CreatorView {
    @Override
    public String template() {
      return "creator/overview.jte";
    }

    Income total() {
      return months.values().stream().reduce(Income.NONE, Income::plus);
    }

    /** The newest first. */
    List<Integer> years() {
      return months.keySet().stream().map(YearMonth::getYear).distinct().toList();
    }
  }

  /**
   * Flattrs that wait until their creator gives (product rule 8).
   *
   * @param cutOff until when that counts them
   */
  record HeldBack(YearMonth month, ReceivedMonth received, Means means, Instant cutOff) {

    /** Whether one flattr is all that is missing. */
    boolean canGive() {
      return means.lack().isEmpty();
    }

    boolean hasBudget() {
      return means.budget().in(means.month()) >= means.minimumMicros();
    }
  }

  /**
   * A month of which it is not known what it brings.
   *
   * @param cutOff after which nothing of it changes
   */
  record OpenMonth(
      Frame frame,
      YearMonth month,
      ReceivedMonth received,
      @Nullable HeldBack heldOrNull,
      Instant cutOff,
      boolean beforeCutOff,
      long lookedIntoMicros)
      implements CreatorView {
    @Override
    public String template() {
      return "creator/open-month.jte";
    }
  }

  /**
   * What a month brought.
   *
   * @param chartOrNull of the things that got most; null when there is nothing to compare
   * @param things the most first, what is no thing's last
   * @param named flattrs whose donors are named, a page of them
   * @param gifts whose donors are named, the latest first
   */
  record Month(
      Frame frame,
      YearMonth month,
      Income income,
      @Nullable Chart chartOrNull,
      List<ForThing> things,
      List<FromNode> nodes,
      NamedPage named,
      List<NamedGiftRow> gifts,
      long lookedIntoMicros)
      implements CreatorView {
    @Override
    public String template() {
      return "creator/month.jte";
    }
  }

  /**
   * Some flattrs.
   *
   * @param page from 1 on
   * @param hasMore whether there is a page after it
   */
  record NamedPage(List<NamedRow> rows, int page, boolean hasMore) {}

  /**
   * A flattr whose donor is named.
   *
   * @param proof where its proof is had
   */
  record NamedRow(String title, String url, String donor, String donorHref, String proof) {}

  /**
   * A gift whose donor is named.
   *
   * @param proof where its proof is had
   */
  record NamedGiftRow(long micros, String donor, String donorHref, String proof) {}

  /**
   * What a year brought, to be printed.
   *
   * @param months oldest first
   * @param payouts sent in it, and returned
   * @param moves to funds in it
   */
  record Year(
      Frame frame,
      int year,
      String name,
      SortedMap<YearMonth, Income> months,
      List<FromNode> nodes,
      List<Payout> payouts,
      List<Payouts.Move> moves,
      Instant printedAt)
      implements CreatorView {
    @Override
    public String template() {
      return "creator/year.jte";
    }

    Income total() {
      return months.values().stream().reduce(Income.NONE, Income::plus);
    }
  }

  /**
   * What a creator has registered and published, the newest first.
   *
   * @param olderOrNull where the next page begins; null on the last
   */
  record ThingList(
      Frame frame,
      List<Publication> things,
      @Nullable Long olderOrNull,
      @Nullable String saidOrNull)
      implements CreatorView {
    @Override
    public String template() {
      return "creator/things.jte";
    }
  }

  /**
   * Registers a thing, or changes what is told of it.
   *
   * @param thingOrNull null when it is new
   * @param errors by field
   */
  record ThingForm(
      Frame frame,
      @Nullable Publication thingOrNull,
      TypedThing typed,
      Map<String, String> errors,
      @Nullable String problemOrNull,
      @Nullable String saidOrNull)
      implements CreatorView {
    @Override
    public String template() {
      return "creator/thing.jte";
    }

    Optional<Publication> thing() {
      return Optional.ofNullable(thingOrNull);
    }
  }

  /**
   * Asks whether to withdraw a thing, which is for good.
   *
   * @param stale whether what was sent was too old to be believed
   */
  record Withdraw(Frame frame, Publication thing, boolean stale) implements CreatorView {
    @Override
    public String template() {
      return "creator/withdraw.jte";
    }
  }

  /**
   * Who a creator is elsewhere.
   *
   * @param kind that is chosen in the form
   * @param typed into the form
   * @param signsIn whether an account is proved by signing in there, too
   */
  record Elsewhere(
      Frame frame,
      boolean signsIn,
      List<Proof> proofs,
      IdentityKind kind,
      String typed,
      Map<String, String> errors,
      @Nullable String problemOrNull,
      @Nullable String saidOrNull)
      implements CreatorView {
    @Override
    public String template() {
      return "creator/elsewhere.jte";
    }
  }

  /** Something that is a creator's, or is to be shown to be. */
  record Proof(Identity identity, Snippet snippet) {

    String id() {
      return Long.toString(identity.id());
    }

    String stateKey() {
      return identity.state().code();
    }
  }

  /**
   * What becomes of revenue.
   *
   * @param payableMicros the most that can be asked for now
   * @param typed what the forms hold
   * @param key of the forms that move money, so that each moves it once
   */
  record PayoutsPage(
      Frame frame,
      Payouts.Standing standing,
      long minimumMicros,
      long payableMicros,
      @Nullable PayoutDetails detailsOrNull,
      List<Payout> payouts,
      boolean underReview,
      TypedPayout typed,
      String key,
      Map<String, String> errors,
      @Nullable String problemOrNull,
      @Nullable String saidOrNull)
      implements CreatorView {
    @Override
    public String template() {
      return "creator/payouts.jte";
    }

    boolean canAsk() {
      return detailsOrNull != null && payableMicros >= minimumMicros;
    }
  }

  /** What the forms about revenue hold, as it was typed. */
  record TypedPayout(String amount, String holder, String account, String funds) {}
}
