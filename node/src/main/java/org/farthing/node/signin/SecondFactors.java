package org.farthing.node.signin;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.farthing.node.account.Member;
import org.farthing.node.account.MemberId;
import org.farthing.node.account.Members;
import org.farthing.node.account.NodeSecret;
import org.farthing.node.notice.NoticeDetail;
import org.farthing.node.notice.NoticeEvent;
import org.farthing.node.notice.Notices;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;

/** Codes or passkeys that are asked for after the password, of who wants that. Thread-safe. */
final class SecondFactors {

  /** How long somebody may look for their phone. */
  private static final Duration STEP = Duration.ofMinutes(10);

  /** So many wrong codes in a row are no slips any more. */
  private static final int SUSPICIOUS = 5;

  private static final String SEALED_AS = "second factor of ";
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Database database;
  private final NodeSecret secret;
  private final Members members;
  private final Links links;
  private final Notices notices;
  private final InstantSource system;
  private final SecondFactorStore store = new SecondFactorStore();
  private final Backoff backoff;

  SecondFactors(
      Database database,
      NodeSecret secret,
      Members members,
      Links links,
      Notices notices,
      InstantSource system) {
    this.database = database;
    this.secret = secret;
    this.members = members;
    this.links = links;
    this.notices = notices;
    this.system = system;
    this.backoff = new Backoff(Backoff.LONGEST_FOR_CODES, system);
  }

  /** What comes of a code. */
  sealed interface Attempt {

    record Right(Member member) implements Attempt {}

    record Wrong() implements Attempt {}

    /** Too many wrong ones came before. */
    record Later(Duration left) implements Attempt {}

    /** The password is too long ago. */
    record TooLate() implements Attempt {}
  }

  /** What a member shows after the password. Is in the transaction in which they are let in. */
  @FunctionalInterface
  interface Proof {
    boolean isRight(Transaction tx, MemberId member);
  }

  /** Whether the password alone does not sign a member in. */
  boolean isOn(MemberId member) {
    return database.read(tx -> hasApp(tx, member) || store.demandsPasskey(tx, member));
  }

  /** Whether a member has an app whose codes are taken. */
  boolean hasApp(MemberId member) {
    return database.read(tx -> hasApp(tx, member));
  }

  private boolean hasApp(Transaction tx, MemberId member) {
    return store.find(tx, member).filter(SecondFactor::confirmed).isPresent();
  }

  /** Whether a member wants to be asked for a passkey, with an app or without. */
  boolean demandsPasskey(MemberId member) {
    return database.read(tx -> store.demandsPasskey(tx, member));
  }

  /** How many recovery codes a member has left. */
  int countCodes(MemberId member) {
    return database.read(tx -> store.countCodes(tx, member));
  }

  /** A member has shown their password, and has ten minutes for the code. */
  Secret ask(MemberId member) {
    return database.write(tx -> links.make(tx, LinkPurpose.SECOND_FACTOR, member, STEP));
  }

  /** Whose password was right. */
  Optional<Member> holder(Secret ticket) {
    return database.read(
        tx ->
            links
                .holder(tx, ticket, LinkPurpose.SECOND_FACTOR)
                .flatMap(id -> members.find(tx, id)));
  }

  /** Somebody who has shown a password types a code of the app, or a recovery code. */
  Attempt attempt(Secret ticket, String code) {
    return attempt(ticket, (tx, member) -> isRight(tx, member, code));
  }

  /** Somebody who has shown a password shows something else, too. */
  Attempt attempt(Secret ticket, Proof proof) {
    Optional<Member> member = holder(ticket);
    if (member.isEmpty()) {
      return new Attempt.TooLate();
    }
    MemberId id = member.get().id();
    Duration left = backoff.left(id.toString());
    if (!left.isZero()) {
      return new Attempt.Later(left);
    }
    boolean right =
        database.write(
            tx -> proof.isRight(tx, id) && links.redeem(tx, ticket, LinkPurpose.SECOND_FACTOR));
    if (!right) {
      failed(id);
      return new Attempt.Wrong();
    }
    backoff.forget(id.toString());
    return new Attempt.Right(member.get());
  }

  private void failed(MemberId member) {
    if (backoff.failed(member.toString()) == SUSPICIOUS) {
      database.execute(tx -> notices.tell(tx, member, NoticeEvent.SECOND_FACTOR_MISSED));
    }
  }

  private boolean isRight(Transaction tx, MemberId member, String code) {
    if (RecoveryCodes.isOne(code)) {
      boolean redeemed = store.redeem(tx, member, RecoveryCodes.hash(code));
      if (redeemed) {
        NoticeDetail left = new NoticeDetail.Count(store.countCodes(tx, member));
        notices.tell(tx, member, NoticeEvent.RECOVERY_CODE_USED, left);
      }
      return redeemed;
    }
    Optional<SecondFactor> factor = store.find(tx, member);
    if (factor.isEmpty()) {
      return false;
    }
    OptionalLong step =
        Totp.match(
            open(member, factor.get()),
            code.replaceAll("\\s", ""),
            system.instant(),
            factor.get().lastStep());
    return step.isPresent() && store.take(tx, member, step.getAsLong());
  }

  private byte[] open(MemberId member, SecondFactor factor) {
    return secret.open(factor.sealed(), SEALED_AS + member);
  }

  /** The secret for a member's app, which stays the same until it is confirmed or given up. */
  byte[] begin(MemberId member) {
    return database.write(
        tx -> {
          Optional<SecondFactor> begun =
              store.find(tx, member).filter(factor -> !factor.confirmed());
          if (begun.isPresent()) {
            return open(member, begun.get());
          }
          byte[] fresh = new byte[Totp.SECRET_BYTES];
          RANDOM.nextBytes(fresh);
          store.begin(tx, member, secret.seal(fresh, SEALED_AS + member), system.instant());
          return fresh;
        });
  }

  /**
   * A member shows that their app has the secret: codes are asked for from now on.
   *
   * @return recovery codes, shown once; nothing when the code is wrong
   */
  Optional<List<String>> confirm(MemberId member, String code) {
    return database.write(
        tx -> {
          if (hasApp(tx, member)
              || !isRight(tx, member, code)
              || !store.confirm(tx, member, system.instant())) {
            return Optional.empty();
          }
          notices.tell(tx, member, NoticeEvent.SECOND_FACTOR_ADDED);
          return Optional.of(freshCodes(tx, member));
        });
  }

  /** Other recovery codes in the place of those that a member has. */
  List<String> renewCodes(MemberId member) {
    return database.write(
        tx -> {
          notices.tell(tx, member, NoticeEvent.RECOVERY_CODES_MADE);
          return freshCodes(tx, member);
        });
  }

  private List<String> freshCodes(Transaction tx, MemberId member) {
    List<String> codes = RecoveryCodes.fresh();
    store.replaceCodes(tx, member, codes.stream().map(RecoveryCodes::hash).toList());
    return codes;
  }

  /**
   * A passkey is asked for from now on; if one was before, there are new recovery codes.
   *
   * @return recovery codes, shown once; none when the member has those of an app
   */
  List<String> demandPasskey(Transaction tx, MemberId member) {
    if (!store.demandPasskey(tx, member, system.instant())) {
      notices.tell(tx, member, NoticeEvent.RECOVERY_CODES_MADE);
      return freshCodes(tx, member);
    }
    notices.tell(tx, member, NoticeEvent.PASSKEY_DEMANDED);
    return hasApp(tx, member) ? List.of() : freshCodes(tx, member);
  }

  /** No passkey is asked for any more; an app's codes still are. */
  void demandNoPasskey(Transaction tx, MemberId member) {
    if (!store.demandNoPasskey(tx, member)) {
      return;
    }
    if (!hasApp(tx, member)) {
      store.replaceCodes(tx, member, List.of());
      notices.tell(tx, member, NoticeEvent.SECOND_FACTOR_REMOVED);
    }
  }

  /** Neither a code nor a passkey is asked for any more. */
  void remove(MemberId member) {
    database.execute(
        tx -> {
          if (store.delete(tx, member)) {
            notices.tell(tx, member, NoticeEvent.SECOND_FACTOR_REMOVED);
          }
        });
  }

  /** Forgets all of a member who leaves. */
  void erase(Transaction tx, MemberId member) {
    boolean _ = store.delete(tx, member);
  }
}
