package org.farthing.node.ledger;

import static java.util.Objects.requireNonNull;
import static org.farthing.node.generated.Tables.PLAY_ROW;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.json.Json;
import org.jspecify.annotations.Nullable;

/** The transfers of the books in play money, as they stand in the archive (ADR 35). */
final class PlayTransferStore {

  private static final DateTimeFormatter STORED =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS");

  private PlayTransferStore() {}

  /** Adds the codes of the archived accounts: no account has a number that another one had. */
  static void addCodes(Transaction tx, Map<Long, String> codes) {
    stream(
        tx,
        "ledger_account",
        row -> codes.put(row.getJsonNumber("id").longValue(), row.getString("code")));
  }

  /** In the order of their sequences. */
  static void stream(Transaction tx, Consumer<StoredTransfer> reader) {
    stream(tx, "ledger_transfer", row -> reader.accept(transfer(row)));
  }

  private static void stream(Transaction tx, String table, Consumer<JsonObject> reader) {
    tx.stream(
        tx.dsl()
            .select(PLAY_ROW.CONTENT)
            .from(PLAY_ROW)
            .where(PLAY_ROW.TABLE_NAME.eq(table))
            .orderBy(PLAY_ROW.ID),
        row ->
            reader.accept(
                Json.parseObject(
                    requireNonNull(row.get(PLAY_ROW.CONTENT)).getBytes(StandardCharsets.UTF_8))));
  }

  private static StoredTransfer transfer(JsonObject row) {
    String pending = textOrNull(row, "pending_id");
    String period = textOrNull(row, "period");
    return new StoredTransfer(
        row.getJsonNumber("sequence").longValue(),
        UUID.fromString(row.getString("id")),
        row.getString("kind"),
        pending == null ? null : UUID.fromString(pending),
        row.getJsonNumber("debit_account").longValue(),
        row.getJsonNumber("credit_account").longValue(),
        row.getJsonNumber("amount_micros").longValue(),
        row.getString("code"),
        row.getString("reference"),
        period == null ? null : YearMonth.parse(period),
        instant(row.getString("booked_at")),
        null);
  }

  private static @Nullable String textOrNull(JsonObject row, String column) {
    return row.isNull(column) ? null : row.getString(column);
  }

  private static Instant instant(String stored) {
    return LocalDateTime.parse(stored, STORED).toInstant(ZoneOffset.UTC);
  }
}
