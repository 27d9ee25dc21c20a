package org.farthing.node.signin;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.farthing.node.account.Member;
import org.farthing.node.account.MemberId;
import org.farthing.node.account.Members;
import org.farthing.node.notice.MailPurpose;
import org.farthing.node.notice.MailQueue;
import org.farthing.node.notice.NoticeDetail;
import org.farthing.node.notice.NoticeEvent;
import org.farthing.node.notice.Notices;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.platform.http.Problem;
import org.jspecify.annotations.Nullable;

/** How members sign in, join, and choose their passwords. Thread-safe. */
final class Logins {

  private static final Duration INVITATION = Duration.ofDays(14);
  private static final Duration HAND_OVER = Duration.ofDays(1);

  private final Database database;
  private final Members members;
  private final Registration registration;
  private final Sessions sessions;
  private final Links links;
  private final Notices notices;
  private final MailQueue mail;
  private final InstantSource system;
  private final LoginStore store = new LoginStore();
  private final Passwords passwords = new Passwords();
  private final Backoff backoff;

  Logins(
      Database database,
      Members members,
      Registration registration,
      Sessions sessions,
      Links links,
      Notices notices,
      MailQueue mail,
      InstantSource system) {
    this.database = database;
    this.members = members;
    this.registration = registration;
    this.sessions = sessions;
    this.links = links;
    this.notices = notices;
    this.mail = mail;
    this.system = system;
    this.backoff = new Backoff(Backoff.LONGEST_FOR_PASSWORDS, system);
  }

  /** What comes of an attempt to sign in. */
  sealed interface Attempt {

    record Welcome(Member member) implements Attempt {}

    /** The name or the password is wrong; nobody is told which. */
    record Refused() implements Attempt {}

    /** Too many wrong ones came before. */
    record Later(Duration left) implements Attempt {}
  }

  /** Whether and how strangers can join. */
  Registration registration() {
    return registration;
  }

  /**
   * Somebody wants to sign in.
   *
   * @param login a name, or an e-mail address that one member alone has confirmed, or one alone has
   */
  Attempt attempt(String login, String password) {
    String account = login.toLowerCase(Locale.ROOT);
    Duration left = backoff.left(account);
    if (!left.isZero()) {
      return new Attempt.Later(left);
    }
    Optional<Login> known = find(account);
    boolean right =
        known.isPresent()
            ? passwords.isRight(password, known.get().password())
            : passwords.isNobodys(password);
    Optional<Member> member =
        right ? known.flatMap(it -> members.find(it.member())) : Optional.empty();
    if (member.isEmpty()) {
      int _ = backoff.failed(account);
      return new Attempt.Refused();
    }
    backoff.forget(account);
    return new Attempt.Welcome(member.get());
  }

  private Optional<Login> find(String account) {
    if (account.indexOf('@') > 0) {
      List<Login> found = database.read(tx -> store.withEmail(tx, account, 2));
      boolean alone =
          found.size() == 1
              || (found.size() == 2
                  && found.getFirst().isConfirmed()
                  && !found.getLast().isConfirmed());
      return alone ? Optional.of(found.getFirst()) : Optional.empty();
    }
    return members
        .find(account)
        .flatMap(member -> database.read(tx -> store.find(tx, member.id())));
  }

  /**
   * Somebody joins.
   *
   * @param emailOrNull in small letters
   * @param invitationOrNull the link that they follow
   * @throws Problem as {@link Members#create}, {@code no_invitation}, {@code registration_closed}
   */
  Member join(
      String name,
      String displayName,
      @Nullable String emailOrNull,
      String password,
      @Nullable Secret invitationOrNull) {
    String hash = passwords.hash(password);
    return join(
        name,
        displayName,
        invitationOrNull,
        (tx, member) -> save(tx, new Login(member.id(), emailOrNull, null, hash)));
  }

  /**
   * As {@link #join(String, String, String, String, Secret)}, with another way to sign in.
   *
   * @param way makes them known by it, in the transaction in which they join
   */
  Member join(
      String name,
      String displayName,
      @Nullable Secret invitationOrNull,
      BiConsumer<Transaction, Member> way) {
    return database.write(
        tx -> {
          redeem(tx, invitationOrNull);
          Member member = members.create(tx, name, displayName);
          way.accept(tx, member);
          return member;
        });
  }

  private void redeem(Transaction tx, @Nullable Secret invitationOrNull) {
    switch (registration) {
      case OPEN -> {}
      case CLOSED -> throw closed();
      case INVITATION -> {
        if (invitationOrNull == null
            || !links.redeem(tx, invitationOrNull, LinkPurpose.INVITATION)) {
          throw noInvitation();
        }
      }
    }
  }

  /** Stores it, and asks whether an address is the member's that they have not confirmed. */
  private void save(Transaction tx, Login login) {
    store.save(tx, login, system.instant());
    String email = login.emailOrNull();
    if (email != null && !login.isConfirmed()) {
      mail.put(tx, MailPurpose.ADDRESS, email, login.member());
    }
  }

  /**
   * Lets only those go on who can join.
   *
   * @throws Problem {@code registration_closed}, {@code no_invitation}
   */
  void requireOpen(@Nullable Secret invitationOrNull) {
    switch (registration) {
      case OPEN -> {}
      case CLOSED -> throw closed();
      case INVITATION -> {
        if (invitationOrNull == null
            || database
                .read(tx -> links.find(tx, invitationOrNull, LinkPurpose.INVITATION))
                .isEmpty()) {
          throw noInvitation();
        }
      }
    }
  }

  private static Problem closed() {
    return new Problem(
        403,
        "registration_closed",
        "Nobody can join by themselves here",
        "The admin of this node takes members in.");
  }

  private static Problem noInvitation() {
    return new Problem(
        403,
        "no_invitation",
        "You need an invitation to join",
        "A link of invitation works once, for 14 days. This one is used, too old, or not whole.");
  }

  Optional<Login> of(MemberId member) {
    return database.read(tx -> of(tx, member));
  }

  Optional<Login> of(Transaction tx, MemberId member) {
    return store.find(tx, member);
  }

  /** A member chooses a password: they are signed out everywhere, and no link is good any more. */
  void choose(MemberId member, @Nullable String emailOrNull, String password) {
    String hash = passwords.hash(password);
    database.execute(tx -> choose(tx, member, emailOrNull, hash));
  }

  private void choose(Transaction tx, MemberId member, @Nullable String emailOrNull, String hash) {
    Optional<Login> before = store.find(tx, member);
    boolean sameAddress =
        before.filter(it -> Objects.equals(it.emailOrNull(), emailOrNull)).isPresent();
    // Told first: to the address that they had.
    if (before.isPresent()) {
      notices.tell(tx, member, NoticeEvent.PASSWORD_CHANGED);
    }
    if (before.isPresent() && !sameAddress) {
      String shown = Objects.requireNonNullElse(emailOrNull, "–");
      notices.tell(tx, member, NoticeEvent.ADDRESS_CHANGED, new NoticeDetail.Text(shown));
    }
    links.forget(tx, member);
    sessions.endAll(tx, member);
    @Nullable Instant confirmed = before.map(Login::confirmedOrNull).orElse(null);
    save(tx, new Login(member, emailOrNull, sameAddress ? confirmed : null, hash));
  }

  /** Whom a link lets choose a password. */
  Optional<Member> holder(Secret link) {
    return database.read(
        tx ->
            links
                .holder(tx, link, LinkPurpose.PASSWORD)
                .flatMap(member -> members.find(tx, member)));
  }

  /** As {@link #choose}, by a link; returns whether it was still good. */
  boolean chooseBy(Secret link, MemberId member, @Nullable String emailOrNull, String password) {
    String hash = passwords.hash(password);
    return database.write(
        tx -> {
          boolean good = links.redeem(tx, link, LinkPurpose.PASSWORD);
          if (good) {
            choose(tx, member, emailOrNull, hash);
          }
          return good;
        });
  }

  /** A link that lets one stranger join. */
  Secret invite() {
    return database.write(tx -> links.invite(tx, INVITATION));
  }

  /** A link that lets a member choose a password; older ones are good no more. */
  Secret handOver(MemberId member) {
    return database.write(
        tx -> {
          links.forget(tx, member);
          return links.make(tx, LinkPurpose.PASSWORD, member, HAND_OVER);
        });
  }

  /** Nothing with which they could sign in is left. */
  void erase(Transaction tx, MemberId member) {
    store.delete(tx, member);
    links.forget(tx, member);
    sessions.endAll(tx, member);
  }
}
