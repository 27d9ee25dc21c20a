package org.farthing.node.web.fediverse;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.farthing.node.look.Frame;
import org.farthing.node.look.View;
import org.farthing.node.social.Follower;
import org.farthing.node.social.Following;
import org.farthing.node.social.OwnReaction;
import org.farthing.node.social.Posts;
import org.jspecify.annotations.Nullable;

/**
 * A member in the fediverse.
 *
 * @param handle by which others find them, {@code @alice@a.example}
 * @param asks whether they want to be asked before somebody follows them
 * @param typed what the fields hold
 * @param errors what is wrong with what was typed, by the ids of the fields
 * @param problemOrNull what is wrong with all of it
 * @param saidOrNull what has just been done: the text's key
 */
record FediverseView(
    Frame frame,
    String handle,
    boolean asks,
    long followersNumber,
    Part<Follower> requests,
    Part<Follower> followers,
    Part<Following> following,
    Part<OwnReaction> reactions,
    Part<Posts.Stored> posts,
    Typed typed,
    Map<String, String> errors,
    @Nullable String problemOrNull,
    @Nullable String saidOrNull)
    implements View {

  /**
   * Some of a list, the newest first.
   *
   * @param name in the address of what follows
   * @param begun whether this is not its first page
   * @param nextOrNull where the following page begins; null on the last
   */
  record Part<T>(String name, List<T> items, boolean begun, @Nullable Long nextOrNull) {

    /**
     * @param found one more than is shown, where there are more
     */
    static <T> Part<T> of(
        String name, List<T> found, boolean begun, int most, Function<T, Long> sequence) {
      List<T> shown = found.subList(0, Math.min(most, found.size()));
      return new Part<>(
          name, shown, begun, found.size() > most ? sequence.apply(shown.getLast()) : null);
    }

    String next() {
      return FediverseRoutes.PATH + "?" + name + "=" + nextOrNull + "#" + name;
    }

    String first() {
      return FediverseRoutes.PATH + "#" + name;
    }
  }

  /**
   * What was typed.
   *
   * @param follow a handle
   * @param url of a post
   */
  record Typed(String follow, String url) {

    static final Typed NOTHING = new Typed("", "");
  }

  @Override
  public String template() {
    return "fediverse/you.jte";
  }

  /** What a form has to carry. */
  String csrf() {
    return frame.who() instanceof Frame.Who.SignedIn it ? it.csrf() : "";
  }

  /** As people read it, without what every address has. */
  static String shortened(URI address) {
    return address.toString().replaceFirst("^https?://", "");
  }
}
