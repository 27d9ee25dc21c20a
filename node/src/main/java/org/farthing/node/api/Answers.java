package org.farthing.node.api;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerResponse;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.farthing.protocol.money.CurrencyUnit;
import org.farthing.protocol.money.Money;
import org.jspecify.annotations.Nullable;

/** What the API says, as JSON. A component that is null is left out. */
public final class Answers {

  /** Of our own, since Helidon's answers 415 to who asks for another form: after the act. */
  private static final Jsonb JSONB = JsonbBuilder.create();

  private Answers() {}

  /**
   * @param amount exact, such as {@code 0.50}
   * @param micros the same in micro-units
   */
  public record Amount(String amount, String micros) {

    static Amount of(long micros, CurrencyUnit currency) {
      Money money = new Money(micros, currency);
      return new Amount(money.toDecimalString(), money.toWire());
    }
  }

  /**
   * A click and what became of it.
   *
   * @param id by which it is taken back
   * @param outcome {@code recorded}, {@code already_flattred} or {@code undone}
   * @param firstOfMonth whether it reserved the month's budget: alone, it takes all of it
   */
  public record Click(
      String id,
      String url,
      String state,
      @Nullable String code,
      String period,
      String outcome,
      @Nullable Boolean firstOfMonth) {}

  /**
   * A flattr in its month.
   *
   * @param shareNow what it would get if the month closed now; for what counts alone
   * @param replaces the flattr of an earlier month that is offered again as this one
   * @param offeredAs the flattr of a later month that replaces this one
   */
  public record Flattr(
      String id,
      String url,
      @Nullable String title,
      String state,
      @Nullable String code,
      boolean anonymous,
      String recordedAt,
      @Nullable Amount shareNow,
      @Nullable String replaces,
      @Nullable String offeredAs) {}

  /**
   * @param counted flattrs that take part in the split
   * @param reserved for the month, from its first flattr on
   * @param sharedNow what the shares add up to if the month closed now
   */
  public record Month(
      String month,
      String currency,
      int counted,
      Amount reserved,
      Amount sharedNow,
      List<Flattr> flattrs) {}

  /**
   * A gift.
   *
   * @param given what was given of it, once its month is split: all or nothing
   * @param outcome what the request that asked for it has done; none in a list
   */
  public record Gift(
      String id,
      String creator,
      Amount amount,
      String state,
      @Nullable String code,
      boolean anonymous,
      String period,
      String recordedAt,
      @Nullable Amount given,
      @Nullable String outcome) {}

  /** A month's gifts. */
  public record Gifts(String month, String currency, List<Gift> gifts) {}

  /**
   * @param funds that nothing is reserved of
   * @param returning funds that were asked back and are not sent; only while there are some
   * @param pending revenue of which the money has not arrived
   * @param available revenue that can be paid out
   * @param owed since a deposit came back; only while there is something
   */
  public record Balances(
      String currency,
      Amount funds,
      Amount reserved,
      @Nullable Amount returning,
      Amount pending,
      Amount available,
      @Nullable Amount owed,
      Budget budget) {}

  /**
   * A budget a month.
   *
   * @param now holds this month
   * @param next holds from {@code nextFrom} on, when another one is set
   */
  public record Budget(Amount now, @Nullable Amount next, @Nullable String nextFrom) {}

  /**
   * @param holdsFrom the first month of this budget
   * @param outcome {@code holds_now} or {@code holds_next_month}
   */
  public record NewBudget(String currency, Amount budget, String holdsFrom, String outcome) {}

  /**
   * A creator's thing.
   *
   * @param page where people see it; its id as an object, too
   * @param text of what is published here
   * @param updated when it was changed last, once it was
   */
  public record Thing(
      String id,
      String url,
      String title,
      String page,
      @Nullable String text,
      @Nullable String summary,
      List<String> tags,
      @Nullable String language,
      @Nullable String image,
      @Nullable String alt,
      boolean listed,
      boolean pinned,
      String published,
      @Nullable String updated) {}

  /**
   * A creator's things, the newest first.
   *
   * @param next the {@code before} of the next page; not on the last
   */
  public record Things(List<Thing> things, @Nullable String next) {}

  /**
   * @param outcome {@code withdrawn}
   */
  public record Withdrawn(String id, String url, String outcome) {}

  /**
   * Who a member is elsewhere.
   *
   * @param state {@code pending}, {@code proved} or {@code lost}
   * @param how what showed it
   * @param snippet what to put there, to the letter
   * @param detail what the last check met when it found nothing
   */
  public record Identity(
      String id,
      String kind,
      String value,
      String state,
      @Nullable String how,
      @Nullable String provedAt,
      @Nullable String checkedAt,
      int failures,
      @Nullable String detail,
      String snippet,
      String advice) {}

  public record IdentityList(List<Identity> identities) {}

  public record Deposit(String currency, Amount amount, String reference, Amount funds) {}

  /**
   * What a member shows of themselves.
   *
   * @param id as which servers know them
   * @param movedTo the actor that they go by since
   */
  public record Me(
      String name,
      String id,
      String displayName,
      String bio,
      List<Field> fields,
      List<String> alsoKnownAs,
      @Nullable String movedTo,
      @Nullable String icon,
      @Nullable String image,
      boolean discoverable,
      boolean indexable,
      boolean approvesFollowers,
      boolean showsFollows,
      boolean showsFlattrs) {}

  /** A line of the table beside a bio. */
  public record Field(String name, String value) {}

  /** A refusal for lack of means: RFC 9457 with the amounts. */
  public record NoMeans(
      String type,
      String title,
      int status,
      String code,
      String detail,
      String currency,
      Amount budget,
      Amount funds,
      Amount minimum) {}

  static void send(ServerResponse response, Status status, Object answer) {
    send(response, status, "application/json", answer);
  }

  static void send(ServerResponse response, Status status, String type, Object answer) {
    response
        .status(status)
        .header(HeaderNames.CONTENT_TYPE, type)
        .header(HeaderNames.CACHE_CONTROL, "no-store")
        .send(JSONB.toJson(answer).getBytes(StandardCharsets.UTF_8));
  }
}
