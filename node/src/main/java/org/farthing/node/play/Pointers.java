package org.farthing.node.play;

/** JSON pointers (RFC 6901) grown step by step; the empty one is the whole document. */
final class Pointers {

  private Pointers() {}

  static String item(String parent, int index) {
    return parent + "/" + index;
  }

  static String field(String parent, String name) {
    return parent + "/" + name.replace("~", "~0").replace("/", "~1");
  }
}
