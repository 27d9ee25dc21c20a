package org.farthing.node.signin;

import java.time.Instant;
import java.util.Map;
import org.farthing.node.look.Frame;
import org.farthing.node.look.View;
import org.jspecify.annotations.Nullable;

/** What a member sees who adds a passkey, or changes one. {@code csrf} as on {@link SignInPage}. */
public sealed interface PasskeyPage extends View {

  /**
   * Where a member names a passkey, and shows their password, before they make it.
   *
   * @param problemOrNull what is wrong with none of the fields
   */
  record New(
      Frame frame,
      String csrf,
      String name,
      Map<String, String> errors,
      String script,
      @Nullable String problemOrNull)
      implements PasskeyPage {
    @Override
    public String template() {
      return "passkey-new.jte";
    }

    public int longestName() {
      return Passkey.LONGEST_NAME;
    }
  }

  /**
   * Where a browser makes it.
   *
   * @param options for the browser, as JSON
   */
  record Create(Frame frame, String csrf, String name, String options, String script)
      implements PasskeyPage {
    @Override
    public String template() {
      return "passkey-create.jte";
    }
  }

  /** Where a member names a passkey otherwise, or removes it. */
  record Change(Frame frame, String csrf, Row passkey, String name, Map<String, String> errors)
      implements PasskeyPage {
    @Override
    public String template() {
      return "passkey.jte";
    }

    public int longestName() {
      return Passkey.LONGEST_NAME;
    }
  }

  /**
   * Where a member says whether a passkey is asked for after the password.
   *
   * @param demanded whether it is
   */
  record Demand(Frame frame, String csrf, boolean demanded, Map<String, String> errors)
      implements PasskeyPage {
    @Override
    public String template() {
      return "passkey-demand.jte";
    }
  }

  /**
   * A passkey in a list.
   *
   * @param usedAtOrNull when it last signed its member in
   */
  record Row(long id, String name, Instant createdAt, @Nullable Instant usedAtOrNull) {

    static Row of(Passkey passkey) {
      return new Row(passkey.id(), passkey.name(), passkey.createdAt(), passkey.usedAtOrNull());
    }

    /** The text that says so, of a passkey that was used or was not. */
    public String said(Frame frame) {
      String created = frame.words().day(createdAt);
      return usedAtOrNull == null
          ? frame.text("passkey.since.unused", created)
          : frame.text("passkey.since", created, frame.words().day(usedAtOrNull));
    }
  }
}
