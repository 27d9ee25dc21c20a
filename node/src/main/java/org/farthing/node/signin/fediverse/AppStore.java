package org.farthing.node.signin.fediverse;

import static org.farthing.node.generated.Tables.FEDIVERSE_APP;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.farthing.node.account.NodeSecret;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.Origin;
import org.farthing.protocol.json.Json;
import org.jooq.Record;

/** What this node is registered as at other servers, sealed. */
final class AppStore {

  private static final String ID = "client_id";
  private static final String SECRET = "client_secret";

  private final NodeSecret secret;

  AppStore(NodeSecret secret) {
    this.secret = secret;
  }

  private static String sealedAs(Origin server) {
    return "app at " + server;
  }

  Optional<App> find(Transaction tx, Origin server) {
    return tx.dsl()
        .select(
            FEDIVERSE_APP.CREDENTIALS,
            FEDIVERSE_APP.SCOPE,
            FEDIVERSE_APP.BACK,
            FEDIVERSE_APP.KNOWN_AT)
        .from(FEDIVERSE_APP)
        .where(FEDIVERSE_APP.SERVER.eq(server.toString()))
        .fetchOptional(row -> app(server, row));
  }

  private App app(Origin server, Record row) {
    byte[] plain = secret.open(row.get(FEDIVERSE_APP.CREDENTIALS), sealedAs(server));
    JsonObject credentials = Json.parseObject(plain);
    return new App(
        server,
        credentials.getString(ID),
        credentials.getString(SECRET),
        row.get(FEDIVERSE_APP.SCOPE),
        row.get(FEDIVERSE_APP.BACK),
        row.get(FEDIVERSE_APP.KNOWN_AT));
  }

  /** In the place of what was registered there before. */
  void save(Transaction tx, App app) {
    byte[] plain =
        Json.newObject()
            .add(ID, app.clientId())
            .add(SECRET, app.clientSecret())
            .build()
            .toString()
            .getBytes(StandardCharsets.UTF_8);
    byte[] sealed = secret.seal(plain, sealedAs(app.server()));
    tx.dsl()
        .insertInto(FEDIVERSE_APP)
        .set(FEDIVERSE_APP.SERVER, app.server().toString())
        .set(FEDIVERSE_APP.CREDENTIALS, sealed)
        .set(FEDIVERSE_APP.SCOPE, app.scope())
        .set(FEDIVERSE_APP.BACK, app.back())
        .set(FEDIVERSE_APP.KNOWN_AT, app.knownAt())
        .onDuplicateKeyUpdate()
        .set(FEDIVERSE_APP.CREDENTIALS, sealed)
        .set(FEDIVERSE_APP.SCOPE, app.scope())
        .set(FEDIVERSE_APP.BACK, app.back())
        .set(FEDIVERSE_APP.KNOWN_AT, app.knownAt())
        .execute();
  }

  void known(Transaction tx, Origin server, Instant now) {
    tx.dsl()
        .update(FEDIVERSE_APP)
        .set(FEDIVERSE_APP.KNOWN_AT, now)
        .where(FEDIVERSE_APP.SERVER.eq(server.toString()))
        .execute();
  }

  void delete(Transaction tx, Origin server) {
    tx.dsl().deleteFrom(FEDIVERSE_APP).where(FEDIVERSE_APP.SERVER.eq(server.toString())).execute();
  }
}
