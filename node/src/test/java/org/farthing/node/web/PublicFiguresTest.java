package org.farthing.node.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.farthing.node.account.Member;
import org.farthing.node.settlement.CloseStage;
import org.junit.jupiter.api.Test;

/** What the landing page and NodeInfo tell of a node's size. */
final class PublicFiguresTest {

  private static final String THING = "https://carol.example/song";
  private static final String OTHER = "https://dora.example/poem";
  private static final String THIRD = "https://elsa.example/film";

  private static List<Member> flattring(WebFixture web, int donors) {
    web.aCreator("carol", THING);
    List<Member> all = new ArrayList<>();
    for (int i = 0; i < donors; i++) {
      Member donor = web.aDonor("donor" + i);
      web.node.flattrs().record(donor.id(), THING, null);
      all.add(donor);
    }
    return all;
  }

  @Test
  void figuresOfFourDonorsAreNotShown() throws Exception {
    try (WebFixture web = WebFixture.start()) {
      flattring(web, 4);
      long thing = web.node.things().find(THING).orElseThrow().id();

      assertThat(web.page("/").body())
          .contains("Flattrs in November 2026", "Fewer than 5", "Fewer than five people gave");
      assertThat(web.page("/things/" + thing).body()).contains("Fewer than 5 flattrs count");
    }
  }

  @Test
  void figuresOfFiveDonorsAreShownAndTrue() throws Exception {
    try (WebFixture web = WebFixture.start()) {
      List<Member> donors = flattring(web, 5);
      web.calendar.set(Instant.parse("2026-12-05T10:00:00Z"));
      web.node.monthClose().advance(YearMonth.of(2026, 11), CloseStage.CLOSED);
      donors.forEach(donor -> web.node.flattrs().record(donor.id(), THING, null));
      long thing = web.node.things().find(THING).orElseThrow().id();

      assertThat(web.page("/").body().replace('\u00a0', ' '))
          .contains("Given in November 2026", "10.00 XTS", "Flattrs in December 2026")
          .doesNotContain("Not shown", "Fewer than 5");
      assertThat(web.page("/things/" + thing).body()).contains("5 flattrs count so far.");
      assertThat(web.get("/nodeinfo/2.1", "application/json").body())
          .contains("\"total\":6", "\"activeMonth\":5", "\"activeHalfyear\":5", "\"flattrs\":10");
    }
  }

  @Test
  void nodeInfoTellsNothingOfFourDonors() throws Exception {
    try (WebFixture web = WebFixture.start()) {
      flattring(web, 4);

      assertThat(web.get("/nodeinfo/2.1", "application/json").body())
          .contains("\"total\":5")
          .doesNotContain("activeMonth", "activeHalfyear", "flattrs");
    }
  }

  /** What five gave to one thing and two of them to another: 7 less 5 would tell of the two. */
  @Test
  void totalIsNotShownThatLessAThingsFlattrsWouldTellOfFewerThanFive() throws Exception {
    try (WebFixture web = WebFixture.start()) {
      List<Member> donors = flattring(web, 5);
      web.aCreator("dora", OTHER);
      donors.stream().limit(2).forEach(it -> web.node.flattrs().record(it.id(), OTHER, null));
      long thing = web.node.things().find(THING).orElseThrow().id();
      long other = web.node.things().find(OTHER).orElseThrow().id();

      assertThat(web.page("/things/" + thing).body()).contains("5 flattrs count so far.");
      assertThat(web.page("/things/" + other).body()).contains("Fewer than 5 flattrs count");
      assertThat(web.page("/").body())
          .contains("Flattrs in November 2026", "Not shown", "would tell too much about a few");
      assertThat(web.get("/nodeinfo/2.1", "application/json").body()).doesNotContain("\"flattrs\"");
    }
  }

  @Test
  void totalIsShownAgainOnceFiveAreInWhatIsNotTold() throws Exception {
    try (WebFixture web = WebFixture.start()) {
      List<Member> donors = flattring(web, 5);
      web.aCreator("dora", OTHER);
      web.aCreator("elsa", THIRD);
      donors.stream().limit(2).forEach(it -> web.node.flattrs().record(it.id(), OTHER, null));
      donors.stream().skip(2).forEach(it -> web.node.flattrs().record(it.id(), THIRD, null));

      assertThat(web.page("/").body()).containsPattern("Flattrs in November 2026[^0-9]*>10<");
    }
  }

  /** Else the sum of all months would tell, as it grows, of the month that is not told. */
  @Test
  void monthThatIsNotToldIsNotInTheSumOfAllMonths() throws Exception {
    try (WebFixture web = WebFixture.start()) {
      List<Member> donors = flattring(web, 5);
      web.calendar.set(Instant.parse("2026-12-05T10:00:00Z"));
      web.node.monthClose().advance(YearMonth.of(2026, 11), CloseStage.CLOSED);
      donors.stream().limit(3).forEach(it -> web.node.flattrs().record(it.id(), THING, null));

      assertThat(web.get("/nodeinfo/2.1", "application/json").body()).contains("\"flattrs\":5");
    }
  }

  /** Six gave in half a year and five of them in the last month: the sixth would be told apart. */
  @Test
  void donorsOfAMonthAreNotToldWhenThoseOfTheHalfYearWouldTellOfTheRest() throws Exception {
    try (WebFixture web = WebFixture.start()) {
      List<Member> donors = flattring(web, 6);
      web.calendar.set(Instant.parse("2027-01-05T10:00:00Z"));
      donors.stream().limit(5).forEach(it -> web.node.flattrs().record(it.id(), THING, null));

      assertThat(web.get("/nodeinfo/2.1", "application/json").body())
          .contains("\"activeHalfyear\":6")
          .doesNotContain("activeMonth");
    }
  }
}
