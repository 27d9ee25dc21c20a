package org.farthing.protocol.example;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The blocks of JSON on a page; the line before each begins with a link to its file. */
final class ShownExamples {
  private static final Pattern BLOCK = Pattern.compile("(?m)^(.*)\n```json\n((?s:.*?))^```$");
  private static final Pattern LINK = Pattern.compile("\\[[^\\]]+\\]\\((examples/[^)]+)\\).*");

  private ShownExamples() {}

  /**
   * The page with each block as its file has it.
   *
   * @throws IllegalArgumentException when a block names no file that there is
   */
  static String filled(String page, Map<String, String> files) {
    return BLOCK
        .matcher(page)
        .replaceAll(
            block -> {
              String before = block.group(1);
              return Matcher.quoteReplacement(
                  before + "\n```json\n" + files.get(fileOf(before, files)) + "```");
            });
  }

  private static String fileOf(String line, Map<String, String> files) {
    Matcher link = LINK.matcher(line);
    if (!link.matches() || !files.containsKey(link.group(1))) {
      throw new IllegalArgumentException("Which file does the block after this line show? " + line);
    }
    return link.group(1);
  }
}
