package org.farthing.node.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.json.Json;
import org.farthing.protocol.json.JsonRefused;
import org.farthing.protocol.proof.ProofCheck;
import org.farthing.protocol.proof.TrustedKeys;
import org.farthing.protocol.proof.Verdict;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks a proof, with nothing but the file: no node, no network, no clock. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = "Check a proof offline, and say in plain words what it shows.",
    footer = "Exit status: 0 when it holds, 1 when not, 2 when a file cannot be read.")
final class VerifyCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "FILE", description = "The proof, as it was downloaded.")
  private Path file = Path.of("");

  @Option(
      names = "--trust",
      paramLabel = "KEYS",
      description = "A file of keys of which you know whose they are; can be given several times.")
  private List<Path> trust = List.of();

  @Override
  public Integer call() throws IOException {
    TrustedKeys trusted = TrustedKeys.NONE;
    for (Path keys : trust) {
      trusted = trusted.and(read(keys));
    }
    PrintWriter out = spec.commandLine().getOut();
    switch (ProofCheck.check(bytes(file), trusted)) {
      case Verdict.Trusted it -> {
        it.findings().forEach(out::println);
        out.println("consistent and trusted");
      }
      case Verdict.Consistent it -> {
        it.findings().forEach(out::println);
        it.unknown()
            .forEach(
                actor ->
                    out.println("You trust no key of " + actor + ": whose it is, you must know."));
        out.println("consistent");
      }
      case Verdict.Refused it ->
          throw CommandFailed.failed(
              it.code()
                  + ": "
                  + it.sentence()
                  + (it.place().isEmpty() ? "" : " (at " + it.place() + ")"));
    }
    return ExitStatus.OK;
  }

  private static TrustedKeys read(Path keys) throws IOException {
    try {
      return TrustedKeys.read(bytes(keys));
    } catch (ProtocolException e) {
      throw CommandFailed.refused(
          "%s: no list of keys: %s: %s (at %s)"
              .formatted(keys, e.code(), e.getMessage(), e.pointer().orElse("")));
    } catch (JsonRefused e) {
      throw CommandFailed.refused(
          keys + ": no list of keys: " + e.code().id() + ": " + e.getMessage());
    }
  }

  /** One byte more than is ever taken shows that a file is too large. */
  private static byte[] bytes(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return in.readNBytes(Json.MAXIMUM_BYTES + 1);
    } catch (NoSuchFileException e) {
      throw CommandFailed.refused(path + ": no such file");
    } catch (IOException e) {
      throw CommandFailed.refused(path + ": cannot be read: " + e.getMessage());
    }
  }
}
