package org.farthing.node.web.account;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.farthing.node.look.Frame;
import org.farthing.node.look.View;
import org.jspecify.annotations.Nullable;

/** All that is shown on a page of a member's account. */
sealed interface AccountView extends View {

  /** What a form has to carry. */
  default String csrf() {
    return frame().who() instanceof Frame.Who.SignedIn it ? it.csrf() : "";
  }

  /**
   * What a member shows of themselves.
   *
   * @param errors what is wrong with what was typed, by the ids of the fields
   * @param problemOrNull what is wrong with all of it
   */
  record OwnProfile(
      Frame frame,
      String name,
      TypedProfile typed,
      Map<String, String> errors,
      @Nullable String problemOrNull,
      boolean saved,
      boolean hasBot)
      implements AccountView {
    @Override
    public String template() {
      return "account/profile.jte";
    }

    List<ProfileTick> ticks() {
      return Stream.of(ProfileTick.values())
          .filter(tick -> hasBot || tick != ProfileTick.MENTIONS)
          .toList();
    }
  }

  /**
   * What happens to who leaves, and what keeps them.
   *
   * @param tieOrNull the code of what still keeps them here; null when nothing does
   * @param hasPassword whether they are asked for it
   * @param typed as the name of the account
   */
  record Leave(
      Frame frame,
      String name,
      @Nullable String tieOrNull,
      boolean hasPassword,
      String typed,
      Map<String, String> errors,
      @Nullable String problemOrNull)
      implements AccountView {
    @Override
    public String template() {
      return "account/leave.jte";
    }
  }

  /** After that. */
  record Left(Frame frame) implements AccountView {
    @Override
    public String template() {
      return "account/left.jte";
    }
  }
}
