package org.farthing.node.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Takes a picture of every page in every look: {@code Pictures [--in LANGUAGE] FOLDER [NAME…]}. */
final class Pictures {

  private Pictures() {}

  public static void main(String[] args) throws Exception {
    List<String> rest = new ArrayList<>(List.of(args));
    String language = "en-GB";
    if (rest.getFirst().equals("--in")) {
      rest.removeFirst();
      language = rest.removeFirst();
    }
    Path folder = Files.createDirectories(Path.of(rest.removeFirst()));
    try (Tour tour = new Tour();
        Browsers browsers = Browsers.open()) {
      for (Tour.Stop stop : tour.stops()) {
        if (rest.isEmpty() || rest.contains(stop.name())) {
          take(tour, stop, browsers, language, folder);
        }
      }
    }
  }

  private static void take(
      Tour tour, Tour.Stop stop, Browsers browsers, String language, Path folder) {
    try (BrowserContext context =
            tour.browserOf(stop.guest(), browsers, Look.PHONE_LIGHT.context(language));
        Page page = context.newPage()) {
      tour.open(stop, page);
      for (Look look : Look.values()) {
        page.setViewportSize(look.width(), look.height());
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(look.scheme()));
        String name = stop.name() + "-" + look.name().toLowerCase(Locale.ROOT) + ".png";
        page.screenshot(
            new Page.ScreenshotOptions().setPath(folder.resolve(name)).setFullPage(true));
      }
    }
  }
}
