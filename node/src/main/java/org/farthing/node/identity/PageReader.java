package org.farthing.node.identity;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import org.farthing.node.federation.actor.ActivityMedia;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** HTML, read for what it says about its author. */
final class PageReader {

  private static final int MOST_LINKS = 20;
  private static final int LONGEST_TITLE = 300;

  private PageReader() {}

  /**
   * Reads a page, whatever is wrong with it.
   *
   * @param at where it stands, against which relative links are resolved
   * @param charsetOrNull as its HTTP header says; else as it says itself
   */
  static Page read(URI at, byte[] html, @Nullable String charsetOrNull) {
    Document document = parse(at, html, charsetOrNull);
    List<URI> payment = links(document, "payment");
    return new Page(
        at,
        title(document),
        payment.stream().map(PageReader::profile).distinct().toList(),
        links(document, "me"),
        document.select("meta[name=fediverse:creator]").stream()
            .map(meta -> meta.attr("content").strip())
            .filter(handle -> !handle.isEmpty())
            .limit(MOST_LINKS)
            .toList(),
        payment.stream().flatMap(link -> Submission.of(link).stream()).toList(),
        document.select("link[rel~=(?i)\\balternate\\b][href]").stream()
            .filter(link -> ActivityMedia.isTypeOf(link.attr("type")))
            .flatMap(link -> address(link).stream())
            .findFirst()
            .orElse(null));
  }

  /** The addresses that a fragment of HTML links with {@code rel="me"}. */
  static List<URI> linksOfMe(String html) {
    return links(Jsoup.parseBodyFragment(html), "me");
  }

  private static Document parse(URI at, byte[] html, @Nullable String charset) {
    try {
      return Jsoup.parse(new ByteArrayInputStream(html), charset, at.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable String title(Document document) {
    Element named = document.selectFirst("meta[property=og:title]");
    String title = named == null ? document.title() : named.attr("content");
    String line = title.replaceAll("\\p{Cntrl}", " ").strip();
    if (line.isEmpty()) {
      return null;
    }
    int end =
        line.offsetByCodePoints(0, Math.min(LONGEST_TITLE, line.codePointCount(0, line.length())));
    return line.substring(0, end);
  }

  private static List<URI> links(Document document, String rel) {
    String holds = "[rel~=(?i)(^|\\s)%s(\\s|$)][href]".formatted(rel);
    return document.select("link" + holds + ", a" + holds).stream()
        .flatMap(link -> address(link).stream())
        .distinct()
        .limit(MOST_LINKS)
        .toList();
  }

  /** Whom an auto-submit link pays stands in it. */
  private static URI profile(URI link) {
    return Submission.of(link).map(Submission::creator).orElse(link);
  }

  private static Optional<URI> address(Element link) {
    try {
      URI uri = new URI(link.absUrl("href"));
      boolean web =
          List.of("http", "https").contains(String.valueOf(uri.getScheme()))
              && uri.getHost() != null
              && uri.getRawUserInfo() == null;
      return web ? Optional.of(uri) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
