package org.farthing.node.guard;

import static org.farthing.node.generated.Tables.DOMAIN_BLOCK;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.farthing.node.generated.enums.DomainBlockSeverity;
import org.farthing.node.generated.tables.records.DomainBlockRecord;
import org.farthing.node.platform.database.Transaction;

/** The rows of the rules for domains. */
final class DomainBlockStore {

  private DomainBlockStore() {}

  static List<DomainRule.Kept> all(Transaction tx) {
    return tx.dsl()
        .selectFrom(DOMAIN_BLOCK)
        .orderBy(DOMAIN_BLOCK.DOMAIN)
        .fetch(DomainBlockStore::rule);
  }

  static Optional<DomainRule> lock(Transaction tx, Domain domain) {
    return tx.dsl()
        .selectFrom(DOMAIN_BLOCK)
        .where(DOMAIN_BLOCK.DOMAIN.eq(domain.name()))
        .forUpdate()
        .fetchOptional(row -> rule(row).rule());
  }

  static void put(Transaction tx, DomainRule rule, Instant at, String by) {
    DomainBlockRecord row = new DomainBlockRecord();
    row.setDomain(rule.domain().name());
    row.setSeverity(DomainBlockSeverity.valueOf(rule.severity().code()));
    row.setPublicComment(rule.publicComment());
    row.setPrivateComment(rule.privateComment());
    row.setChangedAt(at);
    row.setChangedBy(by);
    tx.dsl().insertInto(DOMAIN_BLOCK).set(row).onDuplicateKeyUpdate().set(row).execute();
  }

  static void remove(Transaction tx, Domain domain) {
    tx.dsl().deleteFrom(DOMAIN_BLOCK).where(DOMAIN_BLOCK.DOMAIN.eq(domain.name())).execute();
  }

  private static DomainRule.Kept rule(DomainBlockRecord row) {
    DomainRule rule =
        new DomainRule(
            new Domain(row.getDomain()),
            Severity.valueOf(row.getSeverity().getLiteral().toUpperCase(Locale.ROOT)),
            row.getPublicComment(),
            row.getPrivateComment());
    return new DomainRule.Kept(rule, row.getChangedAt(), row.getChangedBy());
  }
}
