package org.farthing.node.signin;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.farthing.node.look.Frame;
import org.farthing.node.look.View;
import org.jspecify.annotations.Nullable;

/** All that is shown on a page of joining and signing in. */
public sealed interface SignInPage extends View {

  /** What the form carries to show that it is ours. */
  String csrf();

  /**
   * Where somebody signs in.
   *
   * @param carried where they are led then, and what they had typed elsewhere
   * @param login what they have typed
   * @param problemOrNull why they are not signed in
   */
  record SignIn(
      Frame frame,
      String csrf,
      Map<String, String> carried,
      String login,
      boolean canJoin,
      @Nullable String problemOrNull)
      implements SignInPage {
    @Override
    public String template() {
      return "sign-in.jte";
    }
  }

  /**
   * A form that somebody sent when they were not signed in any more, to be sent again.
   *
   * @param action the path that it is sent to
   * @param fields what was typed
   */
  record Resume(Frame frame, String csrf, String action, Map<String, String> fields)
      implements SignInPage {
    @Override
    public String template() {
      return "resume.jte";
    }
  }

  /**
   * Where somebody joins.
   *
   * @param invitation the token of the link that they follow; empty when they need none
   * @param errors by the field that they are about, in their order
   * @param problemOrNull what is wrong with none of the fields
   */
  record Join(
      Frame frame,
      String csrf,
      String invitation,
      String name,
      String displayName,
      String email,
      Map<String, String> errors,
      @Nullable String problemOrNull)
      implements SignInPage {
    @Override
    public String template() {
      return "join.jte";
    }

    public int shortestPassword() {
      return NewPassword.SHORTEST;
    }
  }

  /**
   * Where a member chooses a password.
   *
   * @param action the path that the form is sent to
   * @param token of the link that they follow; empty when they are signed in
   * @param asksCurrent whether they have to know the one they have
   * @param errors by the field that they are about, in their order
   * @param problemOrNull what is wrong with none of the fields
   */
  record Password(
      Frame frame,
      String csrf,
      String action,
      String token,
      String name,
      String email,
      boolean asksCurrent,
      Map<String, String> errors,
      @Nullable String problemOrNull)
      implements SignInPage {
    @Override
    public String template() {
      return "password.jte";
    }

    public int shortestPassword() {
      return NewPassword.SHORTEST;
    }
  }

  /** Where a member is signed in. */
  record OwnSessions(Frame frame, String csrf, List<Listed> sessions, @Nullable String noticeOrNull)
      implements SignInPage {
    @Override
    public String template() {
      return "sessions.jte";
    }
  }

  /**
   * A session in a list.
   *
   * @param client what the browser seems to be
   * @param here whether it is the one that looks
   */
  record Listed(long id, String client, Instant createdAt, Instant usedAt, boolean here) {}
}
