package org.farthing.node.web.text;

import static org.farthing.node.generated.Tables.NODE_TEXT;

import java.util.Optional;
import org.farthing.node.generated.tables.records.NodeTextRecord;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.web.text.Texts.Written;

/** The rows of the texts that admins wrote. */
final class TextStore {

  private TextStore() {}

  static Optional<Written> find(Transaction tx, NodeText text) {
    return tx.dsl()
        .selectFrom(NODE_TEXT)
        .where(NODE_TEXT.NAME.eq(text.id()))
        .fetchOptional(TextStore::written);
  }

  static Optional<Written> lock(Transaction tx, NodeText text) {
    return tx.dsl()
        .selectFrom(NODE_TEXT)
        .where(NODE_TEXT.NAME.eq(text.id()))
        .forUpdate()
        .fetchOptional(TextStore::written);
  }

  private static Written written(NodeTextRecord row) {
    return new Written(row.getBody(), row.getChangedAt());
  }

  static void save(Transaction tx, NodeText text, Written written) {
    NodeTextRecord row = new NodeTextRecord();
    row.setName(text.id());
    row.setBody(written.body());
    row.setChangedAt(written.changedAt());
    tx.dsl().insertInto(NODE_TEXT).set(row).onDuplicateKeyUpdate().set(row).execute();
  }

  static void delete(Transaction tx, NodeText text) {
    tx.dsl().deleteFrom(NODE_TEXT).where(NODE_TEXT.NAME.eq(text.id())).execute();
  }
}
