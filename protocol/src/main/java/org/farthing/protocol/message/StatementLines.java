package org.farthing.protocol.message;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ProtocolException;
import org.jspecify.annotations.Nullable;

/**
 * A page of a statement's lines, fetched from where the statement says. It carries no proof: the
 * statement's root covers the lines of all pages together.
 *
 * @param page from 1 on
 * @param nextOrNull where the next page stands, on the same origin as the statement; none on the
 *     last
 * @param lines in ascending order, also from page to page
 */
public record StatementLines(
    ActivityId statement, int page, @Nullable URI nextOrNull, List<StatementLine> lines) {

  /** So many lines stay below the megabyte that a fetch takes, at ids of up to 250 characters. */
  public static final int MOST_LINES = 1_000;

  public StatementLines {
    lines = List.copyOf(lines);
    Checks.range("/page", 1, Integer.MAX_VALUE, page);
    if (nextOrNull != null) {
      Checks.sameOrigin("/next", nextOrNull, statement.origin());
    }
    Checks.range("/lines", 0, MOST_LINES, lines.size());
    for (int place = 1; place < lines.size(); place++) {
      Checks.that(
          lines.get(place - 1).compareTo(lines.get(place)) < 0,
          "/lines/" + place,
          "Lines in ascending order of flattr id, none twice.");
    }
  }

  public Optional<URI> next() {
    return Optional.ofNullable(nextOrNull);
  }

  public JsonObject toDocument() {
    JsonArrayBuilder array = Wire.JSON.createArrayBuilder();
    lines.forEach(line -> array.add(line.toJson()));
    JsonObjectBuilder form =
        Wire.object("StatementLines").add("statement", statement.toString()).add("page", page);
    next().ifPresent(next -> form.add("next", next.toString()));
    return Vocabulary.withContext(form.add("lines", array).build());
  }

  /**
   * The page that a document is; that it is a page of the statement is for the caller to see.
   *
   * @throws ProtocolException when the document is not such a page
   */
  public static StatementLines read(JsonObject document) {
    var form = new Fields(document);
    form.requireType("StatementLines");
    return new StatementLines(
        form.activityId("statement"),
        form.smallInteger("page"),
        form.has("next") ? form.uri("next") : null,
        form.objects("lines", MOST_LINES, StatementLine::read));
  }
}
