package org.farthing.node.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.options.Cookie;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.farthing.node.account.Member;
import org.farthing.node.ledger.Account;
import org.farthing.node.settlement.CloseStage;
import org.farthing.node.signin.Registration;
import org.farthing.node.signin.TestSession;
import org.farthing.node.web.WebFixture;

/** A node that everybody may join, and a Chromium to visit it with: for all journeys of a class. */
final class Scene implements AutoCloseable {

  static final String PASSWORD = "four farthings a penny";

  final WebFixture web = WebFixture.start(Registration.OPEN);
  private final Browsers browsers = Browsers.open();

  /** Somebody who is not signed in. */
  Person stranger(Mode mode) {
    return new Person(browsers.fresh(mode.context()), origin());
  }

  /** Somebody who is signed in already. */
  Person member(Mode mode, Member member) {
    BrowserContext browser = browsers.fresh(mode.context());
    String cookie = TestSession.of(web.setup, member.id()).cookie();
    int equals = cookie.indexOf('=');
    browser.addCookies(
        List.of(
            new Cookie(cookie.substring(0, equals), cookie.substring(equals + 1))
                .setUrl(origin())));
    return new Person(browser, origin());
  }

  /** Somebody who has just joined, with {@link #PASSWORD}. */
  Person newcomer(Mode mode, String name) {
    Person newcomer = stranger(mode);
    newcomer.opens("/join");
    newcomer.fills("Name", name);
    newcomer.fills("Password", PASSWORD);
    newcomer.presses("Join");
    newcomer.reads("Nothing yet this month");
    return newcomer;
  }

  private String origin() {
    return web.node.origin().toString();
  }

  String handle(String name) {
    return name + "@" + web.node.origin().authority();
  }

  YearMonth month() {
    return YearMonth.from(web.calendar.instant().atZone(ZoneOffset.UTC));
  }

  /** As the pages call it. */
  static String words(YearMonth month) {
    return month.format(DateTimeFormatter.ofPattern("MMMM uuuu", Locale.ENGLISH));
  }

  /** Until a moment after which this month can be closed. */
  void cutOff() {
    web.calendar.set(month().plusMonths(1).atDay(4).atStartOfDay(ZoneOffset.UTC).toInstant());
  }

  /** Returns the month that is closed now. */
  YearMonth endMonth() {
    YearMonth month = month();
    cutOff();
    assertThat(web.node.monthClose().advance(month, CloseStage.CLOSED))
        .isEqualTo(CloseStage.CLOSED);
    return month;
  }

  long funds(String name) {
    Member member = web.node.members().find(name).orElseThrow();
    return web.node.balance(new Account.MemberFunds(member.id().value())).availableMicros();
  }

  @Override
  public void close() {
    browsers.close();
    web.close();
  }
}
