package org.farthing.node.signin;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.farthing.node.account.Member;
import org.farthing.node.account.MemberId;
import org.farthing.node.account.Members;
import org.farthing.node.look.Words;
import org.farthing.node.notice.Letters.Letter;
import org.farthing.node.notice.MailPurpose;
import org.farthing.node.notice.MailQueue;
import org.farthing.node.notice.QueuedMail;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.Origin;

/**
 * Letters with links: to confirm an address, and to choose a password again. Whether an address is
 * anybody's is looked up when the letter is written, not when it is asked for: so neither what is
 * answered nor how long that takes tells it. Thread-safe.
 */
final class AddressMail {

  private static final Duration CONFIRMATION = Duration.ofDays(3);
  private static final Duration RESET = Duration.ofHours(1);

  /** Good links that a member can have at once: nobody's mailbox is flooded. */
  private static final int MOST_LINKS = 5;

  private static final int MOST_ACCOUNTS = 10;

  private final Database database;
  private final Members members;
  private final Links links;
  private final MailQueue queue;
  private final MemberLanguages languages;
  private final Origin origin;
  private final InstantSource system;
  private final LoginStore store = new LoginStore();

  AddressMail(
      Database database,
      Members members,
      Links links,
      MailQueue queue,
      MemberLanguages languages,
      Origin origin,
      InstantSource system) {
    this.database = database;
    this.members = members;
    this.links = links;
    this.queue = queue;
    this.languages = languages;
    this.origin = origin;
    this.system = system;
  }

  /** Whether this node sends e-mail. */
  boolean isOn() {
    return queue.isOn();
  }

  /** Somebody has forgotten the password of the accounts with this address, if there are any. */
  void forgotten(String email) {
    database.execute(tx -> queue.putUnlessWaiting(tx, MailPurpose.PASSWORD, email));
  }

  /** Asks a member once more whether their address is theirs. */
  void askAgain(MemberId member) {
    database.execute(
        tx ->
            store
                .find(tx, member)
                .filter(login -> !login.isConfirmed())
                .map(Login::emailOrNull)
                .ifPresent(email -> queue.put(tx, MailPurpose.ADDRESS, email, member)));
  }

  /** The address that a link confirms, while it is good. */
  Optional<String> confirms(Secret link) {
    return database
        .read(tx -> links.find(tx, link, LinkPurpose.ADDRESS))
        .flatMap(it -> Optional.ofNullable(it.subjectOrNull()));
  }

  /** Returns whether the link was good, and its address still the member's. */
  boolean confirm(Secret secret) {
    return database.write(
        tx -> {
          Optional<Link> link = links.find(tx, secret, LinkPurpose.ADDRESS);
          return link.isPresent()
              && links.redeem(tx, secret, LinkPurpose.ADDRESS)
              && confirm(tx, link.get());
        });
  }

  private boolean confirm(Transaction tx, Link link) {
    MemberId member = link.memberOrNull();
    String email = link.subjectOrNull();
    return member != null && email != null && store.confirm(tx, member, email, system.instant());
  }

  /** The address that a member has confirmed. */
  Optional<String> confirmed(Transaction tx, MemberId member) {
    return store.find(tx, member).filter(Login::isConfirmed).map(Login::emailOrNull);
  }

  /** Asks whether an address is a member's. */
  Optional<Letter> confirmation(Transaction tx, QueuedMail mail) {
    MemberId id = mail.memberOrNull();
    if (id == null || links.count(tx, id, LinkPurpose.ADDRESS) >= MOST_LINKS) {
      return Optional.empty();
    }
    boolean asked =
        store
            .find(tx, id)
            .filter(it -> !it.isConfirmed() && mail.recipient().equals(it.emailOrNull()))
            .isPresent();
    Optional<Member> member = members.find(tx, id);
    if (!asked || member.isEmpty()) {
      return Optional.empty();
    }
    Words words = words(tx, id);
    Secret secret = links.make(tx, LinkPurpose.ADDRESS, id, mail.recipient(), CONFIRMATION);
    String link = origin.resolve(AddressRoutes.CONFIRM + "?token=" + secret.text()).toString();
    return Optional.of(
        new Letter(
            words.text("mail.address.subject", origin.authority()),
            words.text("mail.address.text", member.get().name(), origin.authority(), link)));
  }

  /** Lets members choose a password who have confirmed the address; says nothing to others. */
  Optional<Letter> reset(Transaction tx, QueuedMail mail) {
    List<Member> found =
        store.withEmail(tx, mail.recipient(), MOST_ACCOUNTS).stream()
            .filter(Login::isConfirmed)
            .map(Login::member)
            .filter(member -> links.count(tx, member, LinkPurpose.PASSWORD) < MOST_LINKS)
            .flatMap(member -> members.find(tx, member).stream())
            .toList();
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Words words = words(tx, found.getFirst().id());
    String lines =
        found.stream().map(member -> line(tx, words, member)).collect(Collectors.joining("\n\n"));
    return Optional.of(
        new Letter(
            words.text("mail.password.subject", origin.authority()),
            words.text("mail.password.text", origin.authority(), lines)));
  }

  private String line(Transaction tx, Words words, Member member) {
    Secret secret = links.make(tx, LinkPurpose.PASSWORD, member.id(), RESET);
    String link = origin.resolve(PasswordRoutes.BY_LINK + "?token=" + secret.text()).toString();
    return words.text("mail.password.line", member.name(), link);
  }

  private Words words(Transaction tx, MemberId member) {
    return new Words(languages.of(tx, member));
  }
}
