package org.farthing.protocol.message;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.YearMonth;
import java.util.regex.Pattern;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.Origin;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * What the values of messages keep to. A pointer says where the value stands on the wire, from the
 * object that the checked record is written as.
 */
final class Checks {

  private static final int LONGEST_THING = 2048;

  /** The largest integer that JSON carries safely (RFC 8259, section 6). */
  static final long LARGEST_INTEGER = (1L << 53) - 1;

  private static final YearMonth FIRST_PERIOD = YearMonth.of(2000, 1);
  private static final YearMonth LAST_PERIOD = YearMonth.of(2199, 12);
  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_-]{1,100}");
  private static final Pattern RAIL = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
  private static final Pattern REFERENCE = Pattern.compile("[ -~]{1,35}");
  private static final int LONGEST_DETAIL = 1_000;

  private Checks() {}

  static ProtocolException malformed(String pointer, String expected) {
    return new ProtocolException("malformed", expected).under(pointer);
  }

  static void that(boolean kept, String pointer, String expected) {
    if (!kept) {
      throw malformed(pointer, expected);
    }
  }

  /** That the message's id is its author's to give, and its time is one of our age. */
  static void envelope(ActivityId id, ActorId actor, Instant published) {
    sameOrigin("/id", id, actor.origin());
    that(
        !published.isBefore(EARLIEST) && published.isBefore(LATEST),
        "/published",
        "A time from 2000 to 2199.");
  }

  /** FEP-fe34: only the origin of an id can vouch for what it names. */
  static void sameOrigin(String pointer, ActivityId id, Origin origin) {
    sameOrigin(pointer, id.origin(), origin);
  }

  static void sameOrigin(String pointer, URI uri, Origin origin) {
    sameOrigin(pointer, web(pointer, uri), origin);
  }

  /**
   * What can be flattred: any http or https URL with an authority, taken to the letter. Unlike an
   * id it is never resolved by what it says, so that it may hold a user or a name beyond ASCII.
   */
  static void thing(String pointer, URI uri) {
    boolean web =
        "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
    if (!web || uri.getRawAuthority() == null || uri.toString().length() > LONGEST_THING) {
      throw new ProtocolException("malformed_id", "Not an absolute http or https address.")
          .under(pointer);
    }
  }

  /** The origin of a web address; anything else is {@code malformed_id}. */
  static Origin web(String pointer, URI uri) {
    try {
      return Origin.of(uri);
    } catch (ProtocolException e) {
      throw e.under(pointer);
    }
  }

  private static void sameOrigin(String pointer, Origin one, Origin other) {
    if (!one.equals(other)) {
      throw new ProtocolException("origin_mismatch", "Not of the origin " + other + ".")
          .under(pointer);
    }
  }

  /** That the message's actor is the party whose word it is. */
  static void spokenBy(ActorId party, ActorId actor) {
    if (!actor.equals(party)) {
      throw new ProtocolException("wrong_actor", "Only " + party + " can say this.")
          .under("/actor");
    }
  }

  /** That donor and creator are two of the node's own members. */
  static void ownParties(ActorId node, ActorId creator, @Nullable ActorId donor) {
    sameOrigin("/creator", creator.uri(), node.origin());
    if (donor != null) {
      sameOrigin("/donor", donor.uri(), node.origin());
      that(!donor.equals(creator), "/donor", "Another than the creator.");
    }
  }

  static void period(String pointer, YearMonth period) {
    that(
        !period.isBefore(FIRST_PERIOD) && !period.isAfter(LAST_PERIOD),
        pointer,
        "A month from 2000-01 to 2199-12.");
  }

  static void digest(String pointer, String digest) {
    that(DIGEST.matcher(digest).matches(), pointer, "64 lower-case hexadecimal digits.");
  }

  static void range(String pointer, long least, long most, long value) {
    that(
        value >= least && value <= most, pointer, "An integer from " + least + " to " + most + ".");
  }

  static void notNegative(String pointer, Money amount) {
    that(amount.micros() >= 0, pointer, "No negative amount.");
  }

  /** An opaque token: 1 to 100 characters of base64url. */
  static void tag(String pointer, String tag) {
    that(TAG.matcher(tag).matches(), pointer, "1 to 100 of A-Z, a-z, 0-9, _ and -.");
  }

  static void rail(String pointer, String rail) {
    that(RAIL.matcher(rail).matches(), pointer, "1 to 40 of a-z, 0-9 and -.");
  }

  /** What fits the remittance text of a bank transfer. */
  static void reference(String pointer, String reference) {
    that(REFERENCE.matcher(reference).matches(), pointer, "1 to 35 printable ASCII characters.");
  }

  /** A text for people. */
  static void detail(String pointer, String detail) {
    that(
        detail.length() <= LONGEST_DETAIL && StandardCharsets.UTF_8.newEncoder().canEncode(detail),
        pointer,
        "A text of at most " + LONGEST_DETAIL + " characters.");
  }
}
