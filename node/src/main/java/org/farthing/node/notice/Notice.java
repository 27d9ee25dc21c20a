package org.farthing.node.notice;

import java.time.Instant;
import java.util.List;
import org.farthing.node.account.MemberId;
import org.farthing.node.look.Words;
import org.farthing.protocol.money.CurrencyUnit;

/**
 * Something that a member is told.
 *
 * @param read whether they have looked at it
 */
public record Notice(
    long id,
    MemberId member,
    NoticeEvent event,
    List<NoticeDetail> details,
    Instant createdAt,
    boolean read) {

  public Notice {
    details = List.copyOf(details);
  }

  /** What it says. */
  public String text(Words words, CurrencyUnit currency) {
    return words.text(
        event.key(), details.stream().map(detail -> detail.in(words, currency)).toArray());
  }
}
