package org.farthing.node.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.farthing.node.Node;
import org.farthing.node.guard.BlockList;
import org.farthing.node.guard.Domain;
import org.farthing.node.guard.DomainRule;
import org.farthing.node.guard.Severity;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Which servers this node has to do with. */
@Command(
    name = "blocks",
    mixinStandardHelpOptions = true,
    description = {
      "Shut servers out, or pass them over in public lists, by their domains.",
      "A serving node knows it a few seconds later."
    },
    subcommands = {
      BlocksCommand.ListAll.class,
      BlocksCommand.Add.class,
      BlocksCommand.Remove.class,
      BlocksCommand.Import.class,
      BlocksCommand.Export.class
    })
final class BlocksCommand implements Runnable {

  private static final String DOMAIN = "Like birch.example; its subdomains are meant, too.";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "say what to do: list, add, remove, import or export");
  }

  /** All rules. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "List the domains for which something holds, and what.")
  static final class ListAll extends NodeCommand {

    @Override
    void run(Node node, PrintWriter out) {
      node.domainBlocks().all().forEach(it -> out.println(line(it)));
    }

    private static String line(DomainRule.Kept kept) {
      DomainRule rule = kept.rule();
      return "%s: %s since %s by %s%s%s"
          .formatted(
              rule.domain(),
              rule.severity().code(),
              kept.at(),
              kept.by(),
              comment("public", rule.publicComment()),
              comment("private", rule.privateComment()));
    }

    private static String comment(String kind, @Nullable String textOrNull) {
      return textOrNull == null ? "" : "; %s: %s".formatted(kind, textOrNull.replace('\n', ' '));
    }
  }

  /** Sets a rule. */
  @Command(
      name = "add",
      mixinStandardHelpOptions = true,
      description = {
        "Say what holds for a domain: suspend (nothing is taken from it or sent to it),",
        "silence (not shown in public lists), allow (one of those that are spoken with,",
        "where network.allowMode is on)."
      })
  static final class Add extends NodeCommand {

    @Mixin private Reason reason = new Reason();

    @Parameters(index = "0", paramLabel = "DOMAIN", description = DOMAIN)
    private String domain = "";

    @Option(
        names = "--severity",
        paramLabel = "SEVERITY",
        description = "suspend, silence or allow; suspend when not given.")
    private String severity = "suspend";

    @Option(names = "--public-comment", paramLabel = "TEXT", description = "Why, for everybody.")
    private @Nullable String publicComment;

    @Option(names = "--private-comment", paramLabel = "TEXT", description = "Why, for admins.")
    private @Nullable String privateComment;

    @Override
    void run(Node node, PrintWriter out) {
      Severity meant =
          Severity.of(severity)
              .orElseThrow(
                  () ->
                      CommandFailed.refused(
                          "malformed_severity: '"
                              + severity
                              + "' is none of suspend, silence, allow."));
      DomainRule rule = new DomainRule(Domain.of(domain), meant, publicComment, privateComment);
      boolean changed = node.domainBlocks().put(rule, reason.mandate());
      out.println((changed ? "Now: " : "As before: ") + rule.domain() + " " + meant.code() + ".");
    }
  }

  /** Ends a rule. */
  @Command(
      name = "remove",
      mixinStandardHelpOptions = true,
      description = "Let nothing hold for a domain any more.")
  static final class Remove extends NodeCommand {

    @Mixin private Reason reason = new Reason();

    @Parameters(index = "0", paramLabel = "DOMAIN", description = DOMAIN)
    private String domain = "";

    @Override
    void run(Node node, PrintWriter out) {
      Domain meant = Domain.of(domain);
      if (!node.domainBlocks().remove(meant, reason.mandate())) {
        throw CommandFailed.refused("unknown_domain: nothing holds for " + meant + ".");
      }
      out.println("Removed: " + meant + ".");
    }
  }

  /** Takes in somebody's list. */
  @Command(
      name = "import",
      mixinStandardHelpOptions = true,
      description = {
        "Take in a list of domains: Mastodon's CSV, or one domain a line. All of it or nothing.",
        "What is suspended already stays so, and private comments stay."
      })
  static final class Import extends NodeCommand {

    @Mixin private Reason reason = new Reason();

    @Parameters(index = "0", paramLabel = "FILE")
    private Path file = Path.of("");

    @Option(names = "--allow", description = "It lists servers that may be spoken with.")
    private boolean allow;

    @Override
    void run(Node node, PrintWriter out) throws IOException {
      BlockList list = BlockList.read(text(), allow ? Severity.ALLOW : Severity.SUSPEND);
      if (!list.faults().isEmpty()) {
        throw CommandFailed.refused(
            list.faults().stream()
                .map(BlockList.Fault::toString)
                .collect(Collectors.joining("; ", "malformed_list: nothing is taken in; ", "")));
      }
      int changed = node.domainBlocks().importAll(list.rules(), reason.mandate());
      out.println(
          "%d domains: %d new or changed, %d as before; %d passed over."
              .formatted(
                  list.rules().size(), changed, list.rules().size() - changed, list.passedOver()));
    }

    private String text() throws IOException {
      if (!Files.isReadable(file)) {
        throw CommandFailed.refused("unreadable_file: " + file + " cannot be read.");
      }
      try {
        return Files.readString(file);
      } catch (CharacterCodingException e) {
        throw CommandFailed.refused("malformed_list: " + file + " is no UTF-8.");
      }
    }
  }

  /** Writes the list for others. */
  @Command(
      name = "export",
      mixinStandardHelpOptions = true,
      description = "Write what is suspended or silenced as Mastodon's CSV.")
  static final class Export extends NodeCommand {

    @Parameters(index = "0", paramLabel = "FILE")
    private Path file = Path.of("");

    @Option(names = "--allow", description = "Write what is allowed instead.")
    private boolean allow;

    @Override
    void run(Node node, PrintWriter out) throws IOException {
      List<DomainRule> rules =
          node.domainBlocks().all().stream().map(DomainRule.Kept::rule).toList();
      Files.writeString(file, BlockList.write(rules, allow));
      long written =
          rules.stream().filter(it -> (it.severity() == Severity.ALLOW) == allow).count();
      out.println(written + " domains written to " + file + ".");
    }
  }
}
