package org.farthing.node.web.donor;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.farthing.node.flattr.FlattrId;
import org.farthing.node.flattr.Giving.Means;
import org.farthing.node.flattr.Subscription;
import org.farthing.node.look.Frame;
import org.farthing.node.look.View;
import org.farthing.node.payout.Payout;
import org.farthing.node.payout.Payouts;
import org.farthing.node.social.OwnReaction;
import org.jspecify.annotations.Nullable;

/** All that is shown on a page of a donor's. */
sealed interface DonorView extends View {

  /** What a form has to carry. */
  default String csrf() {
    return frame().who() instanceof Frame.Who.SignedIn it ? it.csrf() : "";
  }

  /**
   * What a donor gives this month.
   *
   * @param closingOrNull the month before, while flattrs of it can still be taken back
   * @param before months in which they gave, the newest first
   */
  record Home(
      Frame frame,
      Means means,
      DonorMonth month,
      @Nullable YearMonth closingOrNull,
      List<YearMonth> before)
      implements DonorView {
    @Override
    public String template() {
      return "donor/home.jte";
    }

    boolean hasBudget() {
      return means.isReserved() || means.budget().in(means.month()) > 0;
    }
  }

  /** What a donor gave in a month before. */
  record Past(Frame frame, DonorMonth month) implements DonorView {
    @Override
    public String template() {
      return "donor/month.jte";
    }
  }

  /**
   * A donor's budget, and how they give.
   *
   * @param typed what the fields hold
   * @param problem what is wrong with what was typed, if anything is
   * @param saidOrNull what has just been done: the text's key
   * @param reference of a deposit, so that the same form deposits once
   * @param onTheWayMicros funds that were asked back and are not sent
   */
  record Budgeting(
      Frame frame,
      Means means,
      Typed typed,
      FieldProblem problem,
      @Nullable String saidOrNull,
      String reference,
      long onTheWayMicros)
      implements DonorView {
    @Override
    public String template() {
      return "donor/budget.jte";
    }

    /** The month from which another budget than now's holds. */
    Optional<YearMonth> nextFrom() {
      return Optional.ofNullable(means.budget().nextPeriodOrNull())
          .filter(from -> from.isAfter(means.month()));
    }

    YearMonth next() {
      return means.month().plusMonths(1);
    }
  }

  /** What the fields of the budget's page hold, as it was typed. */
  record Typed(String amount, String maximum, boolean anonymous, String deposit) {}

  /**
   * What of a donor's funds can go back to where it came from, and what they have asked for.
   *
   * @param mostMicros that a payment can move now
   * @param funds as they stand
   * @param asked the newest first
   * @param underReview whether an admin holds all of it
   * @param key so that the same form asks once
   * @param saidOrNull what has just been done: the text's key
   */
  record MoneyBack(
      Frame frame,
      long mostMicros,
      Payouts.Returnable funds,
      List<Payout> asked,
      boolean underReview,
      TypedBack typed,
      String key,
      FieldProblem problem,
      @Nullable String saidOrNull)
      implements DonorView {
    @Override
    public String template() {
      return "donor/money-back.jte";
    }

    boolean canAsk() {
      return mostMicros > 0;
    }

    /** What is free and too small for a payment. */
    long restMicros() {
      return funds.freeMicros() - mostMicros;
    }
  }

  /** What the fields of that page hold, as it was typed. */
  record TypedBack(String amount, String holder, String account) {}

  /**
   * @param field the id of the field that is at fault; empty when nothing is
   * @param text what is wrong, for people
   */
  record FieldProblem(String field, String text) {

    static final FieldProblem NONE = new FieldProblem("", "");

    /** The text by the id of its field, where it is of one. */
    Map<String, String> atFields() {
      return field.isEmpty() ? Map.of() : Map.of(field, text);
    }

    /** The text, where it is of the whole form. */
    @Nullable String ofAllOrNull() {
      return field.isEmpty() && !text.isEmpty() ? text : null;
    }
  }

  /**
   * What a donor flattrs every month.
   *
   * @param url as it was typed
   * @param anonymous what the box holds
   * @param saidOrNull what has just been done: the text's key
   */
  record Subscribed(
      Frame frame,
      List<SubscriptionRow> subscriptions,
      String url,
      boolean anonymous,
      FieldProblem problem,
      @Nullable String saidOrNull)
      implements DonorView {
    @Override
    public String template() {
      return "donor/subscriptions.jte";
    }
  }

  /**
   * A subscription in a list.
   *
   * @param text the key of what became of it
   */
  record SubscriptionRow(
      String id,
      String title,
      String url,
      @Nullable ShownCreator creatorOrNull,
      Subscription.State state,
      String text,
      boolean anonymous) {

    boolean isActive() {
      return state == Subscription.State.ACTIVE;
    }

    boolean isPaused() {
      return state == Subscription.State.PAUSED;
    }
  }

  /**
   * What a donor gives beside the budget.
   *
   * @param typed what the fields hold
   * @param key by which the same form gives once
   * @param fundsMicros what is free
   * @param earlier those of months before
   * @param done whether a gift has just been given
   */
  record Gifted(
      Frame frame,
      YearMonth month,
      List<GiftRow> gifts,
      GiftPage earlier,
      TypedGift typed,
      FieldProblem problem,
      String key,
      long fundsMicros,
      boolean done)
      implements DonorView {
    @Override
    public String template() {
      return "donor/gifts.jte";
    }
  }

  /** What the fields of the gifts' page hold, as it was typed. */
  record TypedGift(String creator, String amount, boolean anonymous) {}

  /**
   * A gift in a list.
   *
   * @param text the key of what became of it
   */
  record GiftRow(ShownCreator creator, long micros, String state, String text, boolean anonymous) {}

  /**
   * Some gifts of months that are over.
   *
   * @param page from 1 on
   * @param hasMore whether there is a page after it
   */
  record GiftPage(List<PastGift> rows, int page, boolean hasMore) {}

  /**
   * A gift of a month that is over.
   *
   * @param text the key of what became of it
   * @param proofOrNull where its proof is had; null of what was not given
   */
  record PastGift(
      ShownCreator creator,
      YearMonth month,
      long micros,
      String text,
      boolean anonymous,
      @Nullable String proofOrNull) {}

  /**
   * Asks whether to flattr.
   *
   * @param url as it was given
   * @param creatorOrNull none while unknown
   * @param namedOrNull the creator that a link names and nobody has confirmed
   * @param offer what a click would do
   * @param anonymous what the box holds
   */
  record Confirm(
      Frame frame,
      String url,
      String title,
      @Nullable ShownCreator creatorOrNull,
      @Nullable String namedOrNull,
      Offer offer,
      boolean anonymous,
      boolean stale,
      Ways ways)
      implements DonorView {
    @Override
    public String template() {
      return "donor/confirm.jte";
    }

    boolean isUnclaimed() {
      return creatorOrNull == null && namedOrNull == null;
    }
  }

  /**
   * What a flattr now would mean for the month's budget.
   *
   * @param sharers flattrs that would share it, this one too
   * @param eachMicros what each would get if the month closed then
   * @param cutOff until when it could be taken back
   */
  record Offer(Means means, int sharers, long eachMicros, Instant cutOff) {

    boolean isAlone() {
      return sharers == 1;
    }
  }

  /** Where to go afterwards; empty when there is nowhere. */
  record Ways(Optional<ReturnAddress> success, Optional<ReturnAddress> cancel) {

    static final Ways NONE = new Ways(Optional.empty(), Optional.empty());

    String onSuccess() {
      return success.map(it -> it.uri().toString()).orElse("");
    }

    String onCancel() {
      return cancel.map(it -> it.uri().toString()).orElse("");
    }
  }

  /**
   * Why this cannot be flattred, and what now.
   *
   * @param again the page that asks for the same once more
   * @param reason of the texts {@code confirm.no.}
   * @param detail to be filled into the texts
   */
  record Refused(
      Frame frame, String url, String again, String reason, List<String> detail, Ways ways)
      implements DonorView {
    @Override
    public String template() {
      return "donor/refused.jte";
    }

    String text(String part) {
      return frame.text("confirm.no." + reason + part, detail.toArray());
    }
  }

  /** Asks for the address of what is to be flattred. */
  record Ask(Frame frame) implements DonorView {
    @Override
    public String template() {
      return "donor/ask.jte";
    }
  }

  /**
   * One flattr: what has come of a click.
   *
   * @param counted flattrs that share the month's budget now
   * @param reservedMicros of the month
   * @param saidOrNull what the donor has said of it where it stands; null of what stands here
   * @param stale whether what was sent was too old to be believed
   */
  record One(
      Frame frame,
      Row row,
      YearMonth month,
      int counted,
      long reservedMicros,
      Instant cutOff,
      @Nullable FlattrId offeredAsOrNull,
      @Nullable String mentionOrNull,
      @Nullable List<OwnReaction> saidOrNull,
      Ways ways,
      boolean stale)
      implements DonorView {
    @Override
    public String template() {
      return "donor/flattr.jte";
    }

    /** Whether it would get the whole budget as things are. */
    boolean isAlone() {
      return counted == 1 && row.standing() == Standing.COUNTED;
    }
  }

  /** The last page here before another site. */
  record Leaving(Frame frame, ReturnAddress to) implements DonorView {
    @Override
    public String template() {
      return "donor/leave.jte";
    }
  }
}
