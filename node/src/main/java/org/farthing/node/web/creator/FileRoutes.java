package org.farthing.node.web.creator;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.farthing.node.account.MemberId;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.flattr.ThingAddresses;
import org.farthing.node.platform.http.HttpServer;
import org.farthing.node.platform.http.Problem;
import org.farthing.node.proof.ProofRoutes;
import org.farthing.node.proof.Proofs;
import org.farthing.node.settlement.Earnings;
import org.farthing.node.signin.Visitors;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ProtocolException;

/** What a creator takes home: all that came in as a table, and the proof of a flattr. */
final class FileRoutes implements HttpService {

  private static final String AS_FLATTR_HAD_IT = IncomeRoutes.HOME + "/revenue.csv";
  private static final String DETAILED = IncomeRoutes.HOME + "/revenue-detailed.csv";
  private static final String PROOF = IncomeRoutes.MONTHS + "/{month}/proof";

  private final Visitors visitors;
  private final LocalIds ids;
  private final Earnings earnings;
  private final Proofs proofs;

  FileRoutes(Visitors visitors, LocalIds ids, Earnings earnings, Proofs proofs) {
    this.visitors = visitors;
    this.ids = ids;
    this.earnings = earnings;
    this.proofs = proofs;
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get(AS_FLATTR_HAD_IT, this::asFlattrHadIt)
        .any(AS_FLATTR_HAD_IT, HttpServer.only("GET"))
        .get(DETAILED, this::detailed)
        .any(DETAILED, HttpServer.only("GET"))
        .get(PROOF, this::proof)
        .any(PROOF, HttpServer.only("GET"));
  }

  /** Writes a month after the other, so that it holds one of them at a time. */
  private interface Table {
    void month(Writer out, YearMonth month, List<Earnings.FromNodeForThing> rows)
        throws IOException;
  }

  private void asFlattrHadIt(ServerRequest request, ServerResponse response) {
    FlattrTable table = new FlattrTable(new ThingAddresses(ids.origin()));
    write(request, response, "flattr-revenue", FlattrTable.HEAD, table::month);
  }

  private void detailed(ServerRequest request, ServerResponse response) {
    DetailedTable table = new DetailedTable(visitors.frame(request).currency());
    write(request, response, "revenue", DetailedTable.HEAD, table::month);
  }

  private void write(
      ServerRequest request, ServerResponse response, String name, String head, Table table) {
    MemberId creator = visitors.require(request).id();
    Optional<YearMonth> only = request.query().first("month").asOptional().map(IncomeRoutes::month);
    List<YearMonth> months =
        earnings.months(creator).keySet().stream()
            .filter(month -> only.isEmpty() || only.get().equals(month))
            .toList();
    String file = only.map(month -> name + "-" + month).orElse(name) + ".csv";
    file(response, "text/csv; charset=utf-8", file);
    try (Writer out =
        new BufferedWriter(
            new OutputStreamWriter(response.outputStream(), StandardCharsets.UTF_8))) {
      out.write(head);
      for (YearMonth month : months) {
        table.month(out, month, earnings.detailed(creator, month));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void proof(ServerRequest request, ServerResponse response) {
    MemberId creator = visitors.require(request).id();
    ActivityId flattr = flattr(request.query().first("flattr").asOptional().orElse(""));
    byte[] proof = proofs.received(creator, flattr);
    file(response, ProofRoutes.MEDIA_TYPE, "proof.json");
    response.send(proof);
  }

  private static ActivityId flattr(String text) {
    try {
      return ActivityId.of(text);
    } catch (ProtocolException e) {
      throw new Problem(404, "unknown_flattr", "Unknown flattr", "You have no such flattr.");
    }
  }

  private static void file(ServerResponse response, String type, String name) {
    response
        .header(HeaderNames.CONTENT_TYPE, type)
        .header(HeaderNames.CACHE_CONTROL, "no-store")
        .header(HeaderNames.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"");
  }
}
