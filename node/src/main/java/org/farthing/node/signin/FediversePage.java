package org.farthing.node.signin;

import java.util.Map;
import org.farthing.node.look.Frame;
import org.farthing.node.look.View;
import org.jspecify.annotations.Nullable;

/** What is shown to who signs in by an account elsewhere in the fediverse. */
public sealed interface FediversePage extends View {

  /**
   * Where somebody names their account.
   *
   * @param carried where they are led then, what they had typed elsewhere, and who invites them
   * @param handle what they have typed
   * @param asksCurrent whether they have to know their password here
   * @param errors by the field that they are about
   * @param problemOrNull what is wrong with none of the fields
   */
  record Ask(
      Frame frame,
      String csrf,
      Map<String, String> carried,
      String handle,
      boolean asksCurrent,
      Map<String, String> errors,
      @Nullable String problemOrNull)
      implements FediversePage {
    @Override
    public String template() {
      return "fediverse-ask.jte";
    }
  }

  /**
   * Leads to another server by itself: no form may, under the rules for browsers.
   *
   * @param server its host
   */
  record Onwards(Frame frame, String server, String address) implements FediversePage {
    @Override
    public String template() {
      return "fediverse-onwards.jte";
    }
  }

  /**
   * Why somebody who is back is not signed in.
   *
   * @param why as in the keys of the texts
   * @param server its host, or the account
   * @param again where they can do something about it
   */
  record Stopped(Frame frame, String why, String server, String again) implements FediversePage {
    @Override
    public String template() {
      return "fediverse-stopped.jte";
    }
  }

  /**
   * Where somebody joins with their account.
   *
   * @param ticket says which account they have shown
   * @param handle of the account
   * @param errors by the field that they are about
   * @param problemOrNull what is wrong with none of the fields
   */
  record Join(
      Frame frame,
      String csrf,
      String ticket,
      String handle,
      String name,
      String displayName,
      Map<String, String> errors,
      @Nullable String problemOrNull)
      implements FediversePage {
    @Override
    public String template() {
      return "fediverse-join.jte";
    }
  }
}
