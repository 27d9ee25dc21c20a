package org.farthing.node.look;

/** All that one page shows: a record with the frame around it and what its template asks for. */
public interface View {

  Frame frame();

  /** The file in {@code src/main/jte} that shows it. */
  String template();
}
