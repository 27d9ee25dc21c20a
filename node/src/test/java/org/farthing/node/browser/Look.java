package org.farthing.node.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;

/** On what a page is looked at. */
enum Look {
  PHONE_LIGHT(390, 844, ColorScheme.LIGHT),
  PHONE_DARK(390, 844, ColorScheme.DARK),
  DESKTOP_LIGHT(1280, 900, ColorScheme.LIGHT),
  DESKTOP_DARK(1280, 900, ColorScheme.DARK);

  private static final String ENGLISH = "en-GB";

  private final int width;
  private final int height;
  private final ColorScheme scheme;

  Look(int width, int height, ColorScheme scheme) {
    this.width = width;
    this.height = height;
    this.scheme = scheme;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  ColorScheme scheme() {
    return scheme;
  }

  Browser.NewContextOptions context() {
    return context(ENGLISH);
  }

  /**
   * Without motion: pictures are of what comes to rest.
   *
   * @param language as browsers ask for it
   */
  Browser.NewContextOptions context(String language) {
    return new Browser.NewContextOptions()
        .setViewportSize(width, height)
        .setColorScheme(scheme)
        .setReducedMotion(com.microsoft.playwright.options.ReducedMotion.REDUCE)
        .setLocale(language)
        .setTimezoneId("UTC");
  }
}
