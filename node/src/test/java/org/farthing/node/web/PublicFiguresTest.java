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
          .contains("Flattrs in November 2026", "Not shown", "Fewer than five people gave");
      assertThat(web.page("/things/" + thing).body()).contains("Fewer than five flattrs count");
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
          .doesNotContain("Not shown");
      assertThat(web.page("/things/" + thing).body()).contains("5 flattrs count so far.");
      assertThat(web.get("/nodeinfo/2.1", "application/json").body())
          .contains("\"total\":6", "\"activeMonth\":5", "\"activeHalfyear\":5", "\"flattrs\":10");
    }
  }
}
