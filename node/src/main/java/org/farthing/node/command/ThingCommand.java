package org.farthing.node.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.farthing.node.Node;
import org.farthing.node.account.Member;
import org.farthing.node.flattr.ThingAddresses;
import org.farthing.node.publication.Content;
import org.farthing.node.publication.Publication;
import org.farthing.node.publication.Publications.Entered;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Registers, publishes, lists and withdraws things for a member. */
@Command(
    name = "thing",
    mixinStandardHelpOptions = true,
    description = "Register, publish, list and withdraw things of a member.",
    subcommands = {ThingCommand.Add.class, ThingCommand.ListAll.class, ThingCommand.Withdraw.class})
final class ThingCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new picocli.CommandLine.ParameterException(
        spec.commandLine(), "say what to do: add, list or withdraw");
  }

  /** One more thing. */
  @Command(
      name = "add",
      mixinStandardHelpOptions = true,
      description = "Register what stands elsewhere, or publish a text here; followers hear of it.")
  static final class Add implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private ConfiguredNode configured = new ConfiguredNode();

    @Parameters(index = "0", paramLabel = "NAME", description = "The member.")
    private String name = "";

    @Parameters(index = "1", paramLabel = "TITLE", description = "One line.")
    private String title = "";

    @Option(names = "--url", description = "Where it stands.")
    private @Nullable String url;

    @Option(
        names = "--text",
        paramLabel = "FILE",
        description = "A file of plain text that is published here instead.")
    private @Nullable Path text;

    @Option(names = "--summary", description = "One line about it.")
    private @Nullable String summary;

    @Option(names = "--tag", description = "May be given more than once.")
    private List<String> tags = List.of();

    @Option(names = "--language", description = "Like de or pt-BR.")
    private @Nullable String language;

    @Option(names = "--unlisted", description = "Keep it out of public lists.")
    private boolean unlisted;

    @Override
    public Integer call() throws Exception {
      PrintWriter out = spec.commandLine().getOut();
      if ((url == null) == (text == null)) {
        throw CommandFailed.refused("Give either --url or --text.");
      }
      Content content =
          new Content(title, read(text), summary, tags, language, null, null, !unlisted);
      return configured.use(
          node -> {
            Entered entered = enter(node, Arguments.member(node, name), content);
            out.println(entered.isNew() ? "added" : "known already");
            out.println(new ThingAddresses(node.origin()).of(entered.publication().id()));
            return ExitStatus.OK;
          });
    }

    private Entered enter(Node node, Member creator, Content content) {
      return url == null
          ? node.publications().publish(creator, content)
          : node.publications().register(creator, url, content);
    }

    private static @Nullable String read(@Nullable Path file) {
      try {
        return file == null ? null : Files.readString(file);
      } catch (IOException e) {
        throw CommandFailed.refused("unreadable: " + file + " is no readable file of UTF-8 text.");
      }
    }
  }

  /** All things of a member. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "List a member's things, the newest first: id, address and title.")
  static final class ListAll implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private ConfiguredNode configured = new ConfiguredNode();

    @Parameters(paramLabel = "NAME", description = "The member.")
    private String name = "";

    @Override
    public Integer call() throws Exception {
      PrintWriter out = spec.commandLine().getOut();
      return configured.use(
          node -> {
            Member creator = Arguments.member(node, name);
            for (Publication thing :
                node.publications().of(creator.id(), null, Integer.MAX_VALUE)) {
              out.println(thing.id() + " " + thing.url() + " " + thing.content().title());
            }
            return ExitStatus.OK;
          });
    }
  }

  /** A thing is to be gone. */
  @Command(
      name = "withdraw",
      mixinStandardHelpOptions = true,
      description = "Withdraw a thing for good; flattrs that it has stay.")
  static final class Withdraw implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private ConfiguredNode configured = new ConfiguredNode();

    @Parameters(index = "0", paramLabel = "NAME", description = "The member.")
    private String name = "";

    @Parameters(index = "1", paramLabel = "ID", description = "As list prints it.")
    private long id;

    @Override
    public Integer call() throws Exception {
      PrintWriter out = spec.commandLine().getOut();
      return configured.use(
          node -> {
            node.publications().withdraw(Arguments.member(node, name), id);
            out.println("withdrawn");
            return ExitStatus.OK;
          });
    }
  }
}
