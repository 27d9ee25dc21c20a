package org.farthing.node.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.farthing.node.account.Member;
import org.farthing.node.account.ProfileChange;
import org.farthing.node.publication.Catalogue;
import org.farthing.node.publication.Content;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What visitors find of one who wants to be found, and not of another. */
final class CatalogueTest {

  private static final String SONG = "https://wren.example/song";

  private static WebFixture web;

  @BeforeAll
  static void start() {
    web = WebFixture.start();
    Member wren = web.node.members().create("wren", "Jenny Wren");
    register(wren, SONG, "A morning song", "Recorded at dawn", "de", true, "birds");
    register(wren, "https://wren.example/essay", "On nests", null, "en", true, "building");
    register(wren, "https://wren.example/draft", "A secret draft", null, null, false);
    web.node.profiles().change(wren.id(), discoverable());
    Member shy = web.node.members().create("shy", "Shy One");
    register(shy, "https://shy.example/", "A shy page", null, "en", true, "birds");
    for (int i = 0; i < 5; i++) {
      web.node.flattrs().record(web.aDonor("donor" + i).id(), SONG, true);
    }
  }

  private static ProfileChange discoverable() {
    return new ProfileChange(null, null, null, null, null, null, true, null, null, null, null);
  }

  private static void register(
      Member creator,
      String url,
      String title,
      @Nullable String summary,
      @Nullable String language,
      boolean listed,
      String... tags) {
    web.node
        .publications()
        .register(
            creator,
            url,
            new Content(title, null, summary, List.of(tags), language, null, null, listed));
  }

  @AfterAll
  static void stop() {
    web.close();
  }

  private static String found(String query) throws Exception {
    return web.page("/things?" + query).body().replace('\u00a0', ' ');
  }

  @ParameterizedTest
  @CsvSource({
    "q=morning, A morning song",
    "q=SONG+dawn, A morning song",
    "q=%23birds, A morning song",
    "q=wren, On nests",
    "tag=building, On nests",
    "language=en, On nests"
  })
  void findsByWordsNamesTagsAndLanguage(String query, String title) throws Exception {
    assertThat(found(query)).contains(title).doesNotContain("shy page", "secret draft");
  }

  @Test
  void whatDoesNotFitIsLeftOut() throws Exception {
    assertThat(found("tag=building")).doesNotContain("A morning song");
    assertThat(found("language=de")).doesNotContain("On nests");
    assertThat(found("q=morning+nests")).contains("Nothing here fits that");
  }

  @Test
  void findsMembersByTheirNames() throws Exception {
    assertThat(found("q=jenny")).contains("/users/wren", "Jenny Wren");
    assertThat(found("q=shy")).doesNotContain("/users/shy");
  }

  @Test
  void frontPageTellsWhatIsFlattredMostFromFiveDonorsOn() throws Exception {
    assertThat(found("")).contains("Most flattred in November 2026", "5 flattrs this month");
  }

  @Test
  void tagsOfWhomNobodyMayFindAreNotOffered() throws Exception {
    assertThat(found("")).contains("/things?tag=building", "/things?tag=birds");
    assertThat(found("tag=birds")).contains("A morning song").doesNotContain("A shy page");
  }

  @ParameterizedTest
  @ValueSource(strings = {"page=0", "page=-1", "page=x", "page=99999", "language=zz&tag=nothing"})
  void oddQueriesAreAnswered(String query) throws Exception {
    assertThat(web.page("/things?" + query).statusCode()).isEqualTo(200);
  }

  @Test
  void whatIsTypedIsShownInertAndFindsNoMoreThanItsLetters() throws Exception {
    String hostile = "\"><script>alert(1)</script>% _ ' \\";

    String page = found("q=" + URLEncoder.encode(hostile, StandardCharsets.UTF_8));

    assertThat(page).contains("&#34;>").doesNotContain("<script", "A morning song");
  }

  @Test
  void feedHoldsWhatASearchFindsWithEachCreator() throws Exception {
    String feed = web.page("/things.atom?tag=birds&language=de").body();

    assertThat(feed)
        .contains(
            "<title>A morning song</title>",
            "<author><name>Jenny Wren</name>",
            "/users/wren</uri></author>",
            "rel=\"payment\"",
            "/things.atom?tag=birds&amp;language=de</id>")
        .doesNotContain("On nests", "A shy page", "A secret draft");
    assertThat(found("tag=birds")).contains("href=\"/things.atom?tag=birds\"");
  }

  @Test
  void feedOfNothingIsAFeed() throws Exception {
    assertThat(web.page("/things.atom?tag=nothing").body())
        .contains("<updated>1970-01-01T00:00:00Z</updated>")
        .doesNotContain("<entry>");
  }

  @Test
  void laterPagesHoldWhatTheFirstDoesNot() throws Exception {
    Member many = web.node.members().create("many", "Many");
    for (int i = 0; i <= Catalogue.PAGE; i++) {
      register(many, "https://many.example/" + i, "Page number " + i, null, null, true, "lots");
    }
    web.node.profiles().change(many.id(), discoverable());

    assertThat(found("tag=lots")).contains("Page number 1<", "rel=\"next\"");
    assertThat(found("tag=lots")).doesNotContain("Page number 0<");
    assertThat(found("tag=lots&page=2")).contains("Page number 0<").doesNotContain("rel=\"next\"");
  }
}
