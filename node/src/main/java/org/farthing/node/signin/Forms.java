package org.farthing.node.signin;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.farthing.node.platform.http.Problem;
import org.farthing.protocol.activity.Origin;

/**
 * Reads forms, and tells those of our own pages from those of others. A token is made of the cookie
 * that comes with it, which no other site can read.
 */
final class Forms {

  /** Of a form, in bytes. */
  static final int LARGEST = 64 * 1024;

  /** Of a form that carries another, whose every byte may take three to be told. */
  static final int LARGEST_CARRYING = 4 * LARGEST;

  /** Of a form with a long text in it, whose every character may take twelve bytes to be told. */
  static final int LARGEST_LONG = 10 * LARGEST;

  private static final String TYPE = "application/x-www-form-urlencoded";
  private static final HeaderName FETCH_SITE = HeaderNames.create("Sec-Fetch-Site");
  private static final byte[] USE = "farthing form".getBytes(StandardCharsets.UTF_8);

  private final Origin origin;

  Forms(Origin origin) {
    this.origin = origin;
  }

  /** What a form of ours carries, for a browser that has this cookie. */
  static String token(Secret cookie) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(cookie.text().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(USE));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has HMAC with SHA-256.", e);
    }
  }

  /**
   * Reads a form.
   *
   * @param cookie that the browser has sent, if any
   * @param most bytes
   * @throws Problem {@code cross_site}, {@code unsupported_media_type}, {@code too_large}, {@code
   *     malformed_form}
   */
  Form read(ServerRequest request, Optional<Secret> cookie, int most) {
    requireOwnPage(request);
    String type = request.headers().first(HeaderNames.CONTENT_TYPE).orElse("");
    if (!type.toLowerCase(Locale.ROOT).startsWith(TYPE)) {
      throw new Problem(
          415, "unsupported_media_type", "This is not a form we read", "Send it as " + TYPE + ".");
    }
    Map<String, String> fields = Form.parse(body(request, most));
    String sent = fields.getOrDefault(Form.CSRF, "");
    boolean stale = cookie.filter(it -> isSame(token(it), sent)).isEmpty();
    fields.remove(Form.CSRF);
    return new Form(fields, stale);
  }

  private static boolean isSame(String expected, String sent) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), sent.getBytes(StandardCharsets.UTF_8));
  }

  private static String body(ServerRequest request, int most) {
    if (!request.content().hasEntity()) {
      return "";
    }
    try (InputStream in = request.content().inputStream()) {
      byte[] bytes = in.readNBytes(most + 1);
      if (bytes.length > most) {
        throw new Problem(413, "too_large", "This is too large", "Forms are shorter here.");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Browsers say where a form comes from; what says nothing has its token alone to show. */
  private void requireOwnPage(ServerRequest request) {
    Optional<String> site = header(request, FETCH_SITE);
    boolean own =
        site.isPresent()
            ? site.get().equals("same-origin") || site.get().equals("none")
            : header(request, HeaderNames.ORIGIN).map(it -> isOwn(request, it)).orElse(true);
    if (!own) {
      throw new Problem(
          403,
          "cross_site",
          "This was sent by another site",
          "Nothing was done. If you want it, do it on a page of this node.");
    }
  }

  /** A page without a referrer sends its form with the origin {@code null}. */
  private boolean isOwn(ServerRequest request, String sender) {
    String host = header(request, HeaderNames.HOST).orElse("");
    return sender.equals("null")
        || sender.equals(origin.toString())
        || sender.equals("http://" + host)
        || sender.equals("https://" + host);
  }

  private static Optional<String> header(ServerRequest request, HeaderName name) {
    return request.headers().first(name);
  }
}
