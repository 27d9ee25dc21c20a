package org.farthing.node.web.donor;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What another app shares: many put the address of a page into a text about it. */
final class SharedText {

  /** No page needs a longer text to be shared. */
  private static final int LONGEST = 10_000;

  /** Ends before what more likely belongs to the sentence. */
  private static final Pattern ADDRESS =
      Pattern.compile("https?://[^\\s<>\"']*[^\\s<>\"'.,;:!?)\\]]", Pattern.CASE_INSENSITIVE);

  private SharedText() {}

  /** The first address in it. */
  static Optional<String> address(String text) {
    Matcher found = ADDRESS.matcher(text.length() <= LONGEST ? text : text.substring(0, LONGEST));
    return found.find() ? Optional.of(found.group()) : Optional.empty();
  }
}
