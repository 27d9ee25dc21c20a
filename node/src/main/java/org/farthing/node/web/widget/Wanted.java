package org.farthing.node.web.widget;

import io.helidon.webserver.http.ServerRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.farthing.node.platform.http.Problem;
import org.farthing.node.signin.Form;
import org.farthing.node.web.donor.ReturnAddress;

/**
 * What a link or a button of another site asks for. Nothing of it is believed: it is handed on to
 * the page that asks, which looks for itself whose the thing is.
 *
 * @param url a web address
 * @param title as the link says; may be empty
 * @param creator a handle, as the link says; may be empty
 * @param onSuccess where to go once it is flattred; empty when nowhere
 * @param onCancel where to go otherwise; empty when nowhere
 */
record Wanted(String url, String title, String creator, String onSuccess, String onCancel) {

  private static final int LONGEST_URL = 2048;
  private static final int LONGEST_TITLE = 300;
  private static final int LONGEST_HANDLE = 320;

  /** What servers take for a request's first line is often not more than 8 KiB. */
  private static final int LONGEST_QUERY = 7_000;

  static Wanted of(ServerRequest request) {
    return of(name -> request.query().first(name).asOptional().orElse("").strip());
  }

  static Wanted of(Form form) {
    return of(form::text);
  }

  /** Reads what is asked for by its names. */
  @FunctionalInterface
  private interface Fields {
    String text(String name);
  }

  private static Wanted of(Fields fields) {
    return of(
        fields.text("url"),
        fields.text("title"),
        fields.text("creator"),
        fields.text("on-success"),
        fields.text("on-cancel"));
  }

  /**
   * What is asked for, cut to what can be shown; ways back that are none are left out.
   *
   * @throws Problem {@code malformed_url}
   */
  static Wanted of(String url, String title, String creator, String onSuccess, String onCancel) {
    if (!isWebAddress(url)) {
      throw new Problem(
          400,
          "malformed_url",
          "This link names nothing to flattr",
          "What can be flattred has an address that begins with https:// and has at most 2048"
              + " characters. Tell whoever made the link.");
    }
    return new Wanted(
        url,
        cut(title, LONGEST_TITLE),
        cut(creator, LONGEST_HANDLE),
        wayBack(onSuccess),
        wayBack(onCancel));
  }

  static boolean isWebAddress(String text) {
    try {
      URI uri = new URI(text);
      boolean web =
          "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
      return web && uri.getHost() != null && text.length() <= LONGEST_URL;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most);
  }

  private static String wayBack(String text) {
    return ReturnAddress.of(text).map(it -> it.uri().toString()).orElse("");
  }

  /** What it is called where nothing better is known. */
  String shownTitle() {
    return title.isEmpty() ? url : title;
  }

  /** To which site one gets back; empty when to none. */
  String site() {
    return ReturnAddress.of(onCancel).map(ReturnAddress::host).orElse("");
  }

  /** The page of this node that asks for the visitor's own. */
  String from() {
    return "/flattr/from?" + query();
  }

  /** The page of this node that asks whether to flattr it. */
  String confirm() {
    return "/flattr?" + query();
  }

  private String query() {
    String needed = "url=" + encoded(url) + field("creator", creator);
    String whole =
        needed
            + field("title", title)
            + field("on-success", onSuccess)
            + field("on-cancel", onCancel);
    return whole.length() <= LONGEST_QUERY ? whole : needed;
  }

  private static String field(String name, String value) {
    return value.isEmpty() ? "" : "&" + name + "=" + encoded(value);
  }

  /** What stands for the names in an intent's template (FEP-3b86). */
  Map<String, String> values() {
    return Map.of(
        "object", url,
        "title", title,
        "creator", creator,
        "on-success", onSuccess,
        "on-cancel", onCancel);
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
