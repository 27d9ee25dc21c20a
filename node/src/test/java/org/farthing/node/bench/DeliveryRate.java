package org.farthing.node.bench;

import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.farthing.node.account.ActorKeyRing;
import org.farthing.node.account.KeyFile;
import org.farthing.node.account.NodeSecret;
import org.farthing.node.federation.Federation;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.federation.outbox.Outbox;
import org.farthing.node.federation.outbox.RetrySchedule;
import org.farthing.node.platform.Uuid7;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.EmbeddedMariaDb;
import org.farthing.node.platform.http.AddressRule;
import org.farthing.node.platform.http.GuardedHttpClient;
import org.farthing.node.platform.http.OutboundLimits;
import org.farthing.protocol.activity.Origin;

/**
 * How long 20 activities take to each of 100 inboxes on hosts of their own until 70 of them have
 * all, when the other 30 answer as well, and when they take connections and never answer.
 */
final class DeliveryRate {

  private static final int ACTIVITIES = 20;
  private static final int LIVE = 70;
  private static final int OTHERS = 30;
  private static final int ROUNDS = Integer.getInteger("rounds", 3);

  private final Database database;
  private final Outbox outbox;
  private final LocalIds ids;

  private DeliveryRate(Database database, Outbox outbox, LocalIds ids) {
    this.database = database;
    this.outbox = outbox;
    this.ids = ids;
  }

  public static void main(String[] args) throws Exception {
    Path folder = Files.createTempDirectory("farthing-bench");
    InstantSource system = InstantSource.system();
    LocalIds ids = new LocalIds(Origin.of("http://localhost:1"));
    try (EmbeddedMariaDb server =
            EmbeddedMariaDb.start(EmbeddedMariaDb.Options.in(folder.resolve("mariadb")));
        Database database = Database.open(server.database("bench"), 24);
        GuardedHttpClient client =
            new GuardedHttpClient(AddressRule.LOOPBACK, OutboundLimits.STANDARD)) {
      NodeSecret secret = new KeyFile(folder.resolve("key")).open();
      ActorKeyRing keys = new ActorKeyRing(database, secret, ids, system);
      try (Federation federation =
          new Federation(
              database, ids, keys, client, _ -> false, RetrySchedule.BETWEEN_NODES, system)) {
        federation.start((_, _) -> {});
        new DeliveryRate(database, federation.outbox(), ids).compare();
      }
    }
  }

  private void compare() throws Exception {
    millis(true);
    for (int round = 0; round < ROUNDS; round++) {
      long allLive = millis(true);
      long someSilent = millis(false);
      System.out.printf(
          "all live %d ms, %d silent %d ms: %.2f times (at most 1.3)%n",
          allLive, OTHERS, someSilent, someSilent / (double) allLive);
    }
  }

  private long millis(boolean othersAnswer) throws Exception {
    CountDownLatch arrived = new CountDownLatch(ACTIVITIES * LIVE);
    List<AutoCloseable> servers = new ArrayList<>();
    List<URI> inboxes = new ArrayList<>();
    for (int i = 0; i < LIVE; i++) {
      inboxes.add(live(servers, arrived));
    }
    for (int i = 0; i < OTHERS; i++) {
      inboxes.add(othersAnswer ? live(servers, new CountDownLatch(0)) : silent(servers));
    }
    long began = System.nanoTime();
    for (int i = 0; i < ACTIVITIES; i++) {
      JsonObject message = news();
      database.execute(tx -> outbox.sendAll(tx, message, inboxes));
    }
    arrived.await();
    long millis = (System.nanoTime() - began) / 1_000_000;
    for (AutoCloseable server : servers) {
      server.close();
    }
    return millis;
  }

  private JsonObject news() {
    return Json.createObjectBuilder()
        .add("@context", "https://www.w3.org/ns/activitystreams")
        .add("id", ids.origin() + "/activities/" + Uuid7.next())
        .add("type", "Announce")
        .add("actor", ids.node().toString())
        .add("object", ids.origin() + "/things/1")
        .build();
  }

  private static URI live(List<AutoCloseable> servers, CountDownLatch arrived) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(202, -1);
          exchange.close();
          arrived.countDown();
        });
    server.start();
    servers.add(() -> server.stop(0));
    return inbox(server.getAddress().getPort());
  }

  /** The system takes its connections, and nobody ever reads from them. */
  private static URI silent(List<AutoCloseable> servers) throws IOException {
    ServerSocket socket = new ServerSocket(0, 50, InetAddress.getByName("localhost"));
    servers.add(socket);
    return inbox(socket.getLocalPort());
  }

  private static URI inbox(int port) {
    return URI.create("http://localhost:" + port + "/inbox");
  }
}
