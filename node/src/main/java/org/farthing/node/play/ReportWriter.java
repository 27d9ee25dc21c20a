package org.farthing.node.play;

import jakarta.json.Json;
import jakarta.json.stream.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Writes a report as {@code report.json}: whole or not at all. */
public final class ReportWriter {

  private static final int VERSION = 1;

  private final JsonGenerator json;

  private ReportWriter(JsonGenerator json) {
    this.json = json;
  }

  /**
   * Puts the report in the file's place in one step; what stood there before stays until then.
   *
   * @throws IOException when the file cannot be written; then nothing of it is there
   */
  public static void write(Report report, Path file) throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + ".part");
    try {
      try (OutputStream out = Files.newOutputStream(unfinished);
          JsonGenerator json =
              Json.createGeneratorFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true))
                  .createGenerator(out)) {
        new ReportWriter(json).report(report);
      }
      Files.move(
          unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private void report(Report report) {
    json.writeStartObject().write("report", VERSION);
    list("events", report.events(), this::event);
    list("months", report.months(), this::month);
    list("nodes", report.nodes(), this::node);
    json.writeEnd();
  }

  private <T> void list(String name, List<T> items, Consumer<T> fields) {
    json.writeStartArray(name);
    for (T item : items) {
      json.writeStartObject();
      fields.accept(item);
      json.writeEnd();
    }
    json.writeEnd();
  }

  private void amount(String name, long micros) {
    json.write(name, Long.toString(micros));
  }

  private void event(Report.EventOutcome event) {
    json.write("index", event.index()).write("outcome", event.outcome().word());
    event.flattr().ifPresent(id -> json.write("flattr", id));
  }

  private void month(Report.Month month) {
    json.write("month", month.month().toString());
    list("flattrs", month.flattrs(), this::flattr);
    list("donors", month.donors(), this::donor);
    list("creators", month.creators(), this::creator);
    list("statements", month.statements(), this::statement);
    list("nets", month.nets(), this::net);
  }

  private void flattr(Report.Flattr flattr) {
    json.write("id", flattr.id()).write("donor", flattr.donor()).write("thing", flattr.thing());
    flattr
        .creator()
        .ifPresentOrElse(
            creator -> json.write("creator", creator), () -> json.writeNull("creator"));
    json.write("state", flattr.state().word());
    flattr.code().ifPresent(code -> json.write("code", code));
    amount("amount", flattr.amountMicros());
  }

  private void donor(Report.Donor donor) {
    json.write("member", donor.member());
    amount("reserved", donor.reservedMicros());
    amount("given", donor.givenMicros());
    amount("released", donor.releasedMicros());
    amount("fundsAfter", donor.fundsAfterMicros());
  }

  private void creator(Report.Creator creator) {
    json.write("member", creator.member());
    amount("gross", creator.grossMicros());
    amount("fee", creator.feeMicros());
    amount("net", creator.netMicros());
  }

  private void statement(Report.Statement statement) {
    json.write("debtor", statement.debtor())
        .write("creditor", statement.creditor())
        .write("count", statement.count());
    amount("gross", statement.grossMicros());
    json.write("root", statement.root()).write("state", statement.state());
  }

  private void net(Report.Net net) {
    json.write("payer", net.payer()).write("payee", net.payee());
    amount("net", net.netMicros());
    amount("paid", net.paidMicros());
    amount("carried", net.carriedMicros());
    json.write("state", net.state());
  }

  private void node(Report.Node node) {
    json.write("name", node.name());
    amount("bank", node.bankMicros());
    json.writeStartObject("fee");
    amount("pending", node.feePendingMicros());
    amount("available", node.feeAvailableMicros());
    json.writeEnd().write("invariants", node.invariants());
    list("members", node.members(), this::balance);
  }

  private void balance(Report.Balance balance) {
    json.write("member", balance.member());
    amount("funds", balance.fundsMicros());
    amount("pending", balance.pendingMicros());
    amount("available", balance.availableMicros());
  }
}
