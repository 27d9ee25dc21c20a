package org.farthing.model;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractStringAssert;

/** What a line of a report says. */
final class FigureAssertions {

  private FigureAssertions() {}

  static AbstractStringAssert<?> assertField(JsonObject object, String field) {
    return assertThat(object.getString(field)).as(field);
  }

  /** Fields and values, {@code net 5, state CLOSED}. */
  static void assertFields(JsonObject object, String expected) {
    assertThat(
            Arrays.stream(expected.split(", "))
                .map(field -> field.substring(0, field.indexOf(' ')))
                .map(name -> name + " " + object.getString(name))
                .collect(Collectors.joining(", ")))
        .isEqualTo(expected);
  }
}
