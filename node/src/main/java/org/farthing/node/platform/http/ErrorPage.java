package org.farthing.node.platform.http;

import io.helidon.webserver.http.ServerRequest;

/** How an error is shown to people; the node's own look is put in here. */
@FunctionalInterface
public interface ErrorPage {
  /**
   * The whole HTML document.
   *
   * @param code as programs get it, by which a title can be found in another language
   * @param title and {@code detail}: plain English text, to be escaped
   */
  String render(ServerRequest request, int status, String code, String title, String detail);

  /** A page without any look. */
  static ErrorPage plain() {
    return (_, _, _, title, detail) ->
        """
        <!doctype html>
        <html lang="en">
        <head><meta charset="utf-8"><title>%1$s</title></head>
        <body><h1>%1$s</h1><p>%2$s</p></body>
        </html>
        """
            .formatted(escape(title), escape(detail));
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
