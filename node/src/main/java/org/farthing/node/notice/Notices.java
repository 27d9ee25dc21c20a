package org.farthing.node.notice;

import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.farthing.node.account.MemberId;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.jspecify.annotations.Nullable;

/** What members are told. Thread-safe. */
public final class Notices {

  private final Database database;
  private final Addresses addresses;
  private final MailQueue queue;
  private final InstantSource system;
  private final NoticeStore store = new NoticeStore();

  public Notices(Database database, Addresses addresses, MailQueue queue, InstantSource system) {
    this.database = database;
    this.addresses = addresses;
    this.queue = queue;
    this.system = system;
  }

  /** A member is told of something, in the transaction in which it happens. */
  public void tell(Transaction tx, MemberId member, NoticeEvent event, NoticeDetail... details) {
    tell(tx, member, event, null, List.of(details));
  }

  /**
   * As {@link #tell}, but never a second time.
   *
   * @param once what it is about, at most 64 characters of ASCII
   */
  public void tellOnce(
      Transaction tx, MemberId member, NoticeEvent event, String once, NoticeDetail... details) {
    tell(tx, member, event, once, List.of(details));
  }

  private void tell(
      Transaction tx,
      MemberId member,
      NoticeEvent event,
      @Nullable String onceOrNull,
      List<NoticeDetail> details) {
    OptionalLong notice = store.insert(tx, member, event, details, onceOrNull, system.instant());
    if (notice.isEmpty() || !queue.isOn() || store.silenced(tx, member).contains(event.kind())) {
      return;
    }
    addresses
        .confirmed(tx, member)
        .ifPresent(to -> queue.put(tx, MailPurpose.NOTICE, to, member, notice.getAsLong()));
  }

  Optional<Notice> find(Transaction tx, long id) {
    return store.find(tx, id);
  }

  /**
   * A member's notices, the newest first.
   *
   * @param before those of smaller ids
   */
  public List<Notice> before(MemberId member, long before, int most) {
    return database.read(tx -> store.before(tx, member, before, most));
  }

  public int countUnread(MemberId member) {
    return database.read(tx -> store.countUnread(tx, member));
  }

  /** A member has looked at their notices up to this one. */
  public void markRead(MemberId member, long upTo) {
    database.execute(tx -> store.markRead(tx, member, upTo, system.instant()));
  }

  /** Of which kinds a member gets e-mail, if they have confirmed an address. */
  public Set<NoticeKind> mailed(MemberId member) {
    Set<NoticeKind> kinds = EnumSet.allOf(NoticeKind.class);
    kinds.removeAll(database.read(tx -> store.silenced(tx, member)));
    return kinds;
  }

  /** A member chooses of which kinds they get e-mail. */
  public void mail(MemberId member, Set<NoticeKind> kinds) {
    Set<NoticeKind> silent = EnumSet.allOf(NoticeKind.class);
    silent.removeAll(kinds);
    database.execute(tx -> store.silence(tx, member, silent));
  }

  /** Forgets all of a member who leaves. */
  public void erase(Transaction tx, MemberId member) {
    queue.erase(tx, member);
    store.deleteOf(tx, member);
  }
}
