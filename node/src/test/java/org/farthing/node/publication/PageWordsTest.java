package org.farthing.node.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.farthing.node.identity.Submission;
import org.junit.jupiter.api.Test;

/** Whatever stands in an auto-submit link becomes something that can be stored, or nothing. */
final class PageWordsTest {

  private static Submission told(
      String title, String description, String language, String tags, String category) {
    return new Submission(
        URI.create("https://node.example/users/bob"),
        "https://bob.example/post",
        title,
        description,
        language,
        tags,
        false,
        category);
  }

  private static Content content(Submission told) {
    return ContentCheck.checked(PageWords.content("Of the page", told));
  }

  @Test
  void linesAreCutAndCleaned() {
    Content content =
        content(told(" T\u0000w\n\u0085o ", "a\r\n b" + "😀".repeat(300), "", "", ""));

    assertThat(content.title()).isEqualTo("T w o");
    assertThat(content.summaryOrNull()).startsWith("a b😀").endsWith("😀").hasSize(499);
    assertThat(content.listed()).isTrue();
  }

  @Test
  void nothingIsNothing() {
    Content content = content(told("", " \n", "", " , ,#,", ""));

    assertThat(content).isEqualTo(Content.titled("Of the page"));
  }

  @Test
  void languagesAreReadAsTheOldFlattrWroteThem() {
    assertThat(content(told("", "", "en_GB", "", "")).languageOrNull()).isEqualTo("en-GB");
    assertThat(content(told("", "", "de", "", "")).languageOrNull()).isEqualTo("de");
    assertThat(content(told("", "", "<b>", "", "")).languageOrNull()).isNull();
    assertThat(content(told("", "", "a".repeat(99), "", "")).languageOrNull()).isNull();
  }

  @Test
  void tagsBecomeHashtagsOnceAndTenAtMost() {
    assertThat(content(told("", "", "", "open source,#Music,music,<b>,2026,", "text")).tags())
        .containsExactly("text", "open_source", "Music", "b");
    assertThat(content(told("", "", "", "a,b,c,d,e,f,g,h,i,j,k", "audio")).tags()).hasSize(10);
    assertThat(content(told("", "", "", "x".repeat(51), "none")).tags()).isEmpty();
  }
}
