package org.farthing.node.play;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.farthing.model.ReportCheck;
import org.farthing.model.ScenarioGenerator;
import org.farthing.node.Node;
import org.farthing.node.account.MemberId;
import org.farthing.node.platform.database.EmbeddedMariaDb;
import org.farthing.node.play.Killer.Kill;
import org.farthing.node.play.Report.EventOutcome;
import org.farthing.node.play.Scenario.Handle;
import org.farthing.protocol.activity.Origin;

/**
 * Months of a few nodes, each in a process of its own with its own MariaDB, while processes are
 * killed at random moments: in the end nothing may be lost and nothing doubled, which is to say
 * that every figure is the one that the independent model reckons without any crash.
 *
 * <p>{@code CrashRun -Druns=100 -Dseed=7}: kills, and what determines them. Exit status 1 when a
 * figure differs.
 */
final class CrashRun {

  private static final int MONTHS_AT_ONCE = 5;
  private static final int MEMBERS = 8;
  private static final int THINGS = 12;
  private static final int EVENTS_A_MONTH = 40;

  private final Path folder;
  private final Consumer<String> progress;

  /**
   * What came of it.
   *
   * @param kills how many there were
   * @param differences from the model; empty when all is as it must be
   * @param summary for people
   */
  record Result(int kills, List<String> differences, String summary) {}

  private CrashRun(Path folder, Consumer<String> progress) {
    this.folder = folder;
    this.progress = progress;
  }

  public static void main(String[] arguments) throws Exception {
    int runs = Integer.getInteger("runs", 100);
    long seed = Long.getLong("seed", new SplittableRandom().nextLong());
    long began = System.nanoTime();
    Path folder = Files.createTempDirectory("farthing-crash-");
    say("seed %d in %s".formatted(seed, folder));
    Result result = run(runs, seed, folder, CrashRun::say);
    result.differences().forEach(CrashRun::say);
    say(
        "seed %d: %s; %s; %d s"
            .formatted(
                seed,
                result.summary(),
                result.differences().isEmpty()
                    ? "nothing lost, nothing doubled"
                    : result.differences().size() + " DIFFERENCES",
                (System.nanoTime() - began) / 1_000_000_000));
    System.exit(result.differences().isEmpty() ? 0 : 1);
  }

  private static void say(String line) {
    System.out.println(line);
  }

  /**
   * Plays until there were so many kills.
   *
   * @param folder where the nodes live; what did not come right is left there
   */
  static Result run(int kills, long seed, Path folder, Consumer<String> progress) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    int nodes = kills < 20 ? 2 : 3;
    List<List<Kill>> months = Killer.months(random, nodes, kills);
    List<String> differences = new ArrayList<>();
    try (Killer killer = new Killer(random.split())) {
      for (int from = 0; from < months.size(); from += MONTHS_AT_ONCE) {
        List<List<Kill>> some =
            months.subList(from, Math.min(months.size(), from + MONTHS_AT_ONCE));
        Path at = Files.createDirectories(folder.resolve("month-" + from));
        CrashRun run = new CrashRun(at, progress);
        List<String> found =
            run.play(scenario(random, nodes, some.size()), killer, play -> play.play(some));
        differences.addAll(found);
        if (found.isEmpty()) {
          delete(at);
        }
      }
      return new Result(killer.kills(), differences, killer.toString());
    }
  }

  static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static String scenario(SplittableRandom random, int nodes, int months) {
    return ScenarioGenerator.scenario(
        random.nextLong(),
        new ScenarioGenerator.Size(nodes, MEMBERS, THINGS, EVENTS_A_MONTH * months, months));
  }

  /**
   * Plays one month of two nodes, of which one is killed while it is settled and goes on from an
   * older copy of its disk.
   */
  static List<String> runRestored(long seed, Path folder) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    String json = scenario(random, 2, 1);
    try (Killer killer = new Killer(random.split())) {
      CrashRun run = new CrashRun(folder, _ -> {});
      return run.play(json, killer, play -> play.playRestored(play.names().getFirst()));
    }
  }

  private interface Course {
    List<EventOutcome> of(PlayUnderFire play) throws Exception;
  }

  private List<String> play(String json, Killer killer, Course course) throws Exception {
    Files.writeString(NodePlace.scenarioFile(folder), json);
    Scenario scenario = ScenarioReader.read(Files.readAllBytes(NodePlace.scenarioFile(folder)));
    FileClock calendar = new FileClock(folder);
    calendar.set(Playing.start(scenario));
    Map<String, NodePlace> places = new TreeMap<>();
    Map<String, Origin> origins = new HashMap<>();
    for (Scenario.Node node : scenario.nodes()) {
      NodePlace place = NodePlace.of(folder, node.name(), freePort());
      places.put(node.name(), place);
      origins.put(node.name(), place.origin());
    }
    Map<Handle, MemberId> ids = new HashMap<>();
    Map<Handle, String> tokens = new HashMap<>();
    for (NodePlace place : places.values()) {
      settle(place, calendar, ids, tokens);
    }
    PlayUnderFire play;
    List<EventOutcome> outcomes;
    SortedMap<String, NodeProcess> processes = new TreeMap<>();
    try (MembersOverHttp members = new MembersOverHttp(scenario, origins, tokens)) {
      for (NodePlace place : places.values()) {
        processes.put(place.name(), new NodeProcess(place));
      }
      play = new PlayUnderFire(scenario, processes, members, calendar, killer, progress);
      outcomes = course.of(play);
    } finally {
      for (NodeProcess process : processes.values()) {
        process.close();
      }
    }
    return ReportCheck.differences(json, report(scenario, places, calendar, ids, play, outcomes));
  }

  /** What a scenario has before its first event. */
  private static void settle(
      NodePlace place, FileClock calendar, Map<Handle, MemberId> ids, Map<Handle, String> tokens)
      throws IOException {
    try (EmbeddedMariaDb server = place.server();
        Node node = Node.open(place.setup(server, calendar))) {
      for (Scenario.Member member : place.scenario().members()) {
        Handle handle = member.handle();
        if (!handle.node().equals(place.name())) {
          continue;
        }
        String account = PlayedNode.accountName(handle.name());
        MemberId id = node.members().create(account, handle.name()).id();
        ids.put(handle, id);
        tokens.put(handle, node.tokens().issue(id, "crash run"));
        if (member.depositMicros() > 0) {
          node.deposits().confirm(id.value(), member.depositMicros(), "start:" + id);
        }
        node.giving().setManner(id, member.maximumPerFlattrMicrosOrNull(), member.anonymous());
        node.giving().setBudget(id, member.budgetMicros());
      }
      for (Scenario.Thing thing : place.scenario().things()) {
        Handle creator = thing.creatorOrNull();
        if (creator == null) {
          node.creators().declare(thing.url(), null);
        } else if (creator.node().equals(place.name())) {
          String account = PlayedNode.accountName(creator.name());
          MemberId id = Objects.requireNonNull(ids.get(creator));
          node.things().register(thing.url(), null, id, account);
        }
      }
    }
  }

  /** Of the nodes as they are found on disk once the last process has been killed. */
  private String report(
      Scenario scenario,
      Map<String, NodePlace> places,
      FileClock calendar,
      Map<Handle, MemberId> ids,
      PlayUnderFire play,
      List<EventOutcome> outcomes)
      throws IOException {
    List<EmbeddedMariaDb> servers = new ArrayList<>();
    Map<String, PlayedNode> nodes = new TreeMap<>();
    try {
      for (NodePlace place : places.values()) {
        EmbeddedMariaDb server = place.server();
        servers.add(server);
        Map<String, MemberId> members = new HashMap<>();
        ids.forEach(
            (handle, id) -> {
              if (handle.node().equals(place.name())) {
                members.put(handle.name(), id);
              }
            });
        Node node = Node.open(place.setup(server, calendar));
        nodes.put(place.name(), new PlayedNode(place.name(), node, members));
      }
      Path file = folder.resolve("report.json");
      ReportWriter.write(new Reporting(scenario, nodes, play::fundsAfter).report(outcomes), file);
      return Files.readString(file);
    } finally {
      nodes.values().forEach(node -> node.node().close());
      servers.forEach(EmbeddedMariaDb::close);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
