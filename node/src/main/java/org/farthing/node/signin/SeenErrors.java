package org.farthing.node.signin;

import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;
import java.util.Set;
import org.farthing.node.look.Frame;
import org.farthing.node.look.Pages;
import org.farthing.node.platform.database.DatabaseAway;
import org.farthing.node.platform.http.ErrorPage;
import org.jspecify.annotations.Nullable;

/**
 * Errors in the frame of who sees them; whoever is not signed in is shown where they sign in.
 * Thread-safe.
 */
final class SeenErrors implements ErrorPage {

  private static final int TOO_MANY = 429;
  private static final int OUR_FAULT = 500;

  /** What is no more there, or open, for members: a mistyped address, a link that is spent. */
  private static final Set<Integer> NOT_WORTH_COMING_BACK = Set.of(403, 404, 405, 410);

  private final Pages pages;
  private final Visitors visitors;

  SeenErrors(Pages pages, Visitors visitors) {
    this.pages = pages;
    this.visitors = visitors;
  }

  @Override
  public String render(
      ServerRequest request, int status, String code, String title, String detail) {
    Frame frame = frame(request, status);
    return pages.render(frame, signInOrNull(request, frame, status), status, code, title, detail);
  }

  /** Where the node has to do too much, or is in trouble, nobody is looked for. */
  private Frame frame(ServerRequest request, int status) {
    if (status < OUR_FAULT && status != TOO_MANY) {
      try {
        return visitors.frame(request);
      } catch (DatabaseAway _) {
        // Said without a name.
      }
    }
    return pages.frame(request, new Frame.Who.Unasked());
  }

  private static @Nullable String signInOrNull(ServerRequest request, Frame frame, int status) {
    if (!(frame.who() instanceof Frame.Who.Stranger)) {
      return null;
    }
    boolean read = request.prologue().method().equals(Method.GET);
    return LocalPath.signInAndThen(
        read && NOT_WORTH_COMING_BACK.contains(status)
            ? LocalPath.HOME
            : Visitors.address(request));
  }
}
