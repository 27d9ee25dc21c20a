package org.farthing.node.notice;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import org.farthing.node.account.MemberId;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.social.FollowNews;
import org.farthing.protocol.Sha256;
import org.farthing.protocol.activity.ActorId;

/** Tells members who decide themselves that somebody asks to follow them. */
public final class FollowNotices implements FollowNews {

  /** As many as fit behind a day. */
  private static final int HASH_BYTES = 24;

  private final Notices notices;

  public FollowNotices(Notices notices) {
    this.notices = notices;
  }

  /** Once a day of each, so that nobody fills a mailbox by asking and taking it back. */
  @Override
  public void asked(Transaction tx, MemberId member, ActorId follower, String name, Instant at) {
    byte[] hash = Sha256.of(follower.toString());
    String once =
        LocalDate.ofInstant(at, ZoneOffset.UTC)
            + ":"
            + HexFormat.of().formatHex(hash, 0, HASH_BYTES);
    notices.tellOnce(tx, member, NoticeEvent.FOLLOW_ASKED, once, new NoticeDetail.Text(name));
  }
}
