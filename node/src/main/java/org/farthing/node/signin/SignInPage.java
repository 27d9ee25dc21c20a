package org.farthing.node.signin;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.farthing.node.look.Frame;
import org.farthing.node.look.View;
import org.jspecify.annotations.Nullable;

/**
 * All that is shown on a page of joining and signing in. {@code csrf} is what its forms carry to
 * show that they are ours.
 */
public sealed interface SignInPage extends View {

  /**
   * Where somebody signs in.
   *
   * @param carried where they are led then, and what they had typed elsewhere
   * @param login what they have typed
   * @param fediverse whether an account elsewhere in the fediverse signs in, too
   * @param script the path of what browsers use passkeys with
   * @param problemOrNull why they are not signed in
   */
  record SignIn(
      Frame frame,
      String csrf,
      Map<String, String> carried,
      String login,
      boolean canJoin,
      boolean sendsMail,
      boolean fediverse,
      String script,
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
   * @param fediverse whether an account elsewhere in the fediverse does, too
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
      boolean sendsMail,
      boolean fediverse,
      Map<String, String> errors,
      @Nullable String problemOrNull)
      implements SignInPage {
    @Override
    public String template() {
      return "join.jte";
    }

    /** What goes with who signs in by another server. */
    public Map<String, String> carried() {
      return invitation.isEmpty() ? Map.of() : Map.of(FediverseRoutes.INVITATION, invitation);
    }

    public int shortestPassword() {
      return NewPassword.SHORTEST;
    }

    /** Which text says what an address is for. */
    public String emailHint() {
      return sendsMail ? "account.email.hint.mail" : "account.email.hint";
    }
  }

  /**
   * That nobody joins here by themselves, whom to ask, and where members sign in.
   *
   * @param byInvitation whether a link of invitation lets them
   */
  record Uninvited(Frame frame, boolean byInvitation) implements SignInPage {
    @Override
    public String template() {
      return "uninvited.jte";
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
      boolean sendsMail,
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

    /** Which text says what an address is for. */
    public String emailHint() {
      return sendsMail ? "account.email.hint.mail" : "account.email.hint";
    }
  }

  /**
   * Where somebody says that they have forgotten their password.
   *
   * @param sent whether they have just done so
   */
  record Forgotten(
      Frame frame,
      String csrf,
      boolean sendsMail,
      String email,
      boolean sent,
      @Nullable String problemOrNull)
      implements SignInPage {
    @Override
    public String template() {
      return "forgotten.jte";
    }
  }

  /** Where a member shows that an address is theirs. */
  record ConfirmAddress(Frame frame, String csrf, String token, String email, boolean stale)
      implements SignInPage {
    @Override
    public String template() {
      return "confirm-address.jte";
    }
  }

  /**
   * What a member is told.
   *
   * @param newest the id of the first that is shown; 0 when there is none
   * @param next the id that the next page begins below; 0 when there is none
   * @param switches of which kinds they get e-mail
   * @param way the key of the text that says whether they get any
   * @param kept whether they have just chosen
   */
  record OwnNotices(
      Frame frame,
      String csrf,
      List<Told> notices,
      long newest,
      long next,
      int unread,
      List<Switch> switches,
      String way,
      boolean kept,
      @Nullable String problemOrNull)
      implements SignInPage {
    @Override
    public String template() {
      return "notices.jte";
    }
  }

  /** A notice in a list. */
  record Told(String text, Instant at, boolean read) {}

  /**
   * Whether e-mail comes of a kind of notices.
   *
   * @param key of the text that names the kind
   */
  record Switch(String id, String key, boolean on) {}

  /**
   * Where somebody whose password was right types a code, or uses a passkey.
   *
   * @param ticket says whose it was
   * @param carried where they are led then, and what they had typed elsewhere
   * @param app whether they have an app that shows codes
   * @param passkey whether they have a passkey
   * @param script the path of what browsers use passkeys with
   */
  record Code(
      Frame frame,
      String csrf,
      String ticket,
      Map<String, String> carried,
      boolean app,
      boolean passkey,
      String script,
      @Nullable String problemOrNull)
      implements SignInPage {
    @Override
    public String template() {
      return "code.jte";
    }
  }

  /**
   * Where a member gives the secret to their app.
   *
   * @param secret as the app reads it when it is typed
   * @param picture as it reads it with a camera
   */
  record FactorOff(
      Frame frame, String csrf, String secret, QrPicture picture, Map<String, String> errors)
      implements SignInPage {
    @Override
    public String template() {
      return "factor-off.jte";
    }

    /** In groups of four. */
    public String readable() {
      return secret.replaceAll("(.{4})(?=.)", "$1 ");
    }
  }

  /**
   * Where a member whose sign-in takes a code changes that.
   *
   * @param codesLeft recovery codes
   */
  record FactorOn(Frame frame, String csrf, int codesLeft, Map<String, String> errors)
      implements SignInPage {
    @Override
    public String template() {
      return "factor-on.jte";
    }
  }

  /** Recovery codes, shown once. */
  record Recovery(Frame frame, List<String> codes) implements SignInPage {
    @Override
    public String template() {
      return "recovery.jte";
    }
  }

  /**
   * Where a member is signed in, and with what.
   *
   * @param email empty when they have given none
   * @param confirmed whether they have shown that it is theirs
   * @param asksForCode whether signing in with their password takes a code
   * @param passkeys the oldest first
   * @param asksForPasskey whether it takes one of them
   * @param canAdd whether there may be one more
   * @param script the path of what shows what needs scripts
   */
  record OwnSessions(
      Frame frame,
      String csrf,
      List<Listed> sessions,
      String email,
      boolean confirmed,
      boolean sendsMail,
      boolean asksForCode,
      List<PasskeyPage.Row> passkeys,
      boolean asksForPasskey,
      boolean canAdd,
      String script,
      @Nullable String noticeOrNull)
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
