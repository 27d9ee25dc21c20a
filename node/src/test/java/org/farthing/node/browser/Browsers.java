package org.farthing.node.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The Chromium of the machine, driven by Playwright. Nothing is downloaded; where it is not at
 * {@code /usr/bin/chromium}, the environment variable {@code FARTHING_CHROMIUM} says where.
 */
public final class Browsers implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Playwright playwright;
  private final Browser browser;

  private Browsers(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  /**
   * @param arguments further ones of Chromium's command line
   */
  public static Browsers open(String... arguments) {
    Path chromium = Path.of(System.getenv().getOrDefault("FARTHING_CHROMIUM", "/usr/bin/chromium"));
    if (!Files.isExecutable(chromium)) {
      throw new IllegalStateException(
          "The browser tests need Chromium at "
              + chromium
              + "; on Debian: apt-get install chromium");
    }
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    Browser browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(chromium)
                    // Chromium refuses to sandbox itself as root, which CI is.
                    .setChromiumSandbox(false)
                    .setArgs(List.of(arguments)));
    return new Browsers(playwright, browser);
  }

  /** As a browser without a history: no cookies, nothing cached. */
  public BrowserContext fresh(Browser.NewContextOptions options) {
    BrowserContext context = browser.newContext(options);
    context.setDefaultTimeout((double) PATIENCE.toMillis());
    return context;
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
