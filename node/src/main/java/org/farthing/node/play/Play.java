package org.farthing.node.play;

import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.farthing.node.account.MemberId;
import org.farthing.node.account.ProfileChange;
import org.farthing.node.platform.schedule.SettableClock;
import org.farthing.node.play.Report.EventOutcome;
import org.jspecify.annotations.Nullable;

/**
 * A scenario played on nodes of its own, and what came of it written down. The nodes run until it
 * is closed.
 */
public final class Play implements AutoCloseable {

  private final PlayedNodes nodes;
  private final PlayedMonthEnd end;
  private final Report report;

  private Play(PlayedNodes nodes, SettableClock calendar, Report report) {
    this.nodes = nodes;
    this.end = new PlayedMonthEnd(calendar, nodes.byName());
    this.report = report;
  }

  /**
   * Plays a scenario from beginning to end.
   *
   * @param out gets {@code report.json} and a journal for each node; made when missing
   * @param progress told in few words how far it has come
   */
  public static Play of(Scenario scenario, Path out, Consumer<String> progress) throws IOException {
    Files.createDirectories(out);
    SettableClock calendar = new SettableClock(Playing.start(scenario));
    progress.accept("starting " + scenario.nodes().size() + " nodes");
    PlayedNodes nodes = PlayedNodes.start(scenario, calendar);
    try {
      Playing playing = new Playing(scenario, nodes.byName(), calendar, progress);
      List<EventOutcome> events = playing.play();
      Report report = new Reporting(scenario, nodes.byName(), playing::fundsAfter).report(events);
      for (PlayedNode played : nodes.byName().values()) {
        writeJournal(played, out.resolve(played.name() + ".journal"), nodes.byName());
      }
      ReportWriter.write(report, out.resolve("report.json"));
      return new Play(nodes, calendar, report);
    } catch (RuntimeException | IOException e) {
      nodes.close();
      throw e;
    }
  }

  private static void writeJournal(PlayedNode played, Path file, Map<String, PlayedNode> nodes)
      throws IOException {
    Map<String, String> nodeNames =
        nodes.values().stream()
            .collect(Collectors.toMap(each -> each.actor().toString(), PlayedNode::name));
    try (BufferedWriter writer = Files.newBufferedWriter(file)) {
      played
          .node()
          .exports()
          .journal(
              writer,
              null,
              PlayedNode::scenarioName,
              actor -> nodeNames.getOrDefault(actor.toString(), "unknown"));
    }
  }

  /** Whether every node's books agree. */
  public boolean isSound() {
    return report.nodes().stream().allMatch(node -> node.invariants().equals("ok"));
  }

  /** Where each node can be looked at, by name. */
  public Map<String, String> addresses() {
    return nodes.byName().values().stream()
        .collect(Collectors.toMap(PlayedNode::name, played -> played.node().origin().toString()));
  }

  /**
   * Somebody to be in a played node.
   *
   * @param profile the address of their page
   * @param token for the API
   * @param linkOrNull with which they choose a password, once and within a day; null for who runs
   *     the node, see {@link #admit}
   */
  public record Login(
      String name, String origin, String profile, String token, @Nullable URI linkOrNull) {}

  /** The members of the played nodes, each with a new token and link. */
  public List<Login> logins() {
    return nodes.byName().values().stream()
        .flatMap(
            played ->
                played.members().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(member -> login(played, member.getKey(), member.getValue())))
        .toList();
  }

  /**
   * Who runs a played node.
   *
   * @param link with which they choose a password, once and within a day
   */
  public record Admin(String node, String name, URI link) {}

  /**
   * Lets somebody run each node, the first by name, and end the month for all of them on their
   * pages.
   */
  public List<Admin> admit() {
    return nodes.byName().values().stream()
        .flatMap(
            played -> {
              played.node().offer(end);
              return played.members().entrySet().stream()
                  .min(Map.Entry.comparingByKey())
                  .map(member -> admit(played, member.getKey(), member.getValue()))
                  .stream();
            })
        .toList();
  }

  private static Admin admit(PlayedNode played, String name, MemberId id) {
    played.node().members().setAdmin(id, true);
    return new Admin(
        played.name(), PlayedNode.accountName(name), played.node().signIn().linkFor(id));
  }

  /** Has what members made found in the catalogue of their node, for who looks around. */
  public void list() {
    ProfileChange found =
        new ProfileChange(null, null, null, null, null, null, true, null, null, null, null);
    for (PlayedNode played : nodes.byName().values()) {
      played.members().values().forEach(id -> played.node().profiles().change(id, found));
    }
  }

  private static Login login(PlayedNode played, String name, MemberId id) {
    String origin = played.node().origin().toString();
    // A new link would end that of who runs the node.
    boolean runsIt = name.equals(Collections.min(played.members().keySet()));
    return new Login(
        name,
        origin,
        origin + "/users/" + PlayedNode.accountName(name),
        played.node().tokens().issue(id, "play"),
        runsIt ? null : played.node().signIn().linkFor(id));
  }

  @Override
  public void close() {
    end.close();
    nodes.close();
  }
}
