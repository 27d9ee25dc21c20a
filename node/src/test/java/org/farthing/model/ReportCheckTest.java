package org.farthing.model;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.farthing.model.ScenarioGenerator.Size;
import org.junit.jupiter.api.Test;

class ReportCheckTest {

  private static final Pattern FIGURE = Pattern.compile("(?<=:)\"[0-9]+\"");
  private static final Pattern WORD =
      Pattern.compile("(?<=\"(?:outcome|state|code|invariants)\":)\"[a-zA-Z_]+\"");

  private static final Size MIDDLING = new Size(5, 30, 30, 300, 3);

  @Test
  void modelsOwnReportsAddUpWhateverIsPlayed() {
    for (long seed = 0; seed < 100; seed++) {
      String scenario = ScenarioGenerator.scenario(seed);

      assertThat(ReportCheck.differences(scenario, report(scenario))).as("seed " + seed).isEmpty();
    }
  }

  @Test
  void everyFigureThatIsOffIsNamed() {
    String scenario = ScenarioGenerator.scenario(7, new Size(3, 10, 10, 60, 2));
    String report = report(scenario);

    for (MatchResult figure : FIGURE.matcher(report).results().toList()) {
      String off = "\"" + (Long.parseLong(figure.group().replace("\"", "")) + 1) + "\"";
      String changed = report.substring(0, figure.start()) + off + report.substring(figure.end());
      assertThat(ReportCheck.differences(scenario, changed)).as(changed).isNotEmpty();
    }
  }

  @Test
  void everyWordThatIsOffIsNamed() {
    String scenario = ScenarioGenerator.scenario(8, new Size(3, 10, 10, 60, 2));
    String report = report(scenario);

    for (MatchResult word : WORD.matcher(report).results().toList()) {
      String changed =
          report.substring(0, word.start()) + "\"other\"" + report.substring(word.end());
      assertThat(ReportCheck.differences(scenario, changed)).as(changed).isNotEmpty();
    }
  }

  @Test
  void differenceNamesPlaceExpectationAndFinding() {
    Micro micro =
        Micro.months("2026-10")
            .node("a", 1000, "1.00")
            .member("al@a", "5.00", "2.00")
            .member("cy@a", "0.00", "0.00")
            .thing("t", "cy@a")
            .flattr("2026-10-01", "al@a", "t");
    // The fee: in the creator's month and among the node's.
    String report = micro.play().report().toString().replace("\"200000\"", "\"200001\"");

    assertThat(ReportCheck.differences(micro.scenario(), report))
        .contains(
            "months[2026-10].creators[cy@a].fee: expected \"200000\", found \"200001\"",
            "nodes[a].fee.available: expected \"200000\", found \"200001\"",
            "sum of 2026-10 cy@a fee and net: expected 2000000, found 2000001",
            "sum of a assets and liabilities: expected 5000001, found 5000000");
  }

  @Test
  void brokenReportsAreNamedAndNotAddedUp() {
    String scenario = ScenarioGenerator.scenario(9, MIDDLING);

    assertThat(ReportCheck.differences(scenario, "{")).hasSize(1);
    assertThat(ReportCheck.differences(scenario, "[]")).hasSize(1);
    assertThat(ReportCheck.differences(scenario, "{}")).hasSize(4);
    assertThat(
            ReportCheck.differences(
                scenario, report(scenario).replace("\"creator\":null", "\"creator\":7")))
        .isNotEmpty();
  }

  @Test
  void generatedScenariosHaveEveryOutcomeAndStateInThem() {
    Set<String> seen = new HashSet<>();
    for (long seed = 0; seed < 20; seed++) {
      WORD.matcher(report(ScenarioGenerator.scenario(seed, MIDDLING)))
          .results()
          .forEach(word -> seen.add(word.group().replace("\"", "")));
    }

    assertThat(seen)
        .contains(
            "recorded", "already_flattred", "no_means", "flattr_owner", "unknown_thing", "undone")
        .contains("nothing_to_undo", "deposited", "budget_set", "below_minimum")
        .contains("counted", "unclaimed", "not_receiving", "unknown_creator")
        .contains("CARRIED", "CLOSED", "AGREED");
  }

  @Test
  void sameSeedMakesTheSameScenario() {
    assertThat(ScenarioGenerator.scenario(42)).isEqualTo(ScenarioGenerator.scenario(42));
    assertThat(ScenarioGenerator.scenario(42)).isNotEqualTo(ScenarioGenerator.scenario(43));
  }

  /** What the model expects, with roots put in. */
  private static String report(String scenario) {
    int events = JsonText.object(scenario).getJsonArray("events").size();
    Map<Integer, String> ids = new HashMap<>();
    for (int i = 0; i < events; i++) {
      ids.put(i, "https://a.example/flattrs/" + i);
    }
    JsonObject report = MonthModel.expected(scenario, ids);
    return report
        .toString()
        .replace("\"AGREED\"", "\"AGREED\",\"root\":\"" + "0a".repeat(32) + "\"");
  }
}
