package org.farthing.node.command;

import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.farthing.node.audit.AuditEntry;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows who put what right. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description = "Show who corrected or reversed what, when, why, and what was booked for it.")
final class AuditCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private ConfiguredNode configured = new ConfiguredNode();

  @Option(
      names = "--since",
      paramLabel = "DATE",
      description = "The first day, UTC, like 2026-11-05; from the beginning when not given.")
  private @Nullable String since;

  @Override
  public Integer call() throws Exception {
    Instant from = since == null ? Instant.EPOCH : startOf(since);
    PrintWriter out = spec.commandLine().getOut();
    return configured.use(
        node -> {
          node.audit().since(from).forEach(entry -> out.println(line(entry)));
          return ExitStatus.OK;
        });
  }

  private static String line(AuditEntry entry) {
    String transfers =
        entry.transfers().isEmpty()
            ? "nothing booked"
            : entry.transfers().stream().map(Object::toString).collect(Collectors.joining(" "));
    return "%d %s by %s: %s %s, because: %s [%s]"
        .formatted(
            entry.id(),
            entry.at(),
            entry.mandate().by(),
            entry.action(),
            entry.subject(),
            entry.mandate().reason(),
            transfers);
  }

  private static Instant startOf(String day) {
    try {
      return LocalDate.parse(day).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeException _) {
      throw CommandFailed.refused("malformed_date: '" + day + "' is no day like 2026-11-05.");
    }
  }
}
