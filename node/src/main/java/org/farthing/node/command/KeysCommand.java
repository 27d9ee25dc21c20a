package org.farthing.node.command;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Stream;
import org.farthing.node.Node;
import org.farthing.node.account.ActorKeyRing.Revocation;
import org.farthing.node.account.Member;
import org.farthing.node.audit.Mandate;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.signature.Ed25519VerificationKey;
import org.farthing.protocol.signature.PublishedKey;
import org.farthing.protocol.signature.RsaVerificationKey;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists keys, replaces them, and declares them to be in wrong hands. */
@Command(
    name = "keys",
    mixinStandardHelpOptions = true,
    description = "List the keys of the node's actors, replace them, revoke one.",
    subcommands = {KeysCommand.ListAll.class, KeysCommand.Rotate.class, KeysCommand.Revoke.class})
final class KeysCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say what to do: list, rotate or compromised");
  }

  /** The actor and what it is called where nobody's name may stand. */
  private record Named(ActorId id, String subject) {}

  private static Named actor(Node node, String name) {
    if (name.equals(LocalIds.NODE_NAME)) {
      return new Named(node.ids().node(), "node");
    }
    if (name.equals(LocalIds.BOT_NAME) && node.hasBot()) {
      return new Named(node.ids().bot(), "bot");
    }
    Member member = Arguments.member(node, name);
    return new Named(node.ids().member(name), "member:" + member.id());
  }

  /** All keys, with the dates of their use. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "List keys with the dates of their use, oldest first.")
  static final class ListAll extends NodeCommand {

    @Parameters(
        arity = "0..1",
        paramLabel = "ACTOR",
        description =
            "A member's name, 'actor' for the node itself, 'flattr' for its bot; all when not"
                + " given.")
    private @Nullable String name;

    @Override
    void run(Node node, PrintWriter out) {
      String of = name;
      List<ActorId> actors = of == null ? all(node) : List.of(actor(node, of).id());
      for (ActorId actor : actors) {
        node.keys().known(actor).forEach(key -> out.println(line(key)));
      }
    }

    private static List<ActorId> all(Node node) {
      Stream<ActorId> own =
          node.hasBot()
              ? Stream.of(node.ids().node(), node.ids().bot())
              : Stream.of(node.ids().node());
      Stream<ActorId> members =
          node.members().all().stream().map(member -> node.ids().member(member.name()));
      return Stream.concat(own, members).toList();
    }

    private static String line(PublishedKey key) {
      String kind =
          switch (key.key()) {
            case Ed25519VerificationKey _ -> "ed25519";
            case RsaVerificationKey _ -> "rsa";
          };
      String end = key.validUntil() == null ? "in use" : "until " + key.validUntil();
      String line = "%s %s from %s %s".formatted(key.id(), kind, key.validFrom(), end);
      return key.revoked().map(revoked -> line + " revoked " + revoked).orElse(line);
    }
  }

  /** New keys. */
  @Command(
      name = "rotate",
      mixinStandardHelpOptions = true,
      description = {
        "Replace the keys of an actor. The old ones stay published with the dates of their use:",
        "what they signed, and what is on its way, still counts."
      })
  static final class Rotate extends NodeCommand {

    @Parameters(
        paramLabel = "ACTOR",
        description = "A member's name, 'actor' for the node itself, 'flattr' for its bot.")
    private String name = "";

    @Option(names = "--reason", description = "Why, for the audit log.")
    private String reason = "in its turn";

    @Override
    void run(Node node, PrintWriter out) {
      Mandate mandate = Mandate.ofCommand(reason);
      Named actor = actor(node, name);
      var next =
          node.keys()
              .rotate(
                  actor.id(),
                  tx ->
                      node.audit().record(tx, mandate, "keys-rotate", actor.subject(), List.of()));
      out.println(next.id() + " signs from now on.");
    }
  }

  /** One key less. */
  @Command(
      name = "compromised",
      mixinStandardHelpOptions = true,
      description = {
        "Declare a key to be in wrong hands. It is published as revoked from now on, and replaced",
        "if it was in use; what it signed counts only where the other side has signed it, too."
      })
  static final class Revoke extends NodeCommand {

    @Parameters(
        index = "0",
        paramLabel = "ACTOR",
        description = "A member's name, 'actor' for the node itself, 'flattr' for its bot.")
    private String name = "";

    @Parameters(
        index = "1",
        paramLabel = "FRAGMENT",
        description = "Of the key's id, like ed25519-key: see 'keys list'.")
    private String fragment = "";

    @Option(names = "--reason", description = "Why, for the audit log.")
    private String reason = "in wrong hands";

    @Override
    void run(Node node, PrintWriter out) {
      Mandate mandate = Mandate.ofCommand(reason);
      Named actor = actor(node, name);
      String subject = actor.subject() + "#" + fragment;
      Revocation outcome =
          node.keys()
              .revoke(
                  actor.id(),
                  fragment,
                  tx -> node.audit().record(tx, mandate, "keys-compromised", subject, List.of()));
      out.println(said(actor.id() + "#" + fragment, outcome));
    }

    private static String said(String key, Revocation outcome) {
      return switch (outcome) {
        case Revocation.Revoked it -> key + " is revoked; " + it.inUse() + " signs from now on.";
        case Revocation.AlreadyRevoked _ -> key + " was revoked before.";
        case Revocation.UnknownKey _ ->
            throw CommandFailed.refused("unknown_key: there is no key " + key + ".");
      };
    }
  }
}
