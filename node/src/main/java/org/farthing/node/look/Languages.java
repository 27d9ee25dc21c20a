package org.farthing.node.look;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.Optional;

/** In which language a page speaks: what its visitor chose, else what their browser prefers. */
public final class Languages {

  /** All that there are texts in; the first is spoken to whoever prefers none of them. */
  public static final List<Locale> ALL = List.of(Locale.ENGLISH, Locale.GERMAN);

  /** The cookie of a choice; it holds a language tag and says nothing else of anybody. */
  public static final String COOKIE = "farthing-language";

  /** A browser names a handful; more are somebody's attempt to keep us busy. */
  private static final int LONGEST_HEADER = 200;

  private Languages() {}

  /** The language of that tag, if there are texts in it. */
  public static Optional<Locale> named(String tag) {
    return ALL.stream().filter(each -> each.toLanguageTag().equals(tag)).findFirst();
  }

  /** The language that a visitor has chosen in this browser. */
  public static Optional<Locale> chosen(ServerRequest request) {
    return request.headers().cookies().first(COOKIE).asOptional().flatMap(Languages::named);
  }

  /** The language that a visitor is spoken to. */
  public static Locale of(ServerRequest request) {
    return chosen(request)
        .orElseGet(
            () -> preferred(request.headers().first(HeaderNames.ACCEPT_LANGUAGE).orElse("")));
  }

  /** The best for an {@code Accept-Language}, RFC 9110, section 12.5.4; nonsense prefers none. */
  static Locale preferred(String header) {
    if (header.isBlank() || header.length() > LONGEST_HEADER) {
      return ALL.getFirst();
    }
    try {
      Locale found = Locale.lookup(LanguageRange.parse(header), ALL);
      return found == null ? ALL.getFirst() : found;
    } catch (IllegalArgumentException e) {
      return ALL.getFirst();
    }
  }
}
