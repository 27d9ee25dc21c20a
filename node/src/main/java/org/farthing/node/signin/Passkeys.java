package org.farthing.node.signin;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.farthing.node.account.Member;
import org.farthing.node.account.MemberId;
import org.farthing.node.account.Members;
import org.farthing.node.notice.NoticeDetail;
import org.farthing.node.notice.NoticeEvent;
import org.farthing.node.notice.Notices;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.Origin;

/**
 * Passkeys, with which members sign in instead of a password or after it. A challenge is good for
 * five minutes, once, and in the browser that was given it. Thread-safe.
 */
final class Passkeys {

  /** Of a challenge. */
  static final Duration LIFETIME = Duration.ofMinutes(5);

  /** A member has no more devices than that. */
  static final int MOST = 20;

  private final Database database;
  private final Members members;
  private final Origin origin;
  private final Links links;
  private final SecondFactors factors;
  private final Notices notices;
  private final InstantSource system;
  private final PasskeyStore store = new PasskeyStore();
  private final WebAuthn webAuthn;
  private final Backoff backoff;

  Passkeys(
      Database database,
      Members members,
      Origin origin,
      Links links,
      SecondFactors factors,
      Notices notices,
      InstantSource system) {
    this.database = database;
    this.members = members;
    this.origin = origin;
    this.links = links;
    this.factors = factors;
    this.notices = notices;
    this.system = system;
    this.webAuthn = new WebAuthn(origin);
    this.backoff = new Backoff(Backoff.LONGEST_FOR_PASSWORDS, system);
  }

  /** What comes of a new passkey. */
  enum Addition {
    ADDED,
    /** There are as many as there can be. */
    TOO_MANY,
    /** Made for a challenge that is not good, or not as we asked for it. */
    REFUSED
  }

  /** The oldest first. */
  List<Passkey> of(MemberId member) {
    return database.read(tx -> store.of(tx, member));
  }

  boolean hasAny(Transaction tx, MemberId member) {
    return !store.of(tx, member).isEmpty();
  }

  Optional<Passkey> find(MemberId member, long id) {
    return database.read(tx -> store.find(tx, member, id));
  }

  /**
   * What a browser needs to make a passkey, for a member who has just shown their password.
   *
   * @param browser what its forms carry
   */
  String begin(Member member, String browser) {
    return database.write(
        tx -> {
          Secret challenge =
              links.make(tx, LinkPurpose.PASSKEY_NEW, member.id(), bound(browser), LIFETIME);
          return PasskeyOptions.creation(origin, member, challenge, ids(tx, member.id()));
        });
  }

  private List<byte[]> ids(Transaction tx, MemberId member) {
    return store.of(tx, member).stream().map(Passkey::credentialId).toList();
  }

  /** The database holds nothing that a form could carry. */
  private static String bound(String browser) {
    return HexFormat.of().formatHex(new Secret(browser).hash());
  }

  /**
   * A member's browser has made a passkey.
   *
   * @param json as browsers tell it
   */
  Addition add(Member member, String browser, String json, String name) {
    Optional<WebAuthn.Creation> creation = webAuthn.readCreation(json);
    boolean asked =
        creation.isPresent()
            && database.write(
                tx ->
                    redeem(
                        tx,
                        creation.get().challenge(),
                        LinkPurpose.PASSKEY_NEW,
                        new Link(member.id(), bound(browser))));
    Optional<WebAuthn.Created> created =
        asked ? creation.flatMap(webAuthn::check) : Optional.empty();
    return created.isEmpty()
        ? Addition.REFUSED
        : database.write(tx -> add(tx, member.id(), created.get(), name));
  }

  private Addition add(Transaction tx, MemberId member, WebAuthn.Created created, String name) {
    store.lock(tx, member);
    if (store.of(tx, member).size() >= MOST) {
      return Addition.TOO_MANY;
    }
    if (!store.insert(tx, member, created, name, system.instant())) {
      return Addition.REFUSED;
    }
    notices.tell(tx, member, NoticeEvent.PASSKEY_ADDED, new NoticeDetail.Text(name));
    return Addition.ADDED;
  }

  /** Returns whether it was good until now, for this member and in this browser. */
  private boolean redeem(Transaction tx, Secret challenge, LinkPurpose purpose, Link expected) {
    return links.find(tx, challenge, purpose).filter(expected::equals).isPresent()
        && links.redeem(tx, challenge, purpose);
  }

  /**
   * What a browser needs to use a passkey, for whoever asks.
   *
   * @param browser what its forms carry
   */
  String ask(String browser) {
    return PasskeyOptions.request(origin, challenge(browser));
  }

  /** The same, for a member whose password was right. */
  String ask(String browser, MemberId member) {
    List<byte[]> known = database.read(tx -> ids(tx, member));
    return PasskeyOptions.request(origin, challenge(browser), known);
  }

  private Secret challenge(String browser) {
    return database.write(tx -> links.make(tx, LinkPurpose.PASSKEY, bound(browser), LIFETIME));
  }

  /**
   * Somebody signs in with a passkey alone.
   *
   * @param json as browsers tell it
   */
  Logins.Attempt attempt(String browser, String json) {
    Optional<WebAuthn.Answer> answer = webAuthn.readAnswer(json);
    Optional<Member> owner = answer.flatMap(this::owner);
    if (answer.isEmpty() || owner.isEmpty()) {
      return new Logins.Attempt.Refused();
    }
    String account = owner.get().id().toString();
    Duration left = backoff.left(account);
    if (!left.isZero()) {
      return new Logins.Attempt.Later(left);
    }
    if (!database.write(tx -> use(tx, owner.get().id(), answer.get(), browser, true))) {
      int _ = backoff.failed(account);
      return new Logins.Attempt.Refused();
    }
    backoff.forget(account);
    return new Logins.Attempt.Welcome(owner.get());
  }

  /** Who it says that it is has to be whose passkey it is. */
  private Optional<Member> owner(WebAuthn.Answer answer) {
    return database.read(
        tx ->
            store
                .owner(tx, answer.credentialId())
                .filter(answer::isOf)
                .flatMap(member -> members.find(tx, member)));
  }

  /** Somebody who has shown a password uses a passkey. */
  SecondFactors.Attempt attempt(Secret ticket, String browser, String json) {
    Optional<WebAuthn.Answer> answer = webAuthn.readAnswer(json);
    return factors.attempt(
        ticket,
        (tx, member) -> answer.isPresent() && use(tx, member, answer.get(), browser, false));
  }

  private boolean use(
      Transaction tx, MemberId member, WebAuthn.Answer answer, String browser, boolean verified) {
    Link expected = new Link(null, bound(browser));
    if (!redeem(tx, answer.challenge(), LinkPurpose.PASSKEY, expected)) {
      return false;
    }
    Optional<Passkey> passkey = store.lock(tx, member, answer.credentialId());
    if (passkey.isEmpty()) {
      return false;
    }
    Optional<Long> count = webAuthn.check(answer, passkey.get(), verified);
    count.ifPresent(it -> store.use(tx, passkey.get().id(), it, system.instant()));
    return count.isPresent();
  }

  /** Returns whether the member has such a passkey. */
  boolean rename(MemberId member, long id, String name) {
    return database.write(tx -> store.rename(tx, member, id, name));
  }

  /** It is good no more; with the last one nothing is asked for that nobody can show. */
  void remove(MemberId member, long id) {
    database.execute(
        tx -> {
          store.lock(tx, member);
          Optional<Passkey> passkey = store.find(tx, member, id);
          if (passkey.isEmpty()) {
            return;
          }
          store.delete(tx, id);
          NoticeDetail name = new NoticeDetail.Text(passkey.get().name());
          notices.tell(tx, member, NoticeEvent.PASSKEY_REMOVED, name);
          if (store.of(tx, member).isEmpty()) {
            factors.demandNoPasskey(tx, member);
          }
        });
  }

  /**
   * The password alone is enough no more; if it was not before, there are new recovery codes.
   *
   * @return recovery codes, shown once; none when the member has those of an app, or no passkey
   */
  List<String> demand(MemberId member) {
    return database.write(
        tx -> {
          store.lock(tx, member);
          return store.of(tx, member).isEmpty() ? List.of() : factors.demandPasskey(tx, member);
        });
  }

  /** The password is enough again, unless there is an app. */
  void demandNone(MemberId member) {
    database.execute(tx -> factors.demandNoPasskey(tx, member));
  }

  /** Forgets all of a member who leaves. */
  void erase(Transaction tx, MemberId member) {
    store.deleteOf(tx, member);
  }
}
