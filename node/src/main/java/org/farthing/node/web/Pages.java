package org.farthing.node.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.farthing.node.platform.http.ErrorPage;
import org.farthing.protocol.money.CurrencyUnit;

/** Turns pages into HTML in this node's look, errors too. Thread-safe. */
final class Pages implements ErrorPage {

  private final TemplateEngine templates =
      TemplateEngine.createPrecompiled(
          null, ContentType.Html, Pages.class.getClassLoader(), Pages.class.getPackageName());
  private final Frame frame;

  Pages(String node, CurrencyUnit currency, boolean noRealMoney, Assets assets) {
    this.frame =
        new Frame(
            new Words(Locale.ENGLISH),
            node,
            currency,
            noRealMoney,
            assets.stylesheet(),
            assets.icon());
  }

  Frame frame() {
    return frame;
  }

  void send(ServerResponse response, Page page) {
    send(response, Status.OK_200, page);
  }

  void send(ServerResponse response, Status status, Page page) {
    response
        .status(status)
        .header(HeaderNames.CONTENT_TYPE, "text/html; charset=utf-8")
        .send(render(page));
  }

  private byte[] render(Page page) {
    Utf8ByteOutput out = new Utf8ByteOutput();
    templates.render(page.template(), page, out);
    return out.toByteArray();
  }

  @Override
  public String render(int status, String title, String detail) {
    String hint = "error.hint." + status;
    Page page =
        new Page.Message(
            frame,
            status,
            title,
            detail,
            frame.text(frame.words().has(hint) ? hint : "error.hint.other"));
    return new String(render(page), StandardCharsets.UTF_8);
  }
}
