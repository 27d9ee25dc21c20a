package org.farthing.node.web.admin;

import io.helidon.webserver.http.ServerRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.farthing.node.account.Member;
import org.farthing.node.audit.Mandate;
import org.farthing.node.look.Frame;
import org.farthing.node.platform.http.Problem;
import org.farthing.node.signin.Form;
import org.farthing.protocol.money.Money;
import org.farthing.protocol.money.MoneyFormatException;
import org.jspecify.annotations.Nullable;

/**
 * An admin asks for a page.
 *
 * @param admin who asks
 */
record Visit(ServerRequest request, Frame frame, Member admin) {

  private static final String NUMBER = "[1-9][0-9]{0,17}";
  private static final int LONGEST_SOUGHT = 500;

  String text(String key, Object... values) {
    return frame.text(key, values);
  }

  String money(long micros) {
    return frame.money(micros);
  }

  Sheet.Amount amount(long micros) {
    return new Sheet.Amount(money(micros));
  }

  String moment(Instant instant) {
    return frame.words().moment(instant);
  }

  String month(YearMonth month) {
    return frame.words().month(month);
  }

  /** On this admin's word. */
  Mandate mandate(String reason) {
    return new Mandate(by(admin), reason);
  }

  /** How the audit log names a member: it is never deleted, so not by their name. */
  static String by(Member member) {
    return "member:" + member.id();
  }

  /** A step of the address. */
  String step(String name) {
    return request.path().pathParameters().get(name);
  }

  /** A step of the address that is a number from 1 on. */
  long number(String name) {
    String step = step(name);
    if (!step.matches(NUMBER)) {
      throw nothingHere();
    }
    return Long.parseLong(step);
  }

  /** A step of the address that is a month. */
  YearMonth monthOf(String name) {
    try {
      return YearMonth.parse(step(name));
    } catch (DateTimeException _) {
      throw nothingHere();
    }
  }

  static Problem nothingHere() {
    return new Problem(
        404, "unknown_page", "There is nothing here", "What the address names is not there.");
  }

  /** What is looked for; empty when nothing is. */
  String sought(String name) {
    String text = request.query().first(name).asOptional().orElse("").strip();
    return text.length() <= LONGEST_SOUGHT ? text : text.substring(0, LONGEST_SOUGHT);
  }

  /** The number that the last page ended with; whatever else is asked for is the first page. */
  @Nullable Long before() {
    return Optional.of(sought("before"))
        .filter(text -> text.matches(NUMBER))
        .map(Long::valueOf)
        .orElse(null);
  }

  /** Which page is asked for, from 1 on. */
  int page() {
    String page = sought("page");
    return page.matches("[1-9][0-9]{0,4}") ? Integer.parseInt(page) : 1;
  }

  /** To newer and older rows, where there are some. */
  List<Sheet.Link> pager(String address, @Nullable Long olderThanOrNull) {
    return pager(
        address, before() != null, olderThanOrNull == null ? null : olderThanOrNull.toString());
  }

  /** The same, of rows that are told apart by words. */
  List<Sheet.Link> pagerFrom(String address, @Nullable String olderThanOrNull) {
    return pager(
        address,
        !sought("before").isEmpty(),
        olderThanOrNull == null
            ? null
            : URLEncoder.encode(olderThanOrNull, StandardCharsets.UTF_8));
  }

  private List<Sheet.Link> pager(String address, boolean newer, @Nullable String olderThanOrNull) {
    List<Sheet.Link> links = new ArrayList<>();
    if (newer) {
      links.add(new Sheet.Link(text("admin.newest"), address));
    }
    if (olderThanOrNull != null) {
      links.add(new Sheet.Link(text("admin.older"), and(address, "before=" + olderThanOrNull)));
    }
    return links;
  }

  /** To the rows before and after these, where pages are numbered from 1 on. */
  List<Sheet.Link> pages(String address, boolean more) {
    List<Sheet.Link> links = new ArrayList<>();
    if (page() > 1) {
      links.add(new Sheet.Link(text("admin.before"), and(address, "page=" + (page() - 1))));
    }
    if (more) {
      links.add(new Sheet.Link(text("admin.after"), and(address, "page=" + (page() + 1))));
    }
    return links;
  }

  /** The rows of the page that is asked for. */
  <T> List<T> paged(List<T> all) {
    return all.stream().skip((page() - 1L) * Desk.ROWS).limit(Desk.ROWS).toList();
  }

  /** Whether there are more rows than those up to the page that is asked for. */
  boolean hasMore(List<?> all) {
    return all.size() > (long) page() * Desk.ROWS;
  }

  /** An address with one more thing asked for. */
  static String and(String address, String what) {
    return address + (address.contains("?") ? "&" : "?") + what;
  }

  /**
   * An amount that was typed, above zero.
   *
   * @throws Problem {@code malformed_amount}
   */
  long amount(Form form, String field) {
    try {
      long micros = Money.parse(form.text(field).replace(',', '.'), frame.currency()).micros();
      if (micros > 0) {
        return micros;
      }
    } catch (MoneyFormatException _) {
      // Refused below, like what is not above zero.
    }
    throw new Problem(
            400, "malformed_amount", "Not an amount", "Write an amount like 10.00, above zero.")
        .at("/" + field);
  }

  /** A problem with what was typed into a field. */
  static Problem refused(String field, String code, String detail) {
    return new Problem(400, code, "Refused", detail).at("/" + field);
  }
}
