package org.farthing.node.signin;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.farthing.node.look.Frame;
import org.jspecify.annotations.Nullable;

/** An e-mail address and a password, as somebody has chosen them. */
record NewPassword(String email, String password) {

  static final int SHORTEST = 10;

  private static final int LONGEST = 500;
  private static final int LONGEST_EMAIL = 254;
  private static final Pattern EMAIL =
      Pattern.compile(
          "[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
              + "@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z0-9][a-z0-9-]{0,61}[a-z0-9]");

  static NewPassword of(Form form) {
    return new NewPassword(form.text("email").toLowerCase(Locale.ROOT), form.raw("password"));
  }

  static boolean isEmail(String text) {
    return text.length() <= LONGEST_EMAIL && EMAIL.matcher(text).matches();
  }

  @Nullable String emailOrNull() {
    return email.isEmpty() ? null : email;
  }

  /** Adds what is wrong, by field. */
  void check(Frame frame, String name, Map<String, String> errors) {
    if (!email.isEmpty() && !isEmail(email)) {
      errors.put("email", frame.text("account.email.malformed"));
    }
    wrongPassword(name).ifPresent(key -> errors.put("password", frame.text(key, SHORTEST)));
  }

  private Optional<String> wrongPassword(String name) {
    if (password.codePointCount(0, password.length()) < SHORTEST) {
      return Optional.of("account.password.short");
    }
    if (password.length() > LONGEST) {
      return Optional.of("account.password.long");
    }
    String small = password.toLowerCase(Locale.ROOT);
    return small.equals(name) || small.equals(email)
        ? Optional.of("account.password.same")
        : Optional.empty();
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "NewPassword";
  }
}
