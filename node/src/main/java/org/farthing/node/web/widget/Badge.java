package org.farthing.node.web.widget;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An image of a button, for places without scripts.
 *
 * @param count what stands on it; nothing when empty
 */
record Badge(Theme theme, OptionalLong count) {

  static final int HEIGHT = 28;

  private static final int BUTTON = 86;
  private static final int DIGIT = 8;
  private static final int PADDING = 16;

  /** On what it stands. */
  enum Theme {
    /** As the reader's browser prefers. */
    AUTO,
    LIGHT,
    DARK;

    static Optional<Theme> of(String text) {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "", "auto" -> Optional.of(AUTO);
        case "light" -> Optional.of(LIGHT);
        case "dark" -> Optional.of(DARK);
        default -> Optional.empty();
      };
    }
  }

  int width() {
    return count.isEmpty() ? BUTTON : BUTTON + PADDING + DIGIT * number().length();
  }

  private String number() {
    return count.isEmpty() ? "" : Long.toString(count.getAsLong());
  }

  /** For whoever does not see it. */
  String text() {
    return count.isEmpty() ? "Flattr" : "Flattr: " + number();
  }

  String svg() {
    return """
    <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d" role="img" aria-label="%3$s">
    <title>%3$s</title>
    %4$s<rect class="b" width="%5$d" height="%2$d" rx="4" fill="%6$s"/>
    <path class="i" transform="translate(10 5) scale(.56)" fill="%7$s" d="M14 18H3a11 11 0 0 0 11 11zM16 18v11a11 11 0 0 0 11-11zM14 16V5A11 11 0 0 0 3 16zM19 13V2a11 11 0 0 1 11 11z"/>
    <text class="i" x="34" y="19" fill="%7$s" font-family="system-ui,sans-serif" font-size="14" font-weight="600" textLength="42" lengthAdjust="spacingAndGlyphs">Flattr</text>
    %8$s</svg>
    """
        .formatted(
            width(),
            HEIGHT,
            text(),
            style(),
            BUTTON,
            theme == Theme.DARK ? "#eda066" : "#96481a",
            theme == Theme.DARK ? "#24150a" : "#fffaf3",
            shownCount());
  }

  private String shownCount() {
    if (count.isEmpty()) {
      return "";
    }
    return """
    <text class="n" x="%d" y="19" text-anchor="middle" fill="%s" font-family="system-ui,sans-serif" font-size="14" textLength="%d" lengthAdjust="spacingAndGlyphs">%s</text>
    """
        .formatted(
            (BUTTON + width()) / 2,
            theme == Theme.DARK ? "#f1e6d6" : "#231d17",
            DIGIT * number().length(),
            number());
  }

  private String style() {
    return theme == Theme.AUTO
        ? "<style>@media(prefers-color-scheme:dark){.b{fill:#eda066}.i{fill:#24150a}.n{fill:#f1e6d6}}</style>\n"
        : "";
  }
}
