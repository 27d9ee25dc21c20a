package org.farthing.node.publication;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.farthing.node.platform.http.Problem;
import org.farthing.protocol.activity.Origin;
import org.farthing.protocol.activity.ProtocolException;
import org.jspecify.annotations.Nullable;

/** Reads what creators send: trimmed and in one spelling, or refused at the field at fault. */
final class ContentCheck {

  static final int LONGEST_TITLE = 300;
  private static final int LONGEST_TEXT = 8_000;
  static final int LONGEST_SUMMARY = 500;
  private static final int LONGEST_ALT = 500;
  private static final int LONGEST_URL = 2048;
  private static final int LONGEST_LANGUAGE = 35;
  static final int MOST_TAGS = 10;

  /** As in hashtags of Mastodon: letters, digits and _, and not digits alone. */
  static final Pattern TAG = Pattern.compile("(?=.*[\\p{L}\\p{M}_])[\\p{L}\\p{M}\\p{N}_]{1,50}");

  private ContentCheck() {}

  /**
   * The content as it is stored.
   *
   * @throws Problem 400 {@code malformed_FIELD}, at the field
   */
  static Content checked(Content sent) {
    if (sent.altOrNull() != null && sent.imageOrNull() == null) {
      throw malformed("alt", "It says in words what an image shows, and there is no image.");
    }
    return new Content(
        line("title", sent.title(), LONGEST_TITLE),
        sent.textOrNull() == null ? null : text(sent.textOrNull()),
        optionalLine("summary", sent.summaryOrNull(), LONGEST_SUMMARY),
        tags(sent.tags()),
        sent.languageOrNull() == null ? null : language(sent.languageOrNull()),
        sent.imageOrNull() == null ? null : address(sent.imageOrNull()),
        optionalLine("alt", sent.altOrNull(), LONGEST_ALT),
        sent.listed());
  }

  private static @Nullable String optionalLine(
      String field, @Nullable String valueOrNull, int longest) {
    return valueOrNull == null ? null : line(field, valueOrNull, longest);
  }

  private static String line(String field, String value, int longest) {
    String line = value.strip();
    if (line.isEmpty()
        || line.length() > longest
        || line.codePoints().anyMatch(Character::isISOControl)) {
      throw malformed(field, "It is one line of 1 to " + longest + " characters.");
    }
    return line;
  }

  private static String text(String value) {
    String text = value.replace("\r\n", "\n").strip();
    boolean strange =
        text.codePoints()
            .anyMatch(each -> Character.isISOControl(each) && "\n\t".indexOf(each) < 0);
    if (text.isEmpty() || text.length() > LONGEST_TEXT || strange) {
      throw malformed("text", "It is plain text of 1 to " + LONGEST_TEXT + " characters.");
    }
    return text;
  }

  private static List<String> tags(List<String> sent) {
    if (sent.size() > MOST_TAGS) {
      throw malformed("tags", "There are at most " + MOST_TAGS + " tags.");
    }
    List<String> tags = new ArrayList<>();
    Set<String> known = new HashSet<>();
    for (String each : sent) {
      String tag = each.startsWith("#") ? each.substring(1) : each;
      if (!TAG.matcher(tag).matches()) {
        throw malformed("tags", "A tag is 1 to 50 letters, digits and _, and not digits alone.");
      }
      if (known.add(tag.toLowerCase(Locale.ROOT))) {
        tags.add(tag);
      }
    }
    return tags;
  }

  static String language(String value) {
    try {
      String tag = new Locale.Builder().setLanguageTag(value).build().toLanguageTag();
      if (!value.isEmpty() && tag.length() <= LONGEST_LANGUAGE) {
        return tag;
      }
    } catch (IllformedLocaleException e) {
      // Refused as what is too long is.
    }
    throw malformed("language", "It is a language tag like de or pt-BR (BCP 47).");
  }

  private static String address(String value) {
    try {
      Origin.of(value);
      if (value.length() <= LONGEST_URL) {
        return value;
      }
    } catch (ProtocolException e) {
      // Refused as what is too long is.
    }
    throw malformed(
        "image", "It is an address of at most 2048 characters that begins with https://.");
  }

  static Problem malformed(String field, String detail) {
    return new Problem(
            400, "malformed_" + field, "A field is not of its form", field + ": " + detail)
        .at("/" + field);
  }
}
