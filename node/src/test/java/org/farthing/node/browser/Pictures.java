package org.farthing.node.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Takes a picture of every page in every look: {@code Pictures FOLDER [NAME…]}. */
final class Pictures {

  private Pictures() {}

  public static void main(String[] args) throws Exception {
    Path folder = Files.createDirectories(Path.of(args[0]));
    java.util.List<String> only = java.util.List.of(args).subList(1, args.length);
    try (Tour tour = new Tour();
        Browsers browsers = Browsers.open()) {
      for (Tour.Stop stop : tour.stops()) {
        if (!only.isEmpty() && !only.contains(stop.name())) {
          continue;
        }
        for (Look look : Look.values()) {
          try (BrowserContext context = tour.browserOf(stop.guest(), browsers, look.context());
              Page page = context.newPage()) {
            page.navigate(tour.address(stop));
            String name = stop.name() + "-" + look.name().toLowerCase(Locale.ROOT) + ".png";
            page.screenshot(
                new Page.ScreenshotOptions().setPath(folder.resolve(name)).setFullPage(true));
          }
        }
      }
    }
  }
}
