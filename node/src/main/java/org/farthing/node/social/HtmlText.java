package org.farthing.node.social;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.farthing.protocol.activity.ProtocolException;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Entities;
import org.jsoup.safety.Cleaner;
import org.jsoup.safety.Safelist;

/** HTML of strangers, cleaned to what Mastodon lets through, so that it can stand on our pages. */
final class HtmlText {

  /** Longer than posts are, and most articles. */
  private static final int LONGEST = 200_000;

  /**
   * A parser opens what was left open anew in each paragraph: more than this is done on purpose.
   */
  private static final int MOST_LEFT_OPEN = 30;

  private static final Pattern FORMATTING =
      Pattern.compile(
          "<(/?)(a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)(?=[\\s/>])",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern CLASS =
      Pattern.compile("(h|p|u|dt|e)-\\S+|mention|hashtag|ellipsis|invisible");

  private static final Set<String> HEADINGS = Set.of("h1", "h2", "h3", "h4", "h5", "h6");

  private static final Safelist ALLOWED =
      Safelist.none()
          .addTags("p", "br", "span", "a", "del", "pre", "code", "em", "strong", "b", "i", "u")
          .addTags("ul", "ol", "li", "blockquote")
          .addAttributes("a", "href", "class")
          .addAttributes("span", "class")
          .addAttributes("ol", "start", "reversed")
          .addAttributes("li", "value")
          .addProtocols("a", "href", "http", "https", "dat", "dweb", "ipfs", "ipns", "ssb")
          .addProtocols("a", "href", "gopher", "xmpp", "magnet", "gemini")
          .addEnforcedAttribute("a", "rel", "nofollow noopener noreferrer");

  private HtmlText() {}

  /**
   * The same content with what is allowed alone.
   *
   * @throws ProtocolException {@code too_large}
   */
  static String clean(String html) {
    if (leavesMuchOpen(html)) {
      return fromPlain(html);
    }
    Document dirty = Jsoup.parseBodyFragment(html);
    for (Element heading : dirty.body().select(String.join(",", HEADINGS))) {
      asParagraph(heading);
    }
    Document clean = new Cleaner(ALLOWED).clean(dirty);
    for (Element element : clean.body().select("[class]")) {
      keepKnownClasses(element);
    }
    for (Element link : clean.body().select("a:not([href])")) {
      link.unwrap();
    }
    clean.outputSettings().prettyPrint(false).escapeMode(Entities.EscapeMode.xhtml);
    return bounded(clean.body().html());
  }

  /** A text of no form as HTML. */
  static String fromPlain(String text) {
    return bounded("<p>" + Entities.escape(text).replace("\n", "<br>") + "</p>");
  }

  /** What people read of it. */
  static String plain(String html) {
    return leavesMuchOpen(html) ? html : Jsoup.parseBodyFragment(html).text();
  }

  private static void asParagraph(Element heading) {
    Element strong = new Element("strong");
    strong.insertChildren(0, heading.childNodes());
    heading.appendChild(strong);
    heading.tagName("p");
  }

  private static void keepKnownClasses(Element element) {
    Set<String> classes = element.classNames();
    classes.removeIf(each -> !CLASS.matcher(each).matches());
    element.classNames(classes);
    if (classes.isEmpty()) {
      element.removeAttr("class");
    }
  }

  /** Whether parsing it could take room out of all proportion to its length. */
  private static boolean leavesMuchOpen(String html) {
    Map<String, Integer> open = new HashMap<>();
    int allOpen = 0;
    Matcher tags = FORMATTING.matcher(html);
    while (tags.find()) {
      String tag = tags.group(2).toLowerCase(Locale.ROOT);
      int ofTag = open.getOrDefault(tag, 0);
      if (tags.group(1).isEmpty()) {
        open.put(tag, ofTag + 1);
        allOpen++;
      } else if (ofTag > 0) {
        open.put(tag, ofTag - 1);
        allOpen--;
      }
      if (allOpen > MOST_LEFT_OPEN) {
        return true;
      }
    }
    return false;
  }

  private static String bounded(String html) {
    if (html.length() > LONGEST) {
      throw new ProtocolException("too_large", "Longer than " + LONGEST + " characters.");
    }
    return html;
  }
}
