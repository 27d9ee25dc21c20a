package org.farthing.protocol.signature;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code name="value"} list of a draft-cavage {@code Signature} header (section 4.1). */
final class CavageParameters {
  // Neither loop can give back what it took, so hostile input costs linear time.
  private static final Pattern PARAMETER =
      Pattern.compile("\\s*+([a-zA-Z]++)=(?:\"([^\"\\\\]*+)\"|([0-9]++))\\s*+(,|$)");

  private final Map<String, String> values;

  private CavageParameters(Map<String, String> values) {
    this.values = values;
  }

  static CavageParameters parse(String header) {
    Map<String, String> values = new LinkedHashMap<>();
    Matcher matcher = PARAMETER.matcher(header);
    int position = 0;
    while (position < header.length()) {
      if (!matcher.region(position, header.length()).lookingAt()) {
        throw new MalformedSignature("The Signature header is no list of parameters");
      }
      String value = matcher.group(2) == null ? matcher.group(3) : matcher.group(2);
      if (values.put(matcher.group(1), value) != null) {
        throw new MalformedSignature("A parameter of the Signature header stands twice");
      }
      position = matcher.end();
    }
    return new CavageParameters(values);
  }

  Optional<String> find(String name) {
    return Optional.ofNullable(values.get(name));
  }

  String get(String name) {
    return find(name)
        .orElseThrow(() -> new MalformedSignature("The Signature header lacks " + name));
  }
}
