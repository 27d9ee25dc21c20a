package org.farthing.node.audit;

import org.farthing.node.platform.http.Problem;

/**
 * On whose word something is put right, and why.
 *
 * @param by who asks: {@code command}, an API token by its label, {@code member:} and the id of an
 *     admin on their pages, or {@code node} for what it does by its rules
 * @param reason for people who look at it years later; 1 to 500 characters on one line, no personal
 *     data, since it is never deleted
 */
public record Mandate(String by, String reason) {

  private static final int LONGEST_REASON = 500;

  /**
   * @throws Problem {@code malformed_reason} for a reason that is none
   */
  public Mandate {
    reason = reason.strip();
    boolean onOneLine = reason.chars().noneMatch(Character::isISOControl);
    if (reason.isEmpty()
        || !onOneLine
        || reason.codePointCount(0, reason.length()) > LONGEST_REASON) {
      throw new Problem(
          400,
          "malformed_reason",
          "Not a reason",
          "Say why, in 1 to " + LONGEST_REASON + " characters on one line.");
    }
  }

  /** Nobody's word: what the node does by its rules. */
  public static Mandate ofNode(String reason) {
    return new Mandate("node", reason);
  }

  /** Given on the command line. */
  public static Mandate ofCommand(String reason) {
    return new Mandate("command", reason);
  }
}
