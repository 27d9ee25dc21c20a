package org.farthing.node.signin;

import static org.farthing.node.generated.Tables.FEDIVERSE_VISIT;

import java.time.Instant;
import java.util.Optional;
import org.farthing.node.generated.enums.FediverseVisitStage;
import org.farthing.node.platform.database.Transaction;
import org.jooq.Condition;

/** Visits of strangers and members to the servers of their accounts, sealed. */
final class FediverseVisitStore {

  /** How far somebody is. */
  enum Stage {
    /** On their way to the other server. */
    AWAY,
    /** Back, as an account that no member here has. */
    BACK
  }

  /** In the place of what was begun in the same browser and is at the same stage. */
  void insert(
      Transaction tx,
      byte[] hash,
      Stage stage,
      byte[] browser,
      byte[] details,
      Instant now,
      Instant expires) {
    tx.dsl().deleteFrom(FEDIVERSE_VISIT).where(FEDIVERSE_VISIT.EXPIRES_AT.le(now)).execute();
    tx.dsl()
        .deleteFrom(FEDIVERSE_VISIT)
        .where(FEDIVERSE_VISIT.BROWSER.eq(browser), FEDIVERSE_VISIT.STAGE.eq(stored(stage)))
        .execute();
    tx.dsl()
        .insertInto(FEDIVERSE_VISIT)
        .set(FEDIVERSE_VISIT.HASH, hash)
        .set(FEDIVERSE_VISIT.STAGE, stored(stage))
        .set(FEDIVERSE_VISIT.BROWSER, browser)
        .set(FEDIVERSE_VISIT.DETAILS, details)
        .set(FEDIVERSE_VISIT.EXPIRES_AT, expires)
        .execute();
  }

  Optional<byte[]> find(Transaction tx, byte[] hash, Stage stage, byte[] browser, Instant now) {
    return tx.dsl()
        .select(FEDIVERSE_VISIT.DETAILS)
        .from(FEDIVERSE_VISIT)
        .where(isGood(hash, stage, browser, now))
        .fetchOptional(FEDIVERSE_VISIT.DETAILS);
  }

  /** Returns whether it was good until now. */
  boolean redeem(Transaction tx, byte[] hash, Stage stage, byte[] browser, Instant now) {
    return tx.dsl().deleteFrom(FEDIVERSE_VISIT).where(isGood(hash, stage, browser, now)).execute()
        == 1;
  }

  private static Condition isGood(byte[] hash, Stage stage, byte[] browser, Instant now) {
    return FEDIVERSE_VISIT
        .HASH
        .eq(hash)
        .and(FEDIVERSE_VISIT.STAGE.eq(stored(stage)))
        .and(FEDIVERSE_VISIT.BROWSER.eq(browser))
        .and(FEDIVERSE_VISIT.EXPIRES_AT.gt(now));
  }

  private static FediverseVisitStage stored(Stage stage) {
    return switch (stage) {
      case AWAY -> FediverseVisitStage.away;
      case BACK -> FediverseVisitStage.back;
    };
  }
}
