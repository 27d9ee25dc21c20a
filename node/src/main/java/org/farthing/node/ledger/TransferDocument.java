package org.farthing.node.ledger;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Map;
import org.farthing.protocol.json.Json;

/** A transfer as a seal's digest takes it in (docs/protocol/transparency.md). */
final class TransferDocument {

  private TransferDocument() {}

  /**
   * All of a row.
   *
   * @param codes of accounts, by id; one that is not there makes a document of its own
   */
  static JsonObject of(StoredTransfer row, Map<Long, String> codes) {
    JsonObjectBuilder document =
        Json.newObject()
            .add("sequence", row.sequence())
            .add("id", row.id().toString())
            .add("kind", row.kind())
            .add("debit", code(row.debit(), codes))
            .add("credit", code(row.credit(), codes))
            .add("amount", Long.toString(row.amountMicros()))
            .add("code", row.code())
            .add("reference", row.reference())
            .add("bookedAt", row.bookedAt().toString());
    if (row.pendingId() != null) {
      document.add("pending", row.pendingId().toString());
    }
    if (row.period() != null) {
      document.add("period", row.period().toString());
    }
    return document.build();
  }

  private static String code(long account, Map<Long, String> codes) {
    return codes.getOrDefault(account, "unknown:" + account);
  }
}
