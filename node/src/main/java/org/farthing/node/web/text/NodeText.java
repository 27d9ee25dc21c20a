package org.farthing.node.web.text;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.farthing.node.look.Frame;

/** A text that each node has its own of. */
public enum NodeText {
  PRIVACY,
  TERMS;

  /** As in addresses and in the database. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<NodeText> of(String id) {
    return Arrays.stream(values()).filter(text -> text.id().equals(id)).findFirst();
  }

  /** Where everybody reads it. */
  public String path() {
    return "/about/" + id();
  }

  /** The key of its title. */
  public String title() {
    return "text." + id() + ".title";
  }

  /** The text that comes with Farthing. */
  public String standard(Frame frame) {
    return frame.text("text." + id(), frame.node());
  }
}
