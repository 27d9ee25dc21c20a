package org.farthing.protocol.message;

import jakarta.json.JsonObjectBuilder;
import java.time.YearMonth;
import java.util.Locale;
import java.util.Optional;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.json.CanonicalJson;
import org.jspecify.annotations.Nullable;

/**
 * One place in a pair's log of a month: what the creator's node has answered with that sequence, as
 * far as both nodes can tell it from the answer.
 *
 * @param sequence from 1 on, without gaps
 * @param digestOrNull that of the Like, of a receipt; none of an undo
 */
public record LogEntry(
    long sequence, Kind kind, ActivityId flattr, @Nullable String digestOrNull, YearMonth period) {

  /** What an entry says of its flattr. */
  public enum Kind {
    /** It counts. */
    RECEIPT,
    /** It counted, and is taken back. */
    UNDO
  }

  public LogEntry {
    Checks.range("/sequence", 1, Checks.LARGEST_INTEGER, sequence);
    Checks.period("/period", period);
    Checks.that(
        (kind == Kind.RECEIPT) == (digestOrNull != null),
        "/digest",
        "With a receipt and only there.");
    if (digestOrNull != null) {
      Checks.digest("/digest", digestOrNull);
    }
  }

  /** The place that an answer takes; none for what was never counted. */
  public static Optional<LogEntry> of(FlattrAnswer answer) {
    return switch (answer) {
      case FlattrAnswer.Receipt it ->
          Optional.of(
              new LogEntry(it.sequence(), Kind.RECEIPT, it.flattr(), it.digest(), it.period()));
      case FlattrAnswer.UndoReceipt it when it.sequence() > 0 ->
          Optional.of(new LogEntry(it.sequence(), Kind.UNDO, it.flattr(), null, it.period()));
      case FlattrAnswer.UndoReceipt _, FlattrAnswer.Waiting _, FlattrAnswer.Refusal _ ->
          Optional.empty();
    };
  }

  /**
   * The leaf of the log's Merkle tree: canonical JSON (RFC 8785) of {@code {digest, flattr, kind,
   * period, sequence}}, the kind {@code receipt} or {@code undo}, the digest only of a receipt.
   */
  public byte[] canonicalBytes() {
    JsonObjectBuilder leaf =
        Wire.JSON
            .createObjectBuilder()
            .add("flattr", flattr.toString())
            .add("kind", kind.name().toLowerCase(Locale.ROOT))
            .add("period", period.toString())
            .add("sequence", sequence);
    if (digestOrNull != null) {
      leaf.add("digest", digestOrNull);
    }
    return CanonicalJson.of(leaf.build());
  }
}
