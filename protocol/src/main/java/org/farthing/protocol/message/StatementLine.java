package org.farthing.protocol.message;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.money.Money;
import org.farthing.protocol.money.MoneyFormatException;
import org.jspecify.annotations.Nullable;

/**
 * One flattr, gift or correction in a statement. Lines stand in ascending order of flattr id
 * (unsigned UTF-8 bytes), which is their natural order.
 *
 * @param flattr the flattr or gift; of a correction, that which it makes up for
 * @param donorTag which donor, for this creditor and month alone; shares of one tag differ by one
 *     micro-unit at most, which says nothing of gifts and corrections
 * @param amountMicros the share, the gift, or what a correction adds, in micro-units of the
 *     statement's currency
 * @param salt keeps a line that is shown to somebody from betraying its neighbours
 * @param correctsOrNull the statement of an earlier month that a correction makes up for; of no
 *     other line
 */
public record StatementLine(
    ActivityId flattr,
    ActorId creator,
    String donorTag,
    long amountMicros,
    String salt,
    Kind kind,
    @Nullable ActivityId correctsOrNull)
    implements Comparable<StatementLine> {

  private static final Set<String> FIELDS =
      Set.of("flattr", "creator", "donorTag", "amount", "salt", "kind", "corrects");

  /** What a line is; on the wire in lower case, and not said of a flattr. */
  public enum Kind {
    /** A share of a budget. */
    FLATTR,
    /** An amount beside the budgets. */
    GIFT,
    /** What a statement of an earlier month has left out. */
    CORRECTION
  }

  public StatementLine {
    Checks.tag("/donorTag", donorTag);
    Checks.that(amountMicros >= 0, "/amount", "No negative amount.");
    Checks.tag("/salt", salt);
    Checks.that(
        (kind == Kind.CORRECTION) == (correctsOrNull != null),
        "/corrects",
        "With a correction and only there.");
  }

  /** The line of a flattr. */
  public StatementLine(
      ActivityId flattr, ActorId creator, String donorTag, long amountMicros, String salt) {
    this(flattr, creator, donorTag, amountMicros, salt, Kind.FLATTR, null);
  }

  /** The statement that a correction makes up for. */
  public Optional<ActivityId> corrects() {
    return Optional.ofNullable(correctsOrNull);
  }

  /** The line as an object, to be shown with others. */
  public JsonObject toJson() {
    JsonObjectBuilder line =
        Wire.JSON
            .createObjectBuilder()
            .add("flattr", flattr.toString())
            .add("creator", creator.toString())
            .add("donorTag", donorTag)
            .add("amount", Long.toString(amountMicros))
            .add("salt", salt);
    if (kind != Kind.FLATTR) {
      line.add("kind", Wire.code(kind));
    }
    corrects().ifPresent(statement -> line.add("corrects", statement.toString()));
    return line.build();
  }

  /**
   * The line as its page carries it, and the leaf of the statement's Merkle tree: canonical JSON
   * (RFC 8785) of {@link #toJson}.
   */
  public byte[] canonicalBytes() {
    LineText text = new LineText();
    byte[] to = utf8(creator);
    byte[] tag = utf8(donorTag);
    byte[] id = utf8(flattr);
    switch (kind) {
      case FLATTR -> text.write(amountMicros, to, tag, id, utf8(salt));
      case GIFT -> text.writeGift(amountMicros, to, tag, id, utf8(salt));
      case CORRECTION ->
          text.writeCorrection(
              amountMicros, utf8(corrects().orElseThrow()), to, tag, id, utf8(salt));
    }
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
    // Unlike elsewhere: an unknown field would be in the leaf, and not in the record; one that is
    // null would be in a proof, and bound by nothing.
    Checks.that(FIELDS.containsAll(fields.names()), "", "No fields but those of a line.");
    Checks.that(fields.names().stream().allMatch(fields::has), "", "No field that is null.");
    return new StatementLine(
        fields.activityId("flattr"),
        fields.actorId("creator"),
        fields.text("donorTag"),
        fields.micros("amount"),
        fields.text("salt"),
        fields.has("kind") ? kind(fields) : Kind.FLATTR,
        fields.has("corrects") ? fields.activityId("corrects") : null);
  }

  private static Kind kind(Fields fields) {
    Kind kind = fields.code("kind", Kind.class);
    Checks.that(kind != Kind.FLATTR, "/kind", "Not said of a flattr.");
    return kind;
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
    @Nullable ActivityId corrects =
        line.comesNext(LineForm.CORRECTS) ? ActivityId.of(line.value(LineForm.CORRECTS)) : null;
    String creator = line.value(LineForm.CREATOR);
    String donorTag = line.value(LineForm.DONOR_TAG);
    String flattr = line.value(LineForm.FLATTR);
    Kind kind = kind(line);
    String salt = line.value(LineForm.SALT);
    line.finish();
    return new StatementLine(
        ActivityId.of(flattr), ActorId.of(creator), donorTag, amountMicros, salt, kind, corrects);
  }

  private static Kind kind(LineReader line) {
    if (line.passes(LineForm.GIFT)) {
      return Kind.GIFT;
    }
    return line.passes(LineForm.CORRECTION) ? Kind.CORRECTION : Kind.FLATTR;
  }

  private static long micros(String text) {
    try {
      return Money.parseMicros(text);
    } catch (MoneyFormatException e) {
      throw new ProtocolException(e.code(), "Not an amount in micro-units such as \"500000\".");
    }
  }
}
