package org.farthing.node.web.widget;

import java.util.List;
import java.util.Locale;
import org.farthing.node.web.widget.ButtonReleases.Release;
import org.farthing.protocol.activity.Origin;
import org.jsoup.nodes.Entities;

/**
 * Lines to copy to a site of some kind.
 *
 * @param key of the text that says what for
 * @param textKey of the one that says where to put them
 */
record Snippet(String key, String textKey, String code) {

  /** For all kinds of sites that we know. */
  static List<Snippet> of(Choice choice, Release release) {
    return List.of(
        new Snippet(
            "widget.for.html",
            "widget.for.html.text",
            script(choice, release) + "\n\n" + button(choice)),
        new Snippet("widget.for.evidence", "widget.for.evidence.text", evidence(choice)),
        new Snippet("widget.for.wordpress", "widget.for.wordpress.text", wordPress(choice)),
        new Snippet(
            "widget.for.hugo",
            "widget.for.hugo.text",
            button(choice, "{{ .Permalink | urlquery }}")),
        new Snippet(
            "widget.for.jekyll",
            "widget.for.jekyll.text",
            button(choice, "{{ page.url | absolute_url | cgi_escape }}")),
        new Snippet(
            "widget.for.eleventy",
            "widget.for.eleventy.text",
            button(choice, "{{ page.url | htmlBaseUrl(site.url) | urlencode }}")),
        new Snippet("widget.for.react", "widget.for.react.text", react(choice)),
        new Snippet("widget.for.markdown", "widget.for.markdown.text", markdown(choice)),
        new Snippet("widget.for.feeds", "widget.for.feeds.text", feeds(choice)));
  }

  /** The room of the button is kept before it is there, so that nothing moves. */
  private static String script(Choice choice, Release release) {
    return """
    <script type="module" src="%s"
      integrity="%s" crossorigin></script>
    <style>flattr-button:not(:defined) { display: inline-block; vertical-align: middle; %s }</style>\
    """
        .formatted(choice.node() + release.path(), release.integrity(), room(choice));
  }

  /** As the element itself keeps it. */
  private static String room(Choice choice) {
    String width =
        switch (choice.variant()) {
          case "compact" -> choice.counter() ? "8.5rem" : "5.5rem";
          case "icon" -> choice.counter() ? "5.75rem" : "44px";
          default -> choice.counter() ? "10.5rem" : "7.5rem";
        };
    String height = choice.variant().equals("compact") ? "28px" : "44px";
    return "min-inline-size: %s; min-block-size: %s".formatted(width, height);
  }

  static String button(Choice choice) {
    return """
    <flattr-button%s>
      <a href="%s">%s</a>
    </flattr-button>\
    """
        .formatted(
            attributes(choice) + attribute("thing-title", choice.title()),
            Entities.escape(choice.link()),
            Entities.escape(choice.shownLabel()));
  }

  /**
   * Of whatever page a site's generator makes; its title is that of the page. What somebody has
   * typed for the button is no code of the template.
   */
  private static String button(Choice choice, String encodedUrl) {
    return """
    <flattr-button%s>
      <a href="%s">%s</a>
    </flattr-button>\
    """
        .formatted(
            withoutBraces(attributes(choice)),
            Entities.escape(choice.link("URL")).replace("url=URL", "url=" + encodedUrl),
            withoutBraces(Entities.escape(choice.shownLabel())));
  }

  private static String withoutBraces(String html) {
    return html.replace("{", "&#123;").replace("}", "&#125;");
  }

  private static String attributes(Choice choice) {
    return attribute("variant", choice.variant().equals("large") ? "" : choice.variant())
        + (choice.counter() ? " counter" : "")
        + attribute("label", choice.label())
        + attribute("lang", choice.language());
  }

  private static String attribute(String name, String value) {
    return value.isEmpty() ? "" : " %s=\"%s\"".formatted(name, Entities.escape(value));
  }

  /** What shows that the page is the creator's; without it a flattr waits. */
  private static String evidence(Choice choice) {
    String handle = choice.creator();
    String profile =
        choice.member().isEmpty()
            ? ""
            : """
            <link rel="payment" href="%s/users/%s" title="Flattr">
            """
                .formatted(choice.node(), Entities.escape(choice.member()));
    return profile
        + "<meta name=\"fediverse:creator\" content=\"%s\">".formatted(Entities.escape(handle));
  }

  private static String wordPress(Choice choice) {
    return """
    add_filter( 'the_content', function ( $content ) {
      if ( ! is_singular() ) {
        return $content;
      }
      $url = rawurlencode( get_permalink() );
      return $content . '<p>%s</p>';
    } );
    add_action( 'wp_head', function () {
      wp_print_script_tag( array( 'type' => 'module', 'src' => '%s/widget/flattr-button.js' ) );
    } );\
    """
        .formatted(
            button(choice, "URL")
                .replace("\\", "\\\\")
                .replace("'", "\\'")
                .replace("url=URL", "url=' . $url . '"),
            choice.node());
  }

  private static String react(Choice choice) {
    return """
    import 'flattr-button';

    export const Flattr = ({ url }) => (
      <flattr-button%s>
        <a href={`%s`}>%s</a>
      </flattr-button>
    );\
    """
        .formatted(
            attributes(choice),
            choice.link("${encodeURIComponent(url)}").replace("`", "%60"),
            withoutBraces(Entities.escape(choice.shownLabel())));
  }

  private static String markdown(Choice choice) {
    return "[![Flattr](%s%s?url=%s)](%s)"
        .formatted(choice.node(), BadgeRoutes.PATH, Wanted.encoded(choice.url()), choice.link());
  }

  private static String feeds(Choice choice) {
    String link = Entities.escape(choice.link());
    return """
    Atom, in <entry>:
    <link rel="payment" type="text/html" title="Flattr" href="%1$s"/>

    RSS, in <item>, with xmlns:atom="http://www.w3.org/2005/Atom" on <rss>:
    <atom:link rel="payment" type="text/html" title="Flattr" href="%1$s"/>\
    """
        .formatted(link);
  }

  /** For donors: flattrs the page that they look at, on this node. */
  static String bookmarklet(Origin node) {
    return String.format(
        Locale.ROOT,
        "javascript:location.href='%s/flattr?url='+encodeURIComponent(location.href)"
            + "+'&title='+encodeURIComponent(document.title)",
        node);
  }
}
