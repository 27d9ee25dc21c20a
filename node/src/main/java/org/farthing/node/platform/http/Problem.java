package org.farthing.node.platform.http;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request that cannot be granted, through the fault of whoever made it. All of it is shown to
 * them: status, code, title, detail and place.
 */
public final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9_]{1,63}");

  private final int status;
  private final String code;
  private final String title;
  private final @Nullable String pointer;
  private final transient Map<String, String> headers;

  /**
   * A problem with no place.
   *
   * @param status 400 to 499, or 503
   * @param code for programs, such as {@code no_means}; never changes once published
   * @param title a few words that are the same each time the code is used
   * @param detail a sentence about this time
   */
  public Problem(int status, String code, String title, String detail) {
    this(status, code, title, detail, null, Map.of());
  }

  private Problem(
      int status,
      String code,
      String title,
      String detail,
      @Nullable String pointer,
      Map<String, String> headers) {
    super(detail, null, false, false);
    if ((status < 400 || status > 499) && status != 503) {
      throw new IllegalArgumentException("not the status of a problem: " + status);
    }
    if (!CODE.matcher(code).matches()) {
      throw new IllegalArgumentException("not a code: " + code);
    }
    this.status = status;
    this.code = code;
    this.title = title;
    this.pointer = pointer;
    this.headers = headers;
  }

  /** The same, with the JSON pointer (RFC 6901) of the value that is at fault. */
  public Problem at(String jsonPointer) {
    return new Problem(status, code, title, detail(), jsonPointer, headers);
  }

  /** The same, with a header that HTTP asks for: {@code Allow}, {@code Retry-After} and such. */
  public Problem with(String header, String value) {
    return new Problem(status, code, title, detail(), pointer, Map.of(header, value));
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }

  public String title() {
    return title;
  }

  public String detail() {
    return String.valueOf(getMessage());
  }

  Map<String, String> headers() {
    return headers;
  }

  public Optional<String> pointer() {
    return Optional.ofNullable(pointer);
  }
}
