package org.farthing.node.web.donor;

import java.util.Locale;

/** How a flattr stands, in the words that a donor reads. */
enum Standing {
  SENT,
  COUNTED,
  UNCLAIMED,
  REFUSED,
  UNDONE,
  /** It came to nothing in its month and lives on as another. */
  OFFERED_AGAIN,
  /** It came to nothing in its month and is offered no more. */
  EXPIRED,
  /** Its month is split, and its share is not at the creator's disposal yet. */
  PENDING,
  /** Its share has arrived where the creator can use it. */
  PAID;

  /** Of its texts and its look. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
