package org.farthing.protocol.message;

import jakarta.json.JsonObject;
import java.util.Set;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.json.CanonicalJson;

/**
 * One flattr in a statement. Lines stand in ascending order of flattr id (unsigned UTF-8 bytes),
 * which is their natural order.
 *
 * @param donorTag which donor, for this creditor and month alone; shares of one tag differ by one
 *     micro-unit at most
 * @param amountMicros the share, in micro-units of the statement's currency
 * @param salt keeps a line that is shown to somebody from betraying its neighbours
 */
public record StatementLine(
    ActivityId flattr, ActorId creator, String donorTag, long amountMicros, String salt)
    implements Comparable<StatementLine> {

  private static final Set<String> FIELDS =
      Set.of("flattr", "creator", "donorTag", "amount", "salt");

  public StatementLine {
    Checks.tag("/donorTag", donorTag);
    Checks.that(amountMicros >= 0, "/amount", "No negative amount.");
    Checks.tag("/salt", salt);
  }

  /** The line as its page carries it. */
  public JsonObject toJson() {
    return Wire.JSON
        .createObjectBuilder()
        .add("flattr", flattr.toString())
        .add("creator", creator.toString())
        .add("donorTag", donorTag)
        .add("amount", Long.toString(amountMicros))
        .add("salt", salt)
        .build();
  }

  /** The leaf of the statement's Merkle tree: canonical JSON (RFC 8785) of {@link #toJson}. */
  public byte[] canonicalBytes() {
    return CanonicalJson.of(toJson());
  }

  @Override
  public int compareTo(StatementLine other) {
    return flattr.compareTo(other.flattr);
  }

  /**
   * The line that an object is.
   *
   * @throws ProtocolException when it is none
   */
  public static StatementLine read(JsonObject line) {
    return read(new Fields(line));
  }

  /** Here alone an unknown field is refused: it would be in the leaf, and not in the record. */
  static StatementLine read(Fields line) {
    Checks.that(FIELDS.containsAll(line.names()), "", "No fields but those of a line.");
    return new StatementLine(
        line.activityId("flattr"),
        line.actorId("creator"),
        line.text("donorTag"),
        line.micros("amount"),
        line.text("salt"));
  }
}
