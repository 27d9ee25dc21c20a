package org.farthing.node.play;

/** A scenario that cannot be played, with the place of the fault and what is wrong there. */
public final class ScenarioRefused extends RuntimeException {

  private final String place;
  private final String reason;

  private ScenarioRefused(String place, String reason) {
    // The names of unknown fields come from the file, and this goes to a terminal.
    super((place + ": " + reason).replaceAll("\\p{Cntrl}", "\uFFFD"));
    this.place = place;
    this.reason = reason;
  }

  /**
   * @param pointer RFC 6901; empty for the whole document
   */
  static ScenarioRefused at(String pointer, String reason) {
    return new ScenarioRefused(pointer, reason);
  }

  /** For what is no JSON, so that no pointer leads to it. Both count from 1. */
  static ScenarioRefused at(long line, long column, String reason) {
    return new ScenarioRefused("line " + line + ", column " + column, reason);
  }

  /**
   * The JSON pointer of the offending value (of the object that lacks it, when it is missing), or
   * {@code line 3, column 7} of what is no JSON.
   */
  public String place() {
    return place;
  }

  public String reason() {
    return reason;
  }
}
