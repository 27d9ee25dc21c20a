package org.farthing.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.farthing.node.guard.Forwarding;
import org.farthing.node.guard.GuardTerms;
import org.farthing.node.guard.RequestLimits;
import org.farthing.node.platform.http.AllowList;
import org.farthing.node.platform.http.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NodeConfigTest {
  @TempDir private Path folder;

  @Test
  void nothingConfiguredIsPlayMoneyOnLocalhostWithADatabaseOfItsOwn() {
    NodeConfig config = NodeConfig.read(Optional.empty(), folder, Map.of("PATH", "/bin"));

    assertThat(config.origin()).isEmpty();
    assertThat(config.http()).isEqualTo(new NodeConfig.Http("localhost", 8080));
    assertThat(config.database())
        .isEqualTo(
            new NodeConfig.DatabaseChoice.Embedded(folder.resolve("data/mariadb"), 128, 24, false));
    assertThat(config.keys().file()).isEqualTo(folder.resolve("data/farthing.key"));
    assertThat(config.currency()).isEqualTo("XTS");
    assertThat(config.policy()).isEqualTo(new NodeConfig.Policy(1000, 2_000_000, true, 1_000_000));
    assertThat(config.calendar().cutOffDays()).isEqualTo(3);
  }

  @Test
  void fileOverridesDefaultsAndTheEnvironmentOverridesTheFile() throws Exception {
    write(
        """
        origin: https://node.example/
        currency: EUR
        policy:
          feeBasisPoints: 500
          minimumBudget: "5.00"
        database:
          url: jdbc:mariadb://db.example/farthing
          user: farthing
          password: "a ${secret}"
        """);

    NodeConfig config =
        NodeConfig.read(
            Optional.empty(), folder, Map.of("FARTHING_POLICY_FEE_BASIS_POINTS", "250"));

    assertThat(config.origin()).contains(URI.create("https://node.example"));
    assertThat(config.policy().feeBasisPoints()).isEqualTo(250);
    assertThat(config.policy().minimumBudgetMicros()).isEqualTo(5_000_000);
    assertThat(config.database())
        .isEqualTo(
            new NodeConfig.DatabaseChoice.External(
                "jdbc:mariadb://db.example/farthing",
                Optional.of("farthing"),
                Optional.of("a ${secret}"),
                24));
    assertThat(config.toString()).doesNotContain("secret");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          FARTHING_POLICY_FEE_BASIS_POINTS | 10001          | policy.feeBasisPoints | is not within 0 to 10000: 10001.
          FARTHING_POLICY_MINIMUM_BUDGET   | 0.00           | policy.minimumBudget  | is not within 0.01 to
          FARTHING_POLICY_NET_MINIMUM      | 10.01          | policy.netMinimum     | is not within 0.01 to 10.00: 10.01.
          FARTHING_POLICY_NET_MINIMUM      | 1,00           | policy.netMinimum     | is no amount with two decimals
          FARTHING_HTTP_PORT               | 65536          | http.port             | is not within 0 to 65535
          FARTHING_HTTP_PORT               | eighty         | http.port             | is no whole number: eighty.
          FARTHING_CURRENCY                | euro           | currency              | is no ISO 4217 code
          FARTHING_ORIGIN                  | http://a.example | origin              | does not start with https://
          FARTHING_ORIGIN                  | https://a.example/x | origin           | is not of the form
          FARTHING_DATABASE_URL            | jdbc:mysql://x/y | database.url        | does not start with jdbc:mariadb://
          FARTHING_CALENDAR_NET_DAYS       | 4              | calendar.netDays      | is not within 8 to 90
          FARTHING_PAYMENTS_RAIL           | barter         | payments.rail         | is none of manual, test: barter.
          FARTHING_NETWORK_ALLOW           | 10.0.0.1/8     | network.allow         | is refused: 10.0.0.1/8 is neither a host nor a block of addresses: it does not begin where the block begins, at 10.0.0.0.
          FARTHING_NETWORK_ALLOW           | '0.0.0.0/0'    | network.allow         | is refused: 0.0.0.0/0 would allow nearly everything
          FARTHING_NETWORK_ALLOW           | a.example, *   | network.allow         | is refused: * is neither a host
          FARTHING_NETWORK_ALLOW           | 300.1.1.1      | network.allow         | is refused: 300.1.1.1 is neither a host
          FARTHING_NETWORK_TRUSTED_PROXIES | proxy.example  | network.trustedProxies | is refused: proxy.example is no address.
          FARTHING_NETWORK_TRUSTED_PROXIES | '::/0'         | network.trustedProxies | is refused: ::/0 would have everybody's word
          FARTHING_NETWORK_TRUSTED_PROXIES | 10.0.0.0/33    | network.trustedProxies | is refused: 10.0.0.0/33 has no prefix length within 0 to 32.
          FARTHING_NETWORK_FORWARDED_HEADER | X-Real-IP     | network.forwardedHeader | is none of Forwarded, X-Forwarded-For
          FARTHING_LIMITS_READS_PER_MINUTE | -1             | limits.readsPerMinute | is no whole number
          FARTHING_POLICY_GIVE_TO_GET      | maybe          | policy.giveToGet      | is neither true nor false
          """)
  void wrongValueIsRefusedWithKeyPlaceAndReason(
      String variable, String value, String key, String reason) {
    assertThatThrownBy(() -> NodeConfig.read(Optional.empty(), folder, Map.of(variable, value)))
        .isInstanceOf(ConfigRefused.class)
        .hasMessageStartingWith(
            "Configuration refused: " + key + " (environment variable " + variable + ") " + reason);
  }

  @Test
  void addressesAreListedInYamlOrWithCommas() throws Exception {
    write(
        """
        network:
          allow: mastodon.test, 10.1.0.0/16
          trustedProxies:
            - 127.0.0.1
            - fd00::/8
          forwardedHeader: Forwarded
        limits:
          signedPerMinute: 0
        """);

    GuardTerms guard = NodeConfig.read(Optional.empty(), folder, Map.of()).guard();

    assertThat(guard.allow()).isEqualTo(AllowList.parse(List.of("mastodon.test", "10.1.0.0/16")));
    assertThat(guard.forwarding())
        .isEqualTo(
            new Forwarding(
                List.of(Network.parse("127.0.0.1/32"), Network.parse("fd00::/8")),
                Forwarding.Header.FORWARDED));
    assertThat(guard.limits()).isEqualTo(new RequestLimits(0, 1200, 30));
    assertThat(
            NodeConfig.read(
                    Optional.empty(),
                    folder,
                    Map.of("FARTHING_NETWORK_TRUSTED_PROXIES", "192.0.2.1"))
                .guard()
                .forwarding()
                .trusted())
        .containsExactly(Network.parse("192.0.2.1"));
  }

  @Test
  void unknownKeysAreRefusedWhereverTheyStand() throws Exception {
    assertThatThrownBy(() -> NodeConfig.read(Optional.empty(), folder, Map.of("FARTHING_FEE", "3")))
        .hasMessage(
            "Configuration refused: FARTHING_FEE (the environment) is not a key that is known.");

    write("policy:\n  feeBasisPoint: 500\n");
    assertThatThrownBy(() -> NodeConfig.read(Optional.empty(), folder, Map.of()))
        .hasMessage(
            "Configuration refused: policy.feeBasisPoint (%s) is not a key that is known."
                .formatted(folder.resolve("farthing.yaml")));
  }

  @Test
  void brokenOrMissingFileIsRefused() throws Exception {
    write("policy: [\n");
    assertThatThrownBy(() -> NodeConfig.read(Optional.empty(), folder, Map.of()))
        .isInstanceOf(ConfigRefused.class)
        .hasMessageContaining("is no YAML");

    assertThatThrownBy(() -> NodeConfig.read(Optional.of(Path.of("absent.yaml")), folder, Map.of()))
        .isInstanceOf(ConfigRefused.class)
        .hasMessageContaining("absent.yaml) cannot be read");
  }

  private void write(String yaml) throws IOException {
    Files.writeString(folder.resolve("farthing.yaml"), yaml);
  }
}
