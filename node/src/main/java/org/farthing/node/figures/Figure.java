package org.farthing.node.figures;

import java.util.OptionalLong;

/** A figure of what people gave, as far as everybody may know it (product rule 14). */
public sealed interface Figure {

  /** With fewer donors than this, a figure could tell what one of them gave. */
  int FEWEST_DONORS = 5;

  /** It is told, and exact. */
  record Shown(long number) implements Figure {}

  /** Fewer than five donors are in it, perhaps none. */
  record FewerThanFive() implements Figure {}

  /** With the other figures that are told it would tell of a part with fewer than five donors. */
  record Withheld() implements Figure {}

  /** A figure that no other one is a part of. */
  static Figure of(long value, long donors) {
    return donors < FEWEST_DONORS ? new FewerThanFive() : new Shown(value);
  }

  /**
   * A total, parts of which are told, too.
   *
   * @param donorsOfRest how many donors are in what remains when those parts are taken away
   */
  static Figure ofTotal(long value, long donors, long donorsOfRest) {
    return donors >= FEWEST_DONORS && donorsOfRest > 0 && donorsOfRest < FEWEST_DONORS
        ? new Withheld()
        : of(value, donors);
  }

  /** What is told. */
  default OptionalLong value() {
    return switch (this) {
      case Shown shown -> OptionalLong.of(shown.number());
      case FewerThanFive _, Withheld _ -> OptionalLong.empty();
    };
  }
}
