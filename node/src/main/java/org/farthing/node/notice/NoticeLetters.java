package org.farthing.node.notice;

import java.util.Optional;
import org.farthing.node.look.Words;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.Origin;
import org.farthing.protocol.money.CurrencyUnit;

/** Writes notices as letters, to each member in their language. */
public final class NoticeLetters implements Letters {

  private final Notices notices;
  private final Origin origin;
  private final CurrencyUnit currency;
  private final SpokenLanguages languages;

  public NoticeLetters(
      Notices notices, Origin origin, CurrencyUnit currency, SpokenLanguages languages) {
    this.notices = notices;
    this.origin = origin;
    this.currency = currency;
    this.languages = languages;
  }

  @Override
  public Optional<Letter> write(Transaction tx, QueuedMail mail) {
    return Optional.ofNullable(mail.noticeOrNull())
        .flatMap(id -> notices.find(tx, id))
        .map(notice -> letter(notice, new Words(languages.of(tx, notice.member()))));
  }

  private Letter letter(Notice notice, Words words) {
    String node = origin.authority();
    return new Letter(
        words.text("mail.notice.subject", node, words.text(notice.event().kind().key())),
        words.text(
            "mail.notice.text",
            notice.text(words, currency),
            words.moment(notice.createdAt()),
            node,
            origin.resolve("/me/notices").toString()));
  }
}
