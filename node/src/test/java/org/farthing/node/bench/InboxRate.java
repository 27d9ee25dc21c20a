package org.farthing.node.bench;

import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import org.farthing.node.Node;
import org.farthing.node.account.Member;
import org.farthing.node.interop.FedifyServer;
import org.farthing.protocol.activity.ActorId;

/**
 * What an inbox takes in a second, against that of a Fedify server on the same machine in the same
 * run: Likes as fediverse servers send them (draft-cavage, RSA-2048), verified, durably stored and
 * answered; and flattrs with the proofs of their donors, verified and recorded, their receipts
 * stored with the deliveries of these. Over 8 connections that are kept alive; keys are known.
 */
final class InboxRate {

  private static final Instant NOW = Instant.parse("2026-11-10T12:00:00Z");
  private static final int ACTORS = 8;
  private static final int ROUNDS = Integer.getInteger("rounds", 6);
  private static final int LIKES = Integer.getInteger("likes", 8_000);
  private static final int FEDIFY_LIKES = Integer.getInteger("fedifyLikes", 1_500);
  private static final int FLATTRS = Integer.getInteger("flattrs", 12_000);

  /** More than there are flattrs for each donor. */
  private static final int THINGS = 1_000 + (ROUNDS * FLATTRS) / ACTORS;

  private final BenchPeer peer;
  private final BenchNode bench;
  private final URI inbox;
  private final URI fedify;
  private final ActorId creator;
  private int sent;
  private int flattred;

  private InboxRate(BenchPeer peer, BenchNode bench, URI fedify) {
    this.peer = peer;
    this.bench = bench;
    this.inbox = bench.node().origin().resolve("/inbox");
    this.fedify = fedify.resolve("/inbox");
    this.creator = receivingCreator(bench.node());
  }

  public static void main(String[] args) throws Exception {
    if (Boolean.getBoolean("alone")) {
      flattrsAlone();
      return;
    }
    try (BenchPeer peer = BenchPeer.start(ACTORS);
        BenchNode bench = BenchNode.start(NOW, 24);
        FedifyServer fedify = FedifyServer.start()) {
      InboxRate rate = new InboxRate(peer, bench, fedify.origin());
      rate.warmUp();
      for (int round = 0; round < ROUNDS; round++) {
        rate.round();
      }
    }
  }

  /** What a change to the code is measured by: nothing but flattrs, beside nobody. */
  private static void flattrsAlone() throws Exception {
    try (BenchPeer peer = BenchPeer.start(ACTORS);
        BenchNode bench = BenchNode.start(NOW, 24)) {
      InboxRate rate = new InboxRate(peer, bench, bench.node().origin().resolve("/"));
      rate.flattrs(1);
      rate.flattrs(4_000);
      for (int round = 0; round < ROUNDS; round++) {
        System.out.printf("%-8s %6.0f / s%n", "flattrs", rate.flattrs(FLATTRS));
      }
    }
  }

  /** Whoever receives gives, too. */
  private static ActorId receivingCreator(Node node) {
    Member bob = node.members().create("bob", "Bob");
    Member other = node.members().create("other", "Other");
    node.deposits().confirm(bob.id().value(), 10_000_000, "bob");
    node.giving().setBudget(bob.id(), 2_000_000);
    node.things().register("https://other.example/", null, other.id(), other.name());
    node.flattrs().record(bob.id(), "https://other.example/", false);
    for (int i = 0; i < THINGS; i++) {
      node.things().register(Clicks.url(i), null, bob.id(), bob.name());
    }
    return node.ids().member("bob");
  }

  private void warmUp() throws Exception {
    likes(inbox, 4_000);
    likes(fedify, 600);
    // The first one has this node ask the other how much of their log it knows.
    flattrs(1);
    flattrs(4_000);
  }

  private void round() throws Exception {
    Posts.Result before = likes(fedify, FEDIFY_LIKES);
    List<byte[]> ready = signedLikes(inbox, LIKES);
    CpuTimes began = CpuTimes.of(bench);
    Posts.Result likes = Posts.send(inbox, ready);
    awaitHandled();
    sayCpu("like", CpuTimes.of(bench).minus(began), LIKES);
    double flattrs = flattrs(FLATTRS);
    Posts.Result after = likes(fedify, FEDIFY_LIKES);
    say("Fedify", before);
    say("likes", likes);
    System.out.printf("%-8s %6.0f / s%n", "flattrs", flattrs);
    say("Fedify", after);
    double theirs = (before.perSecond() + after.perSecond()) / 2;
    System.out.printf(
        "likes %.1f times (at least 5), p99 %.1f to %.1f ms (below), flattrs %.1f times (at least"
            + " 3)%n",
        likes.perSecond() / theirs,
        likes.p99Millis(),
        Math.min(before.p99Millis(), after.p99Millis()),
        flattrs / theirs);
  }

  private static void say(String what, Posts.Result result) {
    System.out.printf(
        "%-8s %6.0f / s, p99 %.1f ms%n", what, result.perSecond(), result.p99Millis());
  }

  private Posts.Result likes(URI to, int number) throws Exception {
    Posts.Result result = Posts.send(to, signedLikes(to, number));
    if (to.equals(inbox)) {
      awaitHandled();
    }
    return result;
  }

  private List<byte[]> signedLikes(URI to, int number) {
    List<byte[]> requests = peer.likes(to, sent, number);
    sent += number;
    return requests;
  }

  private static void sayCpu(String what, CpuTimes used, int number) {
    System.out.printf(
        "CPU for each %s: node and client %d, database %d µs%n",
        what, used.processNanos() / number / 1000, used.databaseNanos() / number / 1000);
  }

  /**
   * A second, until all of them are recorded and their answers stored, which are delivered
   * afterwards: the other node, too, would share this machine.
   */
  private double flattrs(int number) throws Exception {
    List<byte[]> requests =
        peer.flattrs(inbox, creator, YearMonth.of(2026, 11), NOW, flattred, number);
    flattred += number;
    long counted = count("received_flattr where state = 'counted'");
    long deliveries = count("delivery");
    peer.holdBack(true);
    CpuTimes cpu = CpuTimes.of(bench);
    long began = System.nanoTime();
    Posts.send(inbox, requests);
    awaitHandled();
    long nanos = System.nanoTime() - began;
    sayCpu("flattr", CpuTimes.of(bench).minus(cpu), number);
    if (count("received_flattr where state = 'counted'") - counted != number
        || count("delivery") - deliveries < number) {
      throw new IllegalStateException("Not all flattrs were recorded and answered.");
    }
    peer.holdBack(false);
    awaitDelivered();
    return number * 1e9 / nanos;
  }

  private void awaitHandled() throws InterruptedException {
    while (bench.node().backlog().inbound() > 0) {
      Thread.sleep(2);
    }
  }

  private void awaitDelivered() throws InterruptedException {
    while (!bench.node().backlog().isEmpty()) {
      int _ = bench.node().deliveries().retry(peer.host(), _ -> {});
      Thread.sleep(200);
    }
  }

  private long count(String table) throws Exception {
    try (Connection connection = bench.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select count(*) from " + table)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
