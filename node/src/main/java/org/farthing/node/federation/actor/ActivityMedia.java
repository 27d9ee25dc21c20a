package org.farthing.node.federation.actor;

import io.helidon.http.HttpMediaType;
import java.util.List;
import java.util.Locale;

/** The media types of ActivityStreams. */
public final class ActivityMedia {

  /** What documents are sent as. */
  public static final String TYPE = "application/activity+json";

  /** What is asked for when documents are fetched. */
  public static final String ACCEPT =
      TYPE + ", application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\"";

  private ActivityMedia() {}

  /** Whether a document sent with this {@code Content-Type} is one of ActivityStreams. */
  public static boolean isTypeOf(String contentType) {
    String type = contentType.strip().toLowerCase(Locale.ROOT);
    int end = type.indexOf(';');
    String bare = end < 0 ? type : type.substring(0, end).strip();
    return bare.equals(TYPE)
        || (bare.equals("application/ld+json")
            && type.contains("https://www.w3.org/ns/activitystreams"));
  }

  /**
   * Whether whoever accepts these wants the document rather than a page for people: it must be
   * named, and not be liked less than a page that is named too.
   */
  public static boolean isWanted(List<HttpMediaType> accepted) {
    double document = liking(accepted, "activity+json", "ld+json");
    return document > 0 && document >= liking(accepted, "html", "xhtml+xml");
  }

  private static double liking(List<HttpMediaType> accepted, String subtype, String other) {
    return accepted.stream()
        .filter(each -> each.subtype().equals(subtype) || each.subtype().equals(other))
        .mapToDouble(HttpMediaType::qualityFactor)
        .max()
        .orElse(0);
  }
}
