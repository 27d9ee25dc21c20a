package org.farthing.node.look;

/** What went wrong, or why there is nothing here. */
public record Message(Frame frame, int status, ErrorTexts texts, String hint) implements View {

  @Override
  public String template() {
    return "message.jte";
  }
}
