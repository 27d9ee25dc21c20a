package org.farthing.protocol.settlement;

/** The way of a node up to the root, beside one sibling after the other. Mutable. */
final class Climb {
  private long place;
  private long last;

  /**
   * @param place the node's place on its level, from 0
   * @param last the place of the last node on that level
   */
  Climb(long place, long last) {
    this.place = place;
    this.last = last;
  }

  boolean atRoot() {
    return last == 0;
  }

  /** Whether the next sibling stands left of the node. */
  boolean siblingIsLeft() {
    return (place & 1) == 1 || place == last;
  }

  /** Joins the node with its next sibling. */
  void up() {
    // The last node of a level, alone there, first rises to where it has a left sibling.
    int levels = siblingIsLeft() ? Long.numberOfTrailingZeros(place) + 1 : 1;
    place >>= levels;
    last >>= levels;
  }
}
