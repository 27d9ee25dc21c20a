package org.farthing.node.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.farthing.node.account.Member;
import org.farthing.node.look.Words;
import org.farthing.node.platform.database.Database;
import org.farthing.node.settlement.CloseStage;
import org.farthing.node.web.WebFixture;
import org.farthing.protocol.money.CurrencyUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What donors are told when a month has closed. */
final class MonthNoticesTest {

  private static final String SONG = "https://bob.example/song";

  private final WebFixture web = WebFixture.start();
  private final Database database = Database.open(web.setup.database(), 2);
  private final Words words = new Words(Locale.ENGLISH);

  @AfterEach
  void stop() {
    database.close();
    web.close();
  }

  private Member donor(String name, long fundsMicros) {
    Member donor = web.node.members().create(name, name);
    web.node.deposits().confirm(donor.id().value(), fundsMicros, "for " + name);
    web.node.giving().setBudget(donor.id(), 2_000_000);
    return donor;
  }

  private void close(YearMonth month) {
    Instant cutOff = month.plusMonths(1).atDay(5).atStartOfDay().toInstant(ZoneOffset.UTC);
    web.calendar.set(cutOff);
    assertThat(web.node.monthClose().advance(month, CloseStage.CLOSED))
        .isEqualTo(CloseStage.CLOSED);
    MonthNotices worker =
        new MonthNotices(database, web.node.giving(), web.node.notices(), web.calendar);
    assertThat(worker.tellNext()).isFalse();
    assertThat(worker.tellNext()).isFalse();
  }

  private List<String> told(Member member) {
    return web.node.notices().before(member.id(), Long.MAX_VALUE, 10).stream()
        .map(notice -> notice.text(words, CurrencyUnit.XTS).replace('\u00a0', ' '))
        .toList();
  }

  @Test
  void donorIsToldOnceWhatTheyGaveAndWhenTheirFundsRunLow() {
    Member rich = donor("ada", 100_000_000);
    Member poor = donor("dan", 3_000_000);
    Member silent = donor("eve", 100_000_000);
    web.aCreator("bob", SONG);
    web.node.flattrs().record(rich.id(), SONG, false);
    web.node.flattrs().record(poor.id(), SONG, false);
    YearMonth month = YearMonth.from(web.calendar.instant().atOffset(ZoneOffset.UTC));

    close(month);

    String gave = words.month(month) + " has closed: you gave 2.00 XTS.";
    assertThat(told(rich)).containsExactly(gave);
    assertThat(told(poor))
        .containsExactlyInAnyOrder(
            gave,
            "Your funds are 1.00 XTS. The smallest budget for a month is 2.00 XTS: without more"
                + " you cannot give in "
                + words.month(month.plusMonths(1))
                + ".");
    assertThat(told(silent)).isEmpty();
  }
}
