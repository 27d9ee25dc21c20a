package org.farthing.node.look;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.farthing.node.platform.http.ErrorPage;
import org.farthing.protocol.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/** Turns views into HTML in this node's look, errors too. Thread-safe. */
public final class Pages implements ErrorPage {

  /** Where the build puts what it makes of the templates. */
  private static final String TEMPLATES = "org.farthing.node.web";

  private final TemplateEngine templates =
      TemplateEngine.createPrecompiled(
          null, ContentType.Html, Pages.class.getClassLoader(), TEMPLATES);
  private final Map<Locale, Frame> frames;

  /**
   * @param node host, and port where there is one
   * @param noRealMoney whether nothing here costs or pays anything
   */
  public Pages(String node, CurrencyUnit currency, boolean noRealMoney, Assets assets) {
    this.frames =
        Languages.ALL.stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Function.identity(),
                    language ->
                        new Frame(
                            new Words(language),
                            node,
                            currency,
                            noRealMoney,
                            assets.stylesheet(),
                            assets.icon(),
                            new Frame.Who.Unasked(),
                            "/")));
  }

  /** What stands around a page for whoever asks for it, in their language. */
  public Frame frame(ServerRequest request, Frame.Who who) {
    return frame(Languages.of(request)).seenBy(who).at(request.path().rawPath());
  }

  private Frame frame(Locale language) {
    return Objects.requireNonNull(frames.get(language));
  }

  public void send(ServerResponse response, View view) {
    send(response, Status.OK_200, view);
  }

  /** What a member sees no other cache keeps than that of their browser. */
  public void send(ServerResponse response, Status status, View view) {
    if (view.frame().who() instanceof Frame.Who.SignedIn
        && !response.headers().contains(HeaderNames.CACHE_CONTROL)) {
      response.header(HeaderNames.CACHE_CONTROL, "private, no-cache");
    }
    response
        .status(status)
        .header(HeaderNames.VARY, vary(response))
        .header(HeaderNames.CONTENT_TYPE, "text/html; charset=utf-8")
        .send(render(view));
  }

  /** Beside what else the answer depends on. */
  private static String vary(ServerResponse response) {
    String others = response.headers().first(HeaderNames.VARY).map(it -> it + ", ").orElse("");
    return others + "Accept-Language, Cookie";
  }

  private byte[] render(View view) {
    Utf8ByteOutput out = new Utf8ByteOutput();
    templates.render(view.template(), view, out);
    return out.toByteArray();
  }

  @Override
  public String render(
      ServerRequest request, int status, String code, String title, String detail) {
    return render(Languages.of(request), status, code, title, detail);
  }

  String render(Locale language, int status, String code, String title, String detail) {
    return render(frame(language), null, status, code, title, detail);
  }

  /**
   * An error, with what stands around it for who sees it.
   *
   * @param signInOrNull the path where they sign in; null for who is signed in already
   */
  public String render(
      Frame frame,
      @Nullable String signInOrNull,
      int status,
      String code,
      String title,
      String detail) {
    String hint = "error.hint." + status;
    View view =
        new Message(
            frame,
            status,
            ErrorTexts.of(frame.words().locale(), status, code, title, detail),
            frame.text(frame.words().has(hint) ? hint : "error.hint.other"),
            signInOrNull);
    return new String(render(view), StandardCharsets.UTF_8);
  }
}
