package org.farthing.node.play;

import java.util.List;
import java.util.Map;

/** A JSON value as it stands in a file: numbers as they are written, no field twice. */
sealed interface JsonTree {

  record Text(String value) implements JsonTree {}

  record Numeral(String literal) implements JsonTree {}

  record Items(List<JsonTree> values) implements JsonTree {}

  /** An object, its fields in the order of the file. */
  record Fields(Map<String, JsonTree> values) implements JsonTree {}

  enum Literal implements JsonTree {
    TRUE,
    FALSE,
    NULL
  }
}
