package org.farthing.node.publication;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Plain text as HTML: paragraphs, line breaks and links, and nothing else. */
public final class PlainText {

  private static final Pattern PARAGRAPHS = Pattern.compile("\n\\s*\n");

  /** Ends before what more likely belongs to the sentence. */
  private static final Pattern LINK =
      Pattern.compile("https?://[^\\s<>\"']*[^\\s<>\"'.,;:!?)\\]]", Pattern.CASE_INSENSITIVE);

  private PlainText() {}

  /** All that is markup in the text is shown as it is written. */
  public static String toHtml(String text) {
    StringBuilder html = new StringBuilder();
    for (String paragraph : PARAGRAPHS.split(text, -1)) {
      html.append("<p>").append(linked(paragraph).replace("\n", "<br>")).append("</p>");
    }
    return html.toString();
  }

  /** A link to an address, shown as it is. */
  static String link(String url) {
    String escaped = escape(url);
    return "<a href=\"" + escaped + "\" rel=\"nofollow noopener\">" + escaped + "</a>";
  }

  private static String linked(String text) {
    StringBuilder html = new StringBuilder();
    Matcher link = LINK.matcher(text);
    int end = 0;
    while (link.find()) {
      html.append(escape(text.substring(end, link.start()))).append(link(link.group()));
      end = link.end();
    }
    return html.append(escape(text.substring(end))).toString();
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
