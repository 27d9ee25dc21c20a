package org.farthing.node.web.text;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.farthing.node.audit.AuditLog;
import org.farthing.node.audit.Mandate;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.http.Problem;

/** What admins have written in place of the texts that come with Farthing. Thread-safe. */
public final class Texts {

  /** In characters. */
  public static final int LONGEST = 50_000;

  private final Database database;
  private final AuditLog audit;
  private final InstantSource calendar;

  public Texts(Database database, AuditLog audit, InstantSource calendar) {
    this.database = database;
    this.audit = audit;
    this.calendar = calendar;
  }

  /** What an admin wrote, and when. */
  public record Written(String body, Instant changedAt) {}

  /** Empty while it is the one that comes with Farthing. */
  public Optional<Written> find(NodeText text) {
    return database.read(tx -> TextStore.find(tx, text));
  }

  /**
   * Writes a text; nothing is recorded when that changes nothing.
   *
   * @param body plain text; empty to go back to the text that comes with Farthing
   * @throws Problem {@code malformed_text}
   */
  public void write(NodeText text, String body, Mandate mandate) {
    String written = checked(body);
    database.execute(
        tx -> {
          String before = TextStore.lock(tx, text).map(Written::body).orElse("");
          if (before.equals(written)) {
            return;
          }
          if (written.isEmpty()) {
            TextStore.delete(tx, text);
          } else {
            Instant now = calendar.instant().truncatedTo(ChronoUnit.MICROS);
            TextStore.save(tx, text, new Written(written, now));
          }
          audit.record(tx, mandate, "text-change", "node:text:" + text.id(), List.of());
        });
  }

  private static String checked(String body) {
    String text = body.replace("\r\n", "\n").strip();
    boolean isPlain =
        text.chars().allMatch(c -> c == '\n' || c == '\t' || !Character.isISOControl(c));
    if (!isPlain || text.length() > LONGEST) {
      throw new Problem(
              400,
              "malformed_text",
              "Not a text",
              "A text is plain text of at most " + LONGEST + " characters.")
          .at("/body");
    }
    return text;
  }
}
