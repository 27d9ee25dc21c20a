package org.farthing.node.signin;

import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import org.farthing.node.look.Frame;
import org.farthing.node.platform.http.HttpServer;

/** The second step of signing in: a code after the password. */
final class CodeRoutes implements HttpService {

  private final SecondFactors factors;
  private final Visitors visitors;
  private final Arrivals arrivals;

  CodeRoutes(SecondFactors factors, Visitors visitors, Arrivals arrivals) {
    this.factors = factors;
    this.visitors = visitors;
    this.arrivals = arrivals;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.post(Arrivals.CODE, this::take).any(Arrivals.CODE, HttpServer.only("POST"));
  }

  private void take(ServerRequest request, ServerResponse response) {
    Form form = visitors.carryingForm(request);
    Onward onward = Onward.of(form);
    Secret ticket = new Secret(form.text("ticket"));
    Frame frame = visitors.frame(request);
    if (form.stale()) {
      String stale = frame.text("form.stale");
      arrivals.askForCode(request, response, Status.CONFLICT_409, ticket, onward, stale);
      return;
    }
    arrivals.goOn(
        request,
        response,
        factors.attempt(ticket, form.text("code")),
        ticket,
        onward,
        frame.text("code.wrong"));
  }
}
