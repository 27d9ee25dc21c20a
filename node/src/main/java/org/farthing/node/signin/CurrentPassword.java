package org.farthing.node.signin;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.farthing.node.account.Member;
import org.farthing.node.look.Frame;

/**
 * Asks for the password once more, before what nobody is to do who only finds a browser open.
 * Guessed at as slowly as when somebody signs in. Thread-safe.
 */
final class CurrentPassword {

  /** So soon after signing in, who has no password need not show anything more. */
  private static final Duration FRESH = Duration.ofMinutes(15);

  private final Logins logins;
  private final InstantSource system;

  CurrentPassword(Logins logins, InstantSource system) {
    this.logins = logins;
    this.system = system;
  }

  /** Whether a member has a password to ask for. */
  boolean asks(Member member) {
    return logins.of(member.id()).isPresent();
  }

  /**
   * Why it is not sure enough that it is the member: a wrong password, or none to ask for and they
   * signed in too long ago.
   */
  Optional<String> unsure(Frame frame, Session session, String typed) {
    if (asks(session.member())) {
      return wrong(frame, session.member(), typed);
    }
    return session.createdAt().plus(FRESH).isBefore(system.instant())
        ? Optional.of(frame.text("account.current.old", FRESH.toMinutes()))
        : Optional.empty();
  }

  /** What is wrong with it, if anything is. */
  Optional<String> wrong(Frame frame, Member member, String typed) {
    if (logins.of(member.id()).isEmpty()) {
      return Optional.of(frame.text("account.current.none"));
    }
    return switch (logins.attempt(member.name(), typed)) {
      case Logins.Attempt.Welcome _ -> Optional.empty();
      case Logins.Attempt.Refused _ -> Optional.of(frame.text("account.current.wrong"));
      case Logins.Attempt.Later it ->
          Optional.of(frame.text("signin.later", it.left().toSeconds() + 1));
    };
  }
}
