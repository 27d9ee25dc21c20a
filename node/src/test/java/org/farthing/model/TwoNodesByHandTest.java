package org.farthing.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.farthing.model.FigureAssertions.assertFields;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.farthing.model.Micro.Figures;
import org.junit.jupiter.api.Test;

class TwoNodesByHandTest {

  @Test
  void octoberOfTwoNodesIsAsWorkedByHand() throws IOException {
    Figures figures = twoNodes();

    assertThat(figures.outcomes())
        .containsExactly(
            "recorded",
            "already_flattred",
            "recorded",
            "recorded",
            "flattr_owner",
            "no_means",
            "recorded",
            "recorded",
            "recorded",
            "recorded",
            "undone",
            "deposited",
            "recorded",
            "below_minimum",
            "budget_set",
            "recorded",
            "recorded");
    assertFields(
        figures.in("2026-10", "donors", "member", "alice@a"),
        "reserved 2000000, given 2000000, released 0, fundsAfter 8000000");
    assertFields(
        figures.in("2026-10", "donors", "member", "adam@a"),
        "reserved 3000000, given 500000, released 2500000, fundsAfter 5500000");
    assertFields(
        figures.in("2026-10", "donors", "member", "bob@b"),
        "reserved 2000000, given 2000000, released 0, fundsAfter 0");
    assertFields(
        figures.in("2026-10", "creators", "member", "bob@b"),
        "gross 1000000, fee 50000, net 950000");
    assertFields(
        figures.in("2026-10", "creators", "member", "bea@b"),
        "gross 1500000, fee 75000, net 1425000");
    assertFields(
        figures.in("2026-10", "creators", "member", "alice@a"),
        "gross 2000000, fee 200000, net 1800000");
    assertFields(figures.in("2026-10", "statements", "debtor", "a"), "gross 2500000, state AGREED");
    assertFields(figures.in("2026-10", "statements", "debtor", "b"), "gross 2000000, state AGREED");
    assertFields(
        figures.in("2026-10", "nets", "payer", "a"),
        "payee b, net 500000, paid 0, carried 500000, state CARRIED");
    assertThat(figures.in("2026-10", "flattrs", "id", "id7").getString("code"))
        .isEqualTo("not_receiving");
    assertThat(figures.in("2026-10", "flattrs", "id", "id9").getString("code"))
        .isEqualTo("unknown_creator");
  }

  @Test
  void novemberOfTwoNodesIsAsWorkedByHand() throws IOException {
    Figures figures = twoNodes();

    assertFields(
        figures.in("2026-11", "donors", "member", "alice@a"),
        "reserved 3000000, given 3000000, released 0, fundsAfter 5000000");
    assertFields(
        figures.in("2026-11", "creators", "member", "bob@b"),
        "gross 3500000, fee 175000, net 3325000");
    assertFields(
        figures.in("2026-11", "nets", "payer", "a"),
        "payee b, net 2000000, paid 2000000, carried 0, state CLOSED");
    assertFields(figures.node("a"), "bank 16000000, invariants ok");
    assertFields(figures.node("b"), "bank 6000000, invariants ok");
    assertFields(figures.node("a").getJsonObject("fee"), "pending 0, available 400000");
    assertFields(figures.node("b").getJsonObject("fee"), "pending 0, available 300000");
    assertFields(figures.member("alice@a"), "funds 5000000, pending 0, available 3600000");
    assertFields(figures.member("bob@b"), "funds 0, pending 0, available 4275000");
    assertFields(figures.member("bea@b"), "funds 0, pending 0, available 1425000");
  }

  private static Figures twoNodes() throws IOException {
    try (InputStream in =
        JsonText.present(
            TwoNodesByHandTest.class.getResourceAsStream("/scenario/two-nodes.json"))) {
      String scenario = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      Map<Integer, String> ids =
          IntStream.range(0, 17).boxed().collect(Collectors.toMap(i -> i, i -> "id" + i));
      return new Figures(MonthModel.expected(scenario, ids));
    }
  }
}
