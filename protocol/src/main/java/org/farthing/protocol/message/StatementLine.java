package org.farthing.protocol.message;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.money.Money;
import org.farthing.protocol.money.MoneyFormatException;

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

  /** The line as an object, to be shown with others. */
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

  /**
   * The line as its page carries it, and the leaf of the statement's Merkle tree: canonical JSON
   * (RFC 8785) of {@link #toJson}.
   */
  public byte[] canonicalBytes() {
    LineText text = new LineText();
    text.write(amountMicros, utf8(creator), utf8(donorTag), utf8(flattr), utf8(salt));
    return Arrays.copyOf(text.bytes(), text.length());
  }

  private static byte[] utf8(Object text) {
    return text.toString().getBytes(StandardCharsets.UTF_8);
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
    Fields fields = new Fields(line);
    // An unknown field would be in the leaf, and not in the record.
    Checks.that(FIELDS.containsAll(fields.names()), "", "No fields but those of a line.");
    return new StatementLine(
        fields.activityId("flattr"),
        fields.actorId("creator"),
        fields.text("donorTag"),
        fields.micros("amount"),
        fields.text("salt"));
  }

  /**
   * Reads what {@link #canonicalBytes} writes, and nothing else: what is in the leaf is in the
   * record.
   *
   * @throws ProtocolException when it is anything else
   */
  public static StatementLine parse(byte[] bytes, int from, int to) {
    LineReader line = new LineReader(bytes, from, to);
    long amountMicros = micros(line.value(LineForm.AMOUNT));
    String creator = line.value(LineForm.CREATOR);
    String donorTag = line.value(LineForm.DONOR_TAG);
    String flattr = line.value(LineForm.FLATTR);
    String salt = line.value(LineForm.SALT);
    line.finish();
    return new StatementLine(
        ActivityId.of(flattr), ActorId.of(creator), donorTag, amountMicros, salt);
  }

  private static long micros(String text) {
    try {
      return Money.parseMicros(text);
    } catch (MoneyFormatException e) {
      throw new ProtocolException(e.code(), "Not an amount in micro-units such as \"500000\".");
    }
  }
}
