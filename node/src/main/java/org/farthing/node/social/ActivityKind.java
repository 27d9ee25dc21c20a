package org.farthing.node.social;

import org.farthing.protocol.activity.ActivityDocument;

/** The activities that something follows from here. */
enum ActivityKind {
  FOLLOW("Follow"),
  ACCEPT("Accept"),
  REJECT("Reject"),
  UNDO("Undo"),
  BLOCK("Block"),
  LIKE("Like"),
  EMOJI_REACT("EmojiReact"),
  DISLIKE("Dislike"),
  ANNOUNCE("Announce"),
  CREATE("Create"),
  UPDATE("Update"),
  DELETE("Delete"),
  MOVE("Move"),
  FLAG("Flag"),
  UNKNOWN("");

  private final String type;

  ActivityKind(String type) {
    this.type = type;
  }

  /** By the first of its types that is known. */
  static ActivityKind of(ActivityDocument document) {
    for (String each : document.types()) {
      for (ActivityKind kind : values()) {
        if (kind != UNKNOWN && kind.type.equals(each)) {
          return kind;
        }
      }
    }
    return UNKNOWN;
  }
}
