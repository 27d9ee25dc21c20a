package org.farthing.node.federation.actor;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.nodes.Entities;

/**
 * Turns the plain text of members into HTML that others take as it is. All of the text is escaped;
 * the only elements are {@code p}, {@code br} and {@code a}, which Mastodon lets through.
 */
final class PlainText {

  /** Up to what cannot be in an address, without the mark that ends a sentence. */
  private static final Pattern ADDRESS =
      Pattern.compile("https?://[^\\s<>\"'`]*[^\\s<>\"'`.,;:!?)\\]]");

  private PlainText() {}

  /** Empty lines end a paragraph, others become breaks; addresses become links. */
  static String paragraphs(String text) {
    if (text.isBlank()) {
      return "";
    }
    return List.of(text.strip().split("\\n\\s*\\n")).stream()
        .map(each -> "<p>" + linked(each, "nofollow noopener").replace("\n", "<br>") + "</p>")
        .collect(Collectors.joining());
  }

  /** One line; an address that fills it says that its owner is the same person. */
  static String line(String text) {
    return linked(text, ADDRESS.matcher(text).matches() ? "me nofollow noopener" : "nofollow");
  }

  private static String linked(String text, String rel) {
    StringBuilder html = new StringBuilder();
    int end = 0;
    Matcher matcher = ADDRESS.matcher(text);
    while (matcher.find()) {
      MatchResult address = matcher.toMatchResult();
      html.append(Entities.escape(text.substring(end, address.start())));
      String escaped = Entities.escape(address.group());
      html.append("<a href=\"%s\" rel=\"%s\">%s</a>".formatted(escaped, rel, escaped));
      end = address.end();
    }
    return html.append(Entities.escape(text.substring(end))).toString();
  }
}
