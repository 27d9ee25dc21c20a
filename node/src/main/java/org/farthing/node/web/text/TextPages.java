package org.farthing.node.web.text;

import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Instant;
import java.util.Optional;
import org.farthing.node.look.Frame;
import org.farthing.node.look.Pages;
import org.farthing.node.look.View;
import org.farthing.node.platform.http.HttpServer;
import org.farthing.node.publication.PlainText;
import org.farthing.node.signin.Visitors;
import org.farthing.node.web.text.Texts.Written;
import org.jspecify.annotations.Nullable;

/** Where everybody reads the node's texts. */
public final class TextPages implements HttpService {

  private final Texts texts;
  private final Visitors visitors;
  private final Pages pages;

  public TextPages(Texts texts, Visitors visitors, Pages pages) {
    this.texts = texts;
    this.visitors = visitors;
    this.pages = pages;
  }

  /**
   * A text as it is read.
   *
   * @param html of paragraphs, line breaks and links alone
   * @param changedAtOrNull when an admin wrote it; null for the one that comes with Farthing
   */
  record Shown(Frame frame, NodeText text, String html, @Nullable Instant changedAtOrNull)
      implements View {
    @Override
    public String template() {
      return "text/shown.jte";
    }
  }

  @Override
  public void routing(HttpRules rules) {
    for (NodeText text : NodeText.values()) {
      Handler handler = (request, response) -> show(request, response, text);
      rules
          .get(text.path(), handler)
          .head(text.path(), handler)
          .any(text.path(), HttpServer.only("GET", "HEAD"));
    }
  }

  private void show(ServerRequest request, ServerResponse response, NodeText text) {
    Frame frame = visitors.frame(request);
    Optional<Written> written = texts.find(text);
    pages.send(
        response,
        new Shown(
            frame,
            text,
            PlainText.toHtml(written.map(Written::body).orElseGet(() -> text.standard(frame))),
            written.map(Written::changedAt).orElse(null)));
  }
}
