package org.farthing.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.farthing.node.platform.mail.MailTerms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a node is told to send e-mail. */
final class MailSettingsTest {

  @TempDir private Path folder;

  private Optional<MailTerms> read(String... variables) {
    Map<String, String> environment = new HashMap<>();
    for (int i = 0; i < variables.length; i += 2) {
      environment.put("FARTHING_MAIL_" + variables[i], variables[i + 1]);
    }
    return NodeConfig.read(Optional.empty(), folder, environment).mail();
  }

  @Test
  void withoutAHostThereIsNoMail() {
    assertThat(read()).isEmpty();
  }

  @Test
  void passwordIsReadFromItsFileAndNotShown() throws Exception {
    Files.writeString(folder.resolve("smtp"), "very secret\n");

    MailTerms terms =
        read(
                "HOST",
                "mail.example",
                "SENDER",
                "node@a.example",
                "USER",
                "n",
                "PASSWORD_FILE",
                "smtp")
            .orElseThrow();

    assertThat(terms.port()).isEqualTo(587);
    assertThat(terms.security()).isEqualTo(MailTerms.Security.STARTTLS);
    assertThat(terms.account()).contains(new MailTerms.Account("n", "very secret"));
    assertThat(terms.toString()).doesNotContain("secret");
  }

  @ParameterizedTest
  @CsvSource({
    "SENDER, nobody, mail.sender",
    "SECURITY, none, mail.security",
    "SECURITY, perhaps, mail.security",
    "USER, somebody, mail.user",
    "PASSWORD_FILE, not-there, mail.passwordFile",
    "PORT, 70000, mail.port"
  })
  void whatIsWrongIsRefusedWithItsKey(String variable, String value, String key) {
    Map<String, String> variables =
        new HashMap<>(Map.of("HOST", "mail.example", "SENDER", "node@a.example"));
    variables.put(variable, value);
    String[] all =
        variables.entrySet().stream()
            .flatMap(it -> Stream.of(it.getKey(), it.getValue()))
            .toArray(String[]::new);

    assertThatThrownBy(() -> read(all)).isInstanceOf(ConfigRefused.class).hasMessageContaining(key);
  }
}
