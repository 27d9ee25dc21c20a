package org.farthing.node.platform.mail;

/**
 * A letter to one person.
 *
 * @param id stays the same when it is sent again, so that mailboxes can tell
 * @param text plain, with a line feed between lines
 */
public record Mail(String id, String recipient, String subject, String text) {

  public Mail {
    if (hasBreak(id) || hasBreak(recipient) || hasBreak(subject)) {
      throw new IllegalArgumentException("a header of a letter is one line");
    }
  }

  private static boolean hasBreak(String text) {
    return text.chars().anyMatch(Character::isISOControl);
  }

  /** Without what is in it. */
  @Override
  public String toString() {
    return "Mail[" + id + "]";
  }
}
