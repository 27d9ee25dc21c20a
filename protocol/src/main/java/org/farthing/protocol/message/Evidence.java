package org.farthing.protocol.message;

import org.farthing.protocol.activity.ActivityId;

/**
 * What a creditor has signed of the flattr of a disputed line, for whoever looks into it: both
 * nodes hold it, and each can show it to others.
 *
 * @param answer id of its answer to the flattr or gift: a receipt, an undo receipt, a refusal, or
 *     that it waits
 * @param sequence the answer's place in the pair's log of the statement's month; 0 when it takes
 *     none
 */
public record Evidence(ActivityId answer, long sequence) {

  public Evidence {
    Checks.range("/sequence", 0, Checks.LARGEST_INTEGER, sequence);
  }

  /** Of an answer that takes no place in the log. */
  public Evidence(ActivityId answer) {
    this(answer, 0);
  }
}
