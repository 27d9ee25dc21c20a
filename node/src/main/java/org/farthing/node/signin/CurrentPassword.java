package org.farthing.node.signin;

import java.util.Optional;
import org.farthing.node.account.Member;
import org.farthing.node.look.Frame;

/**
 * Asks for the password once more, before what nobody is to do who only finds a browser open.
 * Guessed at as slowly as when somebody signs in. Thread-safe.
 */
final class CurrentPassword {

  private final Logins logins;

  CurrentPassword(Logins logins) {
    this.logins = logins;
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
