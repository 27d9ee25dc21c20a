package org.farthing.node.web.widget;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.nayuki.qrcodegen.DataTooLongException;
import io.nayuki.qrcodegen.QrCode;
import org.farthing.node.look.Pages;
import org.farthing.node.platform.http.HttpServer;
import org.farthing.node.platform.http.Problem;
import org.farthing.node.signin.Visitors;
import org.farthing.protocol.activity.Origin;

/** A page to print, with a code that leads to where a thing is flattred. */
final class QrRoutes implements HttpService {

  static final String PATH = "/widget/qr";

  /** What readers need around the code, in squares. */
  private static final int MARGIN = 4;

  private final Visitors visitors;
  private final Pages pages;
  private final Origin origin;

  QrRoutes(Visitors visitors, Pages pages, Origin origin) {
    this.visitors = visitors;
    this.pages = pages;
    this.origin = origin;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.get(PATH, this::show).any(PATH, HttpServer.only("GET"));
  }

  private void show(ServerRequest request, ServerResponse response) {
    Wanted wanted = Wanted.of(request);
    // Less in it makes larger squares.
    Wanted bare = new Wanted(wanted.url(), "", wanted.creator(), "", "");
    String address = origin + bare.from();
    QrCode code = code(address);
    pages.send(
        response,
        new WidgetView.Printed(
            visitors.frame(request), wanted, path(code), code.size + 2 * MARGIN, address));
  }

  private static QrCode code(String address) {
    try {
      return QrCode.encodeText(address, QrCode.Ecc.MEDIUM);
    } catch (DataTooLongException e) {
      throw new Problem(
          400,
          "too_long",
          "This address is too long for a code",
          "Take a shorter address of the same page.");
    }
  }

  private static String path(QrCode code) {
    StringBuilder path = new StringBuilder();
    for (int y = 0; y < code.size; y++) {
      for (int x = 0; x < code.size; x++) {
        if (code.getModule(x, y)) {
          path.append('M').append(x + MARGIN).append(' ').append(y + MARGIN).append("h1v1h-1z");
        }
      }
    }
    return path.toString();
  }
}
