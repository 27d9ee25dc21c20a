package org.farthing.protocol.message;

import java.util.Optional;
import org.farthing.protocol.activity.ActivityId;
import org.jspecify.annotations.Nullable;

/**
 * One point in which a creditor differs from a statement.
 *
 * @param flattrOrNull the line in dispute; none when count, sum or root do not fit the lines
 * @param amountMicros what the statement has for the line, in micro-units; 0 when it has no such
 *     line, or the dispute is about the whole
 * @param detail for people, at most 1 000 characters
 * @param evidenceOrNull what shows it; none where the statement's own lines do, or where the log
 *     does, by having nothing of the flattr
 */
public record Dispute(
    @Nullable ActivityId flattrOrNull,
    Code code,
    long amountMicros,
    String detail,
    @Nullable Evidence evidenceOrNull) {

  public Dispute {
    Checks.that(amountMicros >= 0, "/amount", "No negative amount.");
    Checks.that(
        amountMicros == 0 || flattrOrNull != null, "/amount", "An amount is that of a line.");
    Checks.detail("/detail", detail);
    Checks.that(
        evidenceOrNull == null || flattrOrNull != null, "/evidence", "Evidence is of a line.");
  }

  /** Without evidence. */
  public Dispute(@Nullable ActivityId flattrOrNull, Code code, long amountMicros, String detail) {
    this(flattrOrNull, code, amountMicros, detail, null);
  }

  /** About something that is in no line, or about the whole. */
  public Dispute(@Nullable ActivityId flattrOrNull, Code code, String detail) {
    this(flattrOrNull, code, 0, detail);
  }

  public Optional<ActivityId> flattr() {
    return Optional.ofNullable(flattrOrNull);
  }

  public Optional<Evidence> evidence() {
    return Optional.ofNullable(evidenceOrNull);
  }

  /** The kinds of difference; on the wire in lower case. */
  public enum Code {
    /** Receipted, and not in the statement. */
    MISSING,
    /** More than once in the statement. */
    DUPLICATE,
    /** In the statement, and not receipted. */
    UNKNOWN,
    /** In the statement, though it came at or after the cut-off, and was refused for it. */
    LATE,
    /** Shares of one donor differ, or sums do not fit. */
    AMOUNT,
    /** The lines do not give the root. */
    SIGNATURE,
    /** Made under another policy than the creditor's of that month. */
    POLICY,
    /** Receipted, and held back by the creditor's admin while fraud is looked into. */
    FRAUD_HOLD
  }
}
