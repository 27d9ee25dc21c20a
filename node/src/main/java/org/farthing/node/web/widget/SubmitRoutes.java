package org.farthing.node.web.widget;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import org.farthing.node.account.Member;
import org.farthing.node.account.Members;
import org.farthing.node.platform.http.HttpServer;
import org.farthing.node.platform.http.Problem;
import org.farthing.protocol.activity.Origin;

/**
 * Links as the old Flattr had them: {@code
 * /submit/auto?user_id&url&title&description&language&tags&hidden&category}.
 *
 * <p>Whoever follows one is asked for their node as after a click on a button, and is redirected no
 * more than there: the links stand as {@code rel="payment"} on pages and in feeds. The thing is
 * registered with its first flattr, once its page shows that it is the creator's. Everybody can
 * write such a link: so description, language, tags, category and whether to list it are taken from
 * the one that stands on the page itself ({@link org.farthing.node.identity.Submission}), and not
 * from the one that was followed.
 */
final class SubmitRoutes implements HttpService {

  private static final String PATH = "/submit/auto";

  private final Members members;
  private final HomewardRoutes homeward;
  private final Origin origin;

  SubmitRoutes(Members members, HomewardRoutes homeward, Origin origin) {
    this.members = members;
    this.homeward = homeward;
    this.origin = origin;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.get(PATH, this::submit).any(PATH, HttpServer.only("GET"));
  }

  private void submit(ServerRequest request, ServerResponse response) {
    String name = parameter(request, "user_id");
    Member creator =
        members
            .find(name)
            .orElseThrow(
                () ->
                    new Problem(
                        404,
                        "unknown_member",
                        "There is no such member here",
                        "The link's user_id names nobody on this node. Tell whoever made the"
                            + " link."));
    Wanted wanted =
        Wanted.of(
            parameter(request, "url"),
            parameter(request, "title"),
            "@" + creator.name() + "@" + origin.authority(),
            "",
            "");
    homeward.ask(request, response, wanted);
  }

  private static String parameter(ServerRequest request, String name) {
    return request.query().first(name).asOptional().orElse("").strip();
  }
}
