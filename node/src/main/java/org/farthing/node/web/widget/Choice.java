package org.farthing.node.web.widget;

import io.helidon.webserver.http.ServerRequest;
import java.util.Set;
import org.farthing.protocol.activity.Origin;

/**
 * What a creator has chosen for a button.
 *
 * @param node its origin
 * @param url of the thing; may be empty, or what is none
 * @param creator their handle
 * @param variant {@code large}, {@code compact} or {@code icon}
 * @param label the button's own text; empty for the usual one
 * @param language of its texts, {@code en} or {@code de}; empty for that of the page
 */
record Choice(
    Origin node,
    String url,
    String creator,
    String title,
    String variant,
    boolean counter,
    String label,
    String language) {

  private static final Set<String> VARIANTS = Set.of("large", "compact", "icon");
  private static final Set<String> LANGUAGES = Set.of("en", "de");
  private static final int LONGEST_TEXT = 300;
  private static final int LONGEST_LABEL = 40;

  /**
   * Reads it from an address; what is not among the choices is as if not chosen.
   *
   * @param creator when none is named
   */
  static Choice of(ServerRequest request, Origin node, String creator) {
    String named = text(request, "creator", LONGEST_TEXT);
    String variant = text(request, "variant", LONGEST_LABEL);
    String language = text(request, "lang", LONGEST_LABEL);
    return new Choice(
        node,
        text(request, "url", Integer.MAX_VALUE),
        named.isEmpty() ? creator : named,
        text(request, "title", LONGEST_TEXT),
        VARIANTS.contains(variant) ? variant : "large",
        request.query().contains("counter"),
        text(request, "label", LONGEST_LABEL),
        LANGUAGES.contains(language) ? language : "");
  }

  private static String text(ServerRequest request, String name, int most) {
    String text = request.query().first(name).asOptional().orElse("").strip();
    return text.length() <= most ? text : text.substring(0, most);
  }

  boolean hasThing() {
    return Wanted.isWebAddress(url);
  }

  /** The plain link that the button is made of. */
  String link() {
    return link(Wanted.encoded(url));
  }

  /**
   * The same of another thing.
   *
   * @param encodedUrl as it stands in a query, or what makes it on the creator's own site
   */
  String link(String encodedUrl) {
    return node
        + HomewardRoutes.PATH
        + "?url="
        + encodedUrl
        + (creator.isEmpty() ? "" : "&creator=" + Wanted.encoded(creator));
  }

  String shownLabel() {
    return label.isEmpty() ? "Flattr" : label;
  }

  /** The member's name when the creator is one of this node; empty otherwise. */
  String member() {
    String handle = creator.startsWith("@") ? creator.substring(1) : creator;
    String suffix = "@" + node.authority();
    return handle.endsWith(suffix) ? handle.substring(0, handle.length() - suffix.length()) : "";
  }
}
