package org.farthing.node.settlement.line;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.IntFunction;
import org.farthing.node.account.MemberId;
import org.farthing.node.flattr.DonorShares;
import org.farthing.node.flattr.DonorTags;
import org.farthing.node.flattr.OneOff;
import org.jspecify.annotations.Nullable;

/** Gathers the lines of a month donor by donor, and has them in order in the end. Of one thread. */
public final class MonthLines implements AutoCloseable {

  private final CreatorsElsewhere creators;
  private final IntFunction<DonorTags> tagsOf;
  private final Map<Integer, TagsAtPeer> tagsAtPeer = new HashMap<>();
  private final LineSort sort;

  MonthLines(CreatorsElsewhere creators, IntFunction<DonorTags> tagsOf, LineSort sort) {
    this.creators = creators;
    this.tagsOf = tagsOf;
    this.sort = sort;
  }

  /** Takes in what a donor gives to creators elsewhere. */
  public void add(DonorShares donor) {
    MemberId member = donor.reservation().member();
    for (int i = 0; i < donor.size(); i++) {
      int peer = creators.peer(donor.creator(i));
      if (peer != CreatorsElsewhere.HERE) {
        Tag tag = tagsAtPeer(peer).of(member, donor.anonymous(i));
        sort.add(
            new OwnLine(
                peer,
                donor.idHigh(i),
                donor.idLow(i),
                donor.creator(i),
                tag.high,
                tag.low,
                donor.shareMicros(i)));
      }
    }
  }

  /** Takes in what a donor gives beside the budget, if it is to a creator elsewhere. */
  public void add(OneOff gift) {
    int peer = creators.peer(gift.creator());
    if (peer != CreatorsElsewhere.HERE) {
      Tag tag = tagsAtPeer(peer).of(gift.donor(), gift.anonymous());
      sort.add(
          new OwnLine(
              peer,
              gift.id().uuid().getMostSignificantBits(),
              gift.id().uuid().getLeastSignificantBits(),
              gift.creator(),
              tag.high,
              tag.low,
              PackedLines.oneOff(gift.micros())));
    }
  }

  private TagsAtPeer tagsAtPeer(int peer) {
    return tagsAtPeer.computeIfAbsent(peer, id -> new TagsAtPeer(tagsOf.apply(id)));
  }

  /** To be called once, when no donor is added any more. */
  Iterator<OwnLine> sorted() {
    return sort.sorted();
  }

  /** A peer's tags, for one thread. */
  DonorTags newTags(int peer) {
    return tagsOf.apply(peer);
  }

  @Override
  public void close() {
    sort.close();
  }

  private record Tag(long high, long low) {

    static Tag of(byte[] bytes) {
      ByteBuffer halves = ByteBuffer.wrap(bytes);
      return new Tag(halves.getLong(), halves.getLong());
    }
  }

  /** A donor's flattrs come together: so the last donor's tags are kept. */
  private static final class TagsAtPeer {

    private final DonorTags tags;
    private @Nullable MemberId donor;
    private @Nullable Tag named;
    private @Nullable Tag anonymous;

    TagsAtPeer(DonorTags tags) {
      this.tags = tags;
    }

    Tag of(MemberId member, boolean isAnonymous) {
      if (!member.equals(donor)) {
        donor = member;
        named = null;
        anonymous = null;
      }
      Tag known = isAnonymous ? anonymous : named;
      if (known != null) {
        return known;
      }
      Tag tag = Tag.of(tags.tagBytes(member, isAnonymous));
      if (isAnonymous) {
        anonymous = tag;
      } else {
        named = tag;
      }
      return tag;
    }
  }
}
