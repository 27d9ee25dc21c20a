package org.farthing.node.ledger;

/** The kinds of row in the ledger. */
enum TransferKind {
  /** Moves its amount at once. */
  POSTED,
  /** Sets its amount aside. */
  PENDING,
  /** Moves its amount, at most what the pending one set aside, and ends that. */
  POST,
  /** Ends a pending one. */
  VOID;

  boolean resolves() {
    return this == POST || this == VOID;
  }

  /** What a row adds to the posted sums of its accounts. */
  long posted(long amount) {
    return switch (this) {
      case POSTED, POST -> amount;
      case PENDING, VOID -> 0;
    };
  }

  /**
   * What a row adds to the pending sums of its accounts.
   *
   * @param setAside the amount of the pending transfer that the row resolves, 0 if it resolves none
   */
  long pending(long amount, long setAside) {
    return switch (this) {
      case POSTED -> 0;
      case PENDING -> amount;
      case POST, VOID -> -setAside;
    };
  }
}
