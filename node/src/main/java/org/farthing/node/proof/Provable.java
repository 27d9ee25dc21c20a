package org.farthing.node.proof;

import java.time.YearMonth;
import java.util.Optional;
import org.farthing.node.account.MemberId;
import org.farthing.node.flattr.Creator;
import org.farthing.node.flattr.FlattrId;
import org.farthing.node.flattr.Given;
import org.farthing.node.flattr.GivenGift;
import org.farthing.node.flattr.GivenState;
import org.jspecify.annotations.Nullable;

/** What a member here gave, and can have a proof of. */
sealed interface Provable {

  FlattrId id();

  YearMonth period();

  MemberId donor();

  Optional<Creator> creator();

  boolean anonymous();

  GivenState state();

  /** The receipt's place in the pair's log, when another node counted it. */
  @Nullable Long sequenceOrNull();

  /** Set when the creator is at another node. */
  default Optional<Integer> peer() {
    return creator().flatMap(Creator::peer);
  }

  /** A share of a budget. */
  record OfFlattr(Given flattr) implements Provable {

    @Override
    public FlattrId id() {
      return flattr.id();
    }

    @Override
    public YearMonth period() {
      return flattr.period();
    }

    @Override
    public MemberId donor() {
      return flattr.donor();
    }

    @Override
    public Optional<Creator> creator() {
      return flattr.creator();
    }

    @Override
    public boolean anonymous() {
      return flattr.anonymous();
    }

    @Override
    public GivenState state() {
      return flattr.state();
    }

    @Override
    public @Nullable Long sequenceOrNull() {
      return flattr.sequenceOrNull();
    }
  }

  /** An amount beside the budgets. */
  record OfGift(GivenGift gift) implements Provable {

    @Override
    public FlattrId id() {
      return gift.id();
    }

    @Override
    public YearMonth period() {
      return gift.period();
    }

    @Override
    public MemberId donor() {
      return gift.donor();
    }

    @Override
    public Optional<Creator> creator() {
      return Optional.of(gift.creator());
    }

    @Override
    public boolean anonymous() {
      return gift.anonymous();
    }

    @Override
    public GivenState state() {
      return gift.state();
    }

    @Override
    public @Nullable Long sequenceOrNull() {
      return gift.sequenceOrNull();
    }
  }
}
