package org.farthing.node.play;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import jakarta.json.Json;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.List;
import org.farthing.node.play.Report.FlattrState;
import org.farthing.node.play.Report.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportWriterTest {

  private static final Report REPORT =
      new Report(
          List.of(
              new Report.EventOutcome(0, Outcome.RECORDED, "http://a.example/flattrs/1"),
              new Report.EventOutcome(1, Outcome.BUDGET_SET, null)),
          List.of(
              new Report.Month(
                  YearMonth.of(2026, 10),
                  List.of(
                      new Report.Flattr(
                          "http://a.example/flattrs/1",
                          "al@a",
                          "https://x.example/?x=ü",
                          "bo@b",
                          FlattrState.COUNTED,
                          null,
                          500_000),
                      new Report.Flattr(
                          "http://a.example/flattrs/2",
                          "al@a",
                          "https://x.example/2",
                          null,
                          FlattrState.UNCLAIMED,
                          "unknown_creator",
                          0)),
                  List.of(new Report.Donor("al@a", 2_000_000, 500_000, 1_500_000, 9_500_000)),
                  List.of(new Report.Creator("bo@b", 500_000, 50_000, 450_000)),
                  List.of(new Report.Statement("a", "b", 1, 500_000, "00ff", "AGREED")),
                  List.of(new Report.Net("a", "b", 500_000, 0, 500_000, "CARRIED")))),
          List.of(
              new Report.Node(
                  "b", 0, 50_000, 0, "ok", List.of(new Report.Balance("bo@b", 0, 450_000, 0)))));

  @Test
  void reportHasTheFormOfTheSpecification(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("report.json");

    ReportWriter.write(REPORT, file);

    assertThat(json(Files.readString(file)))
        .isEqualTo(
            json(
                """
                {"report": 1,
                 "events": [{"index": 0, "outcome": "recorded", "flattr": "http://a.example/flattrs/1"},
                            {"index": 1, "outcome": "budget_set"}],
                 "months": [{"month": "2026-10",
                   "flattrs": [
                     {"id": "http://a.example/flattrs/1", "donor": "al@a", "thing": "https://x.example/?x=ü",
                      "creator": "bo@b", "state": "counted", "amount": "500000"},
                     {"id": "http://a.example/flattrs/2", "donor": "al@a", "thing": "https://x.example/2",
                      "creator": null, "state": "unclaimed", "code": "unknown_creator", "amount": "0"}],
                   "donors": [{"member": "al@a", "reserved": "2000000", "given": "500000",
                               "released": "1500000", "fundsAfter": "9500000"}],
                   "creators": [{"member": "bo@b", "gross": "500000", "fee": "50000", "net": "450000"}],
                   "statements": [{"debtor": "a", "creditor": "b", "count": 1, "gross": "500000",
                                   "root": "00ff", "state": "AGREED"}],
                   "nets": [{"payer": "a", "payee": "b", "net": "500000", "paid": "0",
                             "carried": "500000", "state": "CARRIED"}]}],
                 "nodes": [{"name": "b", "bank": "0", "fee": {"pending": "50000", "available": "0"},
                            "invariants": "ok",
                            "members": [{"member": "bo@b", "funds": "0", "pending": "450000",
                                         "available": "0"}]}]}
                """));
  }

  @Test
  void newReportTakesThePlaceOfTheOldAndLeavesNothingBeside(@TempDir Path folder)
      throws IOException {
    Path file = Files.writeString(folder.resolve("report.json"), "old");

    ReportWriter.write(REPORT, file);

    assertThat(file).content().startsWith("{").contains("\n");
    assertThat(folder).isDirectoryContaining(path -> path.equals(file));
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void codeGoesWithUnclaimedAlone() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Report.Flattr(
                    "id", "al@a", "https://x.example/", null, FlattrState.UNDONE, "late", 0));
  }

  private static JsonValue json(String text) {
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      return reader.readValue();
    }
  }
}
