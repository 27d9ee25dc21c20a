package org.farthing.node.web.creator;

import java.util.Map;
import java.util.Optional;
import org.farthing.node.look.Frame;
import org.farthing.node.platform.http.Problem;

/** What a form is refused for, as its page says it. */
final class Refusal {

  private Refusal() {}

  /**
   * The field at fault; none when it is no single one's.
   *
   * @param fieldOf for codes that come without a place
   */
  static Optional<String> field(Problem problem, Map<String, String> fieldOf) {
    return problem
        .pointer()
        .map(pointer -> pointer.substring(1))
        .or(() -> Optional.ofNullable(fieldOf.get(problem.code())));
  }

  /** In the page's words where it has some for the code. */
  static String text(Frame frame, Problem problem) {
    String key = "creator.bad." + problem.code();
    return frame.words().has(key)
        ? frame.text(key)
        : frame.refusal(problem.code(), problem.detail());
  }
}
