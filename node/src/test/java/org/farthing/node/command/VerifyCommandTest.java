package org.farthing.node.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code farthing verify} says of the proofs beside the documentation. */
final class VerifyCommandTest {

  private static final Path EXAMPLES = Path.of("..", "docs", "protocol", "proofs");

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @ValueSource(
      strings = {"flattr.json", "anonymous-flattr.json", "own-flattr.json", "equivocation.json"})
  void trueProofIsConsistentAndWithTheKeysTrusted(String example) {
    assertThat(verify(example(example))).isEqualTo(ExitStatus.OK);
    assertThat(out.toString().lines()).contains("consistent").anyMatch(this::isOfSignatures);
    assertThat(out.toString()).contains("You trust no key of https://alder.example/actor");
    assertThat(err.toString()).isEmpty();

    assertThat(verify(example(example), "--trust", example("keys.json"))).isEqualTo(ExitStatus.OK);
    assertThat(out.toString().lines()).last().isEqualTo("consistent and trusted");
  }

  private boolean isOfSignatures(String line) {
    return line.contains("signatures hold");
  }

  @Test
  void plainWordsSayWhoGaveWhatToWhom() {
    verify(example("flattr.json"));

    assertThat(out.toString())
        .contains(
            "https://alder.example/users/alice flattred https://blog.example/post/1 of"
                + " https://birch.example/users/bob at 2026-11-02T09:00:00Z.")
        .contains("https://alder.example/actor stated 0.50 EUR for it");
  }

  @Test
  void changedProofIsRefusedInOneSentenceWithACode() throws IOException {
    String changed =
        Files.readString(Path.of(example("flattr.json")))
            .replace("\"amount\":\"500000\"", "\"amount\":\"600000\"");
    Path file = Files.writeString(folder.resolve("changed.json"), changed);

    assertThat(verify(file.toString())).isEqualTo(ExitStatus.FAILED);
    assertThat(err.toString().lines())
        .containsExactly(
            "farthing verify: not_included: The line is not under the root that was signed."
                + " (at /inclusion)");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void proofByOtherKeysThanTheTrustedOnesIsRefused() throws IOException {
    String keys =
        Files.readString(Path.of(example("keys.json")))
            .replace("z6Mkon3Necd6NkkyfoGoHxid2znGc59LU3K7mubaRcFbLfLX", "z6Mkother");
    Path file = Files.writeString(folder.resolve("keys.json"), keys);

    assertThat(verify(example("flattr.json"), "--trust", file.toString()))
        .isEqualTo(ExitStatus.FAILED);
    assertThat(err.toString()).contains("untrusted_key", "https://alder.example/actor");
  }

  @Test
  void whatCannotBeReadIsStatusTwo() throws IOException {
    assertThat(verify(folder.resolve("nothing.json").toString())).isEqualTo(ExitStatus.REFUSED);
    assertThat(err.toString()).contains("no such file");

    Path file = Files.writeString(folder.resolve("keys.json"), "{\"keys\":[{}]}");
    assertThat(verify(example("flattr.json"), "--trust", file.toString()))
        .isEqualTo(ExitStatus.REFUSED);
    assertThat(err.toString()).contains("no list of keys", "/keys/0/controller");
    assertThat(verify()).isEqualTo(ExitStatus.REFUSED);
  }

  private static String example(String name) {
    return EXAMPLES.resolve(name).toString();
  }

  private int verify(String... args) {
    String[] all = new String[args.length + 1];
    all[0] = "verify";
    System.arraycopy(args, 0, all, 1, args.length);
    return Main.run(all, new PrintWriter(out, true), new PrintWriter(err, true));
  }
}
