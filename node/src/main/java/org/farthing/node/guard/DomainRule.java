package org.farthing.node.guard;

import java.time.Instant;
import org.farthing.node.platform.http.Problem;
import org.jspecify.annotations.Nullable;

/**
 * What holds for a domain and its subdomains.
 *
 * @param publicComment why, for everybody
 * @param privateComment why, for admins
 */
public record DomainRule(
    Domain domain,
    Severity severity,
    @Nullable String publicComment,
    @Nullable String privateComment) {

  private static final int LONGEST_COMMENT = 1000;

  /**
   * @throws Problem 400 {@code malformed_comment} for one that is too long
   */
  public DomainRule {
    publicComment = comment(publicComment);
    privateComment = comment(privateComment);
  }

  private static @Nullable String comment(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    String comment = text.strip();
    if (comment.length() > LONGEST_COMMENT) {
      throw new Problem(
          400,
          "malformed_comment",
          "Not a comment",
          "A comment has at most " + LONGEST_COMMENT + " characters.");
    }
    return comment;
  }

  /**
   * A rule with its last change.
   *
   * @param at calendar time
   * @param by as the audit log names them
   */
  public record Kept(DomainRule rule, Instant at, String by) {}
}
