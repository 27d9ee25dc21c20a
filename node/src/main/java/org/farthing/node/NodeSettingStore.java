package org.farthing.node;

import static org.farthing.node.generated.Tables.NODE_SETTING;

import java.util.Optional;
import org.farthing.node.platform.database.Transaction;

/** What a node was set up with, kept with its data. */
final class NodeSettingStore {

  private NodeSettingStore() {}

  static Optional<String> find(Transaction tx, String name) {
    return tx.dsl()
        .select(NODE_SETTING.VALUE)
        .from(NODE_SETTING)
        .where(NODE_SETTING.NAME.eq(name))
        .fetchOptional(NODE_SETTING.VALUE);
  }

  static void set(Transaction tx, String name, String value) {
    tx.dsl()
        .insertInto(NODE_SETTING)
        .columns(NODE_SETTING.NAME, NODE_SETTING.VALUE)
        .values(name, value)
        .onDuplicateKeyUpdate()
        .set(NODE_SETTING.VALUE, value)
        .execute();
  }
}
