package org.farthing.node.browser;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.farthing.node.ChildJvm;
import org.farthing.node.command.Main;

/** The demo as {@code ./farthing demo} runs it, and what it says on the screen. */
final class RunningDemo implements AutoCloseable {

  private static final Pattern ADDRESS = Pattern.compile("  (\\S+) +(http://\\S+)");
  private static final Pattern ADMIN = Pattern.compile("  (\\S+) +(?:\\S+) +(http://\\S+)");

  private final Process process;
  private final List<String> screen;

  private RunningDemo(Process process, List<String> screen) {
    this.process = process;
    this.screen = screen;
  }

  /** Returns once its nodes are running. */
  static RunningDemo start(Path folder) throws IOException {
    Process process =
        ChildJvm.of(Main.class, List.of("demo", "--out", folder.resolve("demo").toString()))
            .redirectError(folder.resolve("demo.log").toFile())
            .start();
    List<String> screen = new ArrayList<>();
    BufferedReader lines = process.inputReader();
    while (screen.isEmpty() || !screen.getLast().startsWith("Stop with Ctrl-C")) {
      String line = lines.readLine();
      if (line == null) {
        throw new IllegalStateException("the demo has ended: " + screen);
      }
      screen.add(line);
    }
    return new RunningDemo(process, screen);
  }

  /** Where a node is. */
  String address(String node) {
    return said(ADDRESS, node);
  }

  /** The link by which who runs a node chooses a password. */
  URI adminsLink(String node) {
    return URI.create(said(ADMIN, node));
  }

  private String said(Pattern form, String node) {
    return screen.stream()
        .map(form::matcher)
        .filter(line -> line.matches() && line.group(1).equals(node))
        .map(Matcher::toMatchResult)
        .findFirst()
        .map(line -> line.group(2))
        .orElseThrow(() -> new IllegalStateException(node + " is not on the screen: " + screen));
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
