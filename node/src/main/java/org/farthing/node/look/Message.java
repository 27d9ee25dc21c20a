package org.farthing.node.look;

import org.jspecify.annotations.Nullable;

/**
 * What went wrong, or why there is nothing here.
 *
 * @param signInOrNull the path where who sees it signs in; null for who need not
 */
public record Message(
    Frame frame, int status, ErrorTexts texts, String hint, @Nullable String signInOrNull)
    implements View {

  @Override
  public String template() {
    return "message.jte";
  }
}
