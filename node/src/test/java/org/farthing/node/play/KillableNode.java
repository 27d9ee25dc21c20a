package org.farthing.node.play;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.YearMonth;
import org.farthing.node.Node;
import org.farthing.node.TestNode;
import org.farthing.node.federation.Backlog;
import org.farthing.node.platform.database.EmbeddedMariaDb;
import org.farthing.node.platform.http.Problem;
import org.farthing.node.settlement.CloseStage;

/**
 * A node in a process of its own, with its database server beside it, to be killed at any moment.
 * It serves HTTP, and answers lines on its standard input, one each:
 *
 * <pre>
 * advance MONTH STAGE   the stage that the month has reached
 * rest                  "rest n", n activities having been accepted so far; or "busy"
 * </pre>
 *
 * <p>What fails is answered with {@code failed} and the reason.
 */
final class KillableNode {

  static final String READY = "ready";
  static final String REST = "rest";
  static final String FAILED = "failed";

  private KillableNode() {}

  /** {@code FOLDER NODE PORT}, see {@link NodePlace}. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    NodePlace place = NodePlace.of(folder, arguments[1], Integer.parseInt(arguments[2]));
    try (EmbeddedMariaDb server = place.server();
        Node node = TestNode.startImpatient(place.setup(server, new FileClock(folder)));
        BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      say(READY);
      for (String question = in.readLine(); question != null; question = in.readLine()) {
        say(answer(node, question));
      }
    }
  }

  private static String answer(Node node, String question) {
    String[] words = question.split(" ", -1);
    try {
      return words[0].equals("advance")
          ? advance(node, YearMonth.parse(words[1]), CloseStage.valueOf(words[2]))
          : rest(node);
    } catch (Problem e) {
      return FAILED + " " + e.code() + ": " + e.detail();
    } catch (RuntimeException e) {
      return FAILED + " " + e.toString().replaceAll("\\s+", " ");
    }
  }

  private static String advance(Node node, YearMonth month, CloseStage upTo) {
    return node.monthClose().advance(month, upTo).name();
  }

  /** Handling leaves something to settle, settling leaves messages: so it is asked twice. */
  private static String rest(Node node) {
    Backlog backlog = node.backlog();
    boolean rests = backlog.isEmpty() && !node.isSettling() && node.backlog().isEmpty();
    return rests ? REST + " " + backlog.accepted() : "busy " + backlog;
  }

  private static void say(String line) {
    System.out.println(line);
  }
}
