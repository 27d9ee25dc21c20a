package org.farthing.node.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jooq.Field;
import org.jooq.Record1;
import org.jooq.exception.IntegrityConstraintViolationException;
import org.jooq.impl.SQLDataType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class DatabaseTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final Field<Instant> AT =
      field(name("at"), SQLDataType.LOCALDATETIME(6).asConvertedDataType(new InstantBinding()));
  private static final Field<YearMonth> PERIOD =
      field(name("period"), SQLDataType.CHAR(7).asConvertedDataType(new YearMonthConverter()));
  private static final Field<UUID> ID = field(name("id"), SQLDataType.UUID);

  @BeforeAll
  static void createTables() {
    DATABASE
        .get()
        .execute(
            tx -> {
              tx.dsl()
                  .execute(
                      "CREATE TABLE sample (id UUID PRIMARY KEY, at DATETIME(6), period CHAR(7))");
              tx.dsl().execute("CREATE TABLE pot (id INT PRIMARY KEY, amount INT NOT NULL)");
              tx.dsl().execute("INSERT INTO pot VALUES (1, 0), (2, 0)");
            });
  }

  @Test
  void loserOfADeadlockIsRunAgainWhole() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    CyclicBarrier bothHoldOne = new CyclicBarrier(2);

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> both = new ArrayList<>();
      for (int first : List.of(1, 2)) {
        AtomicInteger own = new AtomicInteger();
        both.add(
            threads.submit(
                () ->
                    DATABASE
                        .get()
                        .execute(
                            tx -> {
                              runs.incrementAndGet();
                              raise(tx, first);
                              if (own.incrementAndGet() == 1) {
                                meet(bothHoldOne);
                              }
                              raise(tx, 3 - first);
                            })));
      }
      for (Future<?> each : both) {
        each.get(20, TimeUnit.SECONDS);
      }
    }

    assertThat(runs).hasValueGreaterThanOrEqualTo(3);
    assertThat(amounts()).containsExactly(2, 2);
  }

  private static void raise(Transaction tx, int pot) {
    tx.dsl().execute("UPDATE pot SET amount = amount + 1 WHERE id = ?", pot);
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Integer> amounts() {
    return DATABASE
        .get()
        .read(
            tx ->
                tx.dsl()
                    .fetch("SELECT amount FROM pot ORDER BY id")
                    .getValues(field("amount", Integer.class)));
  }

  @Test
  void actionsRunAfterTheCommitAndOnlyThen() {
    CountDownLatch woken = new CountDownLatch(1);
    UUID id = UUID.randomUUID();
    DATABASE
        .get()
        .execute(
            tx -> {
              tx.dsl().insertInto(table("sample")).set(ID, id).execute();
              tx.afterCommit(woken::countDown);
              assertThat(woken.getCount()).isOne();
            });
    assertThat(woken.getCount()).isZero();

    AtomicInteger neverRun = new AtomicInteger();
    assertThatThrownBy(
            () ->
                DATABASE
                    .get()
                    .execute(
                        tx -> {
                          tx.afterCommit(neverRun::incrementAndGet);
                          tx.dsl().insertInto(table("sample")).set(ID, UUID.randomUUID()).execute();
                          tx.dsl().insertInto(table("sample")).set(ID, id).execute();
                        }))
        .isInstanceOf(IntegrityConstraintViolationException.class);
    assertThat(neverRun).hasValue(0);
  }

  @Test
  void snapshotSeesOneMomentAndOthersSeeTheNext() {
    Database database = DATABASE.get();

    database.snapshot(
        tx -> {
          int before = tx.dsl().fetchCount(table("sample"));
          database.execute(
              other ->
                  other.dsl().insertInto(table("sample")).set(ID, UUID.randomUUID()).execute());
          assertThat(tx.dsl().fetchCount(table("sample"))).isEqualTo(before);
          database.execute(
              other -> assertThat(other.dsl().fetchCount(table("sample"))).isEqualTo(before + 1));
          return before;
        });
  }

  @Test
  void failedWorkLeavesNothing() {
    UUID id = UUID.randomUUID();

    assertThatThrownBy(
            () ->
                DATABASE
                    .get()
                    .execute(
                        tx -> {
                          tx.dsl().insertInto(table("sample")).set(ID, id).execute();
                          throw new IllegalStateException("our own fault");
                        }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(DATABASE.get().<Integer>read(tx -> tx.dsl().fetchCount(table("sample"), ID.eq(id))))
        .isZero();
  }

  @Test
  void instantsMonthsAndIdsComeBackAsTheyWentInWhateverTheTimeZone() {
    TimeZone before = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
      UUID id = UUID.fromString("019a3f5e-7c00-7abc-8def-0123456789ab");
      // Half past two does not exist in Berlin on that day.
      Instant at = Instant.parse("2026-03-29T02:30:00.123456Z");
      YearMonth period = YearMonth.of(2026, 3);

      DATABASE
          .get()
          .execute(
              tx ->
                  tx.dsl()
                      .insertInto(table("sample"), ID, AT, PERIOD)
                      .values(id, at.plusNanos(789), period)
                      .execute());

      DATABASE
          .get()
          .execute(
              tx -> {
                var row =
                    tx.dsl()
                        .select(ID, AT, PERIOD)
                        .from(table("sample"))
                        .where(ID.eq(id), AT.eq(at), PERIOD.eq(period))
                        .fetchSingle();
                assertThat(row.value1()).isEqualTo(id);
                assertThat(row.value2()).isEqualTo(at);
                assertThat(row.value3()).isEqualTo(period);
                assertThat(
                        tx.dsl()
                            .fetchSingle(
                                "SELECT CAST(at AS CHAR), CAST(id AS CHAR) FROM sample WHERE period"
                                    + " IS NOT NULL")
                            .intoMap()
                            .values())
                    .containsExactly("2026-03-29 02:30:00.123456", id.toString());
              });
    } finally {
      TimeZone.setDefault(before);
    }
  }

  @Test
  void versionSevenIdsSortByTime() {
    List<UUID> ids =
        List.of(
            UUID.fromString("01900000-0000-7fff-bfff-ffffffffffff"),
            UUID.fromString("01900000-0001-7000-8000-000000000000"),
            UUID.fromString("01910000-0000-7000-8000-000000000000"),
            UUID.fromString("02000000-0000-7000-8000-000000000000"));
    DATABASE
        .get()
        .execute(
            tx ->
                ids.reversed()
                    .forEach(id -> tx.dsl().insertInto(table("sample")).set(ID, id).execute()));

    List<UUID> sorted =
        DATABASE
            .get()
            .read(
                tx ->
                    tx.dsl()
                        .select(ID)
                        .from(table("sample"))
                        .where(ID.in(ids))
                        .orderBy(ID)
                        .fetch(Record1::value1));

    assertThat(sorted).isEqualTo(ids);
  }

  @Test
  void streamsMoreThanTheHeapHolds() {
    long bytes = Runtime.getRuntime().maxMemory() + (64L << 20);
    long rows = bytes / 10_000;
    AtomicLong seen = new AtomicLong();

    DATABASE
        .get()
        .execute(
            tx ->
                tx.stream(
                    tx.dsl()
                        .select(field("repeat('x', 10000)", String.class))
                        .from("seq_1_to_" + rows),
                    row -> seen.addAndGet(row.value1().length())));

    assertThat(seen).hasValue(rows * 10_000);
  }

  @Test
  void textComparesByBytes() {
    DATABASE
        .get()
        .execute(
            tx -> {
              tx.dsl().execute("CREATE TABLE word (word VARCHAR(9) PRIMARY KEY)");
              tx.dsl().execute("INSERT INTO word VALUES ('cafe'), ('café'), ('Cafe')");
              assertThat(
                      tx.dsl()
                          .fetch("SELECT word FROM word ORDER BY word")
                          .getValues(field("word", String.class)))
                  .containsExactly("Cafe", "cafe", "café");
            });
  }

  @Test
  void schemaNewerThanTheCodeIsRefused() {
    DatabaseAddress address = TestDatabase.address();
    try (Database database = Database.open(address, 2)) {
      database.execute(
          tx ->
              tx.dsl()
                  .execute(
                      "INSERT INTO flyway_schema_history SELECT 99, '9000', 'future', type,"
                          + " 'V9000__future.sql', checksum, installed_by, installed_on,"
                          + " execution_time, 1 FROM flyway_schema_history LIMIT 1"));
    }

    assertThatThrownBy(() -> Database.open(address, 2))
        .isInstanceOf(DatabaseRefused.class)
        .hasMessageContaining("has version 9000, which is newer than this Farthing knows");
  }

  @Test
  void unreachableServerIsRefusedInASentence() {
    DatabaseAddress nowhere =
        new DatabaseAddress(
            "jdbc:mariadb://127.0.0.1:1/node?password=hidden", Map.of("sslMode", "disable"));

    assertThatThrownBy(() -> Database.open(nowhere, 2))
        .isInstanceOf(DatabaseRefused.class)
        .hasMessageStartingWith("The database jdbc:mariadb://127.0.0.1:1/node cannot be reached")
        .hasMessageNotContaining("hidden");
  }
}
