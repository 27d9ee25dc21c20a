package org.farthing.node.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.Arrays;
import org.farthing.node.Node;
import org.farthing.node.account.Member;
import org.farthing.node.signin.TestSession;

/**
 * How long the page of a donor with a thousand flattrs lets one wait for its first byte, against
 * that of a donor with none. In turns, over one connection each.
 */
final class DonorPageTime {

  private static final int FLATTRS = Integer.getInteger("flattrs", 1_000);
  private static final int ROUNDS = Integer.getInteger("rounds", 3);
  private static final int PAGES = 200;
  private static final String PATH = "/me";

  private DonorPageTime() {}

  public static void main(String[] args) throws Exception {
    try (BenchNode bench = BenchNode.start(Instant.parse("2026-11-10T12:00:00Z"), 20);
        HttpClient client = HttpClient.newHttpClient()) {
      Member creator = bench.node().members().create("creator", "Creator");
      Member empty = donor(bench.node(), "empty");
      Member busy = donor(bench.node(), "busy");
      for (int i = 0; i < FLATTRS; i++) {
        String url = "https://creator.example/" + i;
        var _ = bench.node().things().register(url, "Thing " + i, creator.id(), creator.name());
        var _ = bench.node().flattrs().record(busy.id(), url, true);
      }
      HttpRequest none = page(bench, empty);
      HttpRequest many = page(bench, busy);
      var _ = median(client, none);
      var _ = median(client, many);
      for (int round = 0; round < ROUNDS; round++) {
        double before = median(client, none);
        double after = median(client, many);
        System.out.printf(
            "no flattr %.2f ms, %d flattrs %.2f ms: %.2f times (at most 3)%n",
            before, FLATTRS, after, after / before);
      }
    }
  }

  private static Member donor(Node node, String name) {
    Member donor = node.members().create(name, name);
    node.deposits().confirm(donor.id().value(), 10_000_000, name);
    node.giving().setBudget(donor.id(), 2_000_000);
    return donor;
  }

  private static HttpRequest page(BenchNode bench, Member member) {
    TestSession session = TestSession.of(bench.address(), bench.node().origin(), member.id());
    return HttpRequest.newBuilder(URI.create(bench.node().origin() + PATH))
        .header("Cookie", session.cookie())
        .header("Accept", "text/html")
        .build();
  }

  /** In milliseconds; the rest of the page is read, but not waited for. */
  private static double median(HttpClient client, HttpRequest page)
      throws IOException, InterruptedException {
    double[] times = new double[PAGES];
    for (int i = 0; i < PAGES; i++) {
      long begun = System.nanoTime();
      var response = client.send(page, BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        int first = body.read();
        times[i] = (System.nanoTime() - begun) / 1e6;
        if (first < 0 || response.statusCode() != 200) {
          throw new IllegalStateException(PATH + " answers " + response.statusCode());
        }
        body.transferTo(OutputStream.nullOutputStream());
      }
    }
    Arrays.sort(times);
    return times[PAGES / 2];
  }
}
