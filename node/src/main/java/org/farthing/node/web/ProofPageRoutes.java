package org.farthing.node.web;

import io.helidon.common.media.type.MediaTypes;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.farthing.node.look.Frame;
import org.farthing.node.look.Pages;
import org.farthing.node.platform.http.HttpServer;
import org.farthing.node.platform.http.Problem;
import org.farthing.node.signin.Visitors;
import org.farthing.protocol.json.Json;
import org.farthing.protocol.proof.ProofCheck;
import org.farthing.protocol.proof.TrustedKeys;
import org.farthing.protocol.proof.Verdict;

/**
 * Where anybody has a proof checked, as {@code farthing verify} does: by their own browser, with
 * the scripts in {@code web/proof}, or by this node where that cannot. It reads what it is sent and
 * keeps none of it, so the form needs no token.
 */
final class ProofPageRoutes implements HttpService {

  private static final String PATH = "/verify";
  private static final String FIELD = "text=";

  /** One more than is ever taken for a proof, with the name of the field and the line's end. */
  private static final int MOST_BYTES = Json.MAXIMUM_BYTES + FIELD.length() + 3;

  /** As on all pages, but that nothing can be sent from it other than by its forms. */
  private static final Header POLICY =
      HeaderValues.createCached(
          HeaderNames.create("Content-Security-Policy"),
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
              + " manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors"
              + " 'none'");

  private final Pages pages;
  private final Visitors visitors;
  private final String script;

  /**
   * @param script with which browsers check proofs themselves
   */
  ProofPageRoutes(Pages pages, Visitors visitors, String script) {
    this.pages = pages;
    this.visitors = visitors;
    this.script = script;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.get(PATH, this::ask).post(PATH, this::check).any(PATH, HttpServer.only("GET", "POST"));
  }

  private void ask(ServerRequest request, ServerResponse response) {
    send(response, Status.OK_200, new Page.Verify(visitors.frame(request), script, "", null));
  }

  private void check(ServerRequest request, ServerResponse response) {
    Frame frame = visitors.frame(request);
    byte[] proof = read(request);
    if (proof.length == 0) {
      send(response, Status.BAD_REQUEST_400, new Page.Verify(frame, script, "", null));
      return;
    }
    Verdict verdict = ProofCheck.check(proof, TrustedKeys.NONE);
    String pasted = new String(proof, StandardCharsets.UTF_8);
    send(response, Status.OK_200, new Page.Verify(frame, script, pasted, verdict));
  }

  private void send(ServerResponse response, Status status, Page.Verify page) {
    pages.send(response.header(POLICY), status, page);
  }

  /**
   * A form of {@code text/plain} has its one field as it was typed: a proof is long, and would be
   * half as long again in the usual encoding.
   */
  private static byte[] read(ServerRequest request) {
    boolean isForm =
        request
            .headers()
            .contentType()
            .filter(type -> type.mediaType().equals(MediaTypes.TEXT_PLAIN))
            .isPresent();
    if (!isForm) {
      throw new Problem(
          415, "unsupported_media_type", "This is not a form we read", "Send it as text/plain.");
    }
    if (!request.content().hasEntity()) {
      return new byte[0];
    }
    try (InputStream in = request.content().inputStream()) {
      String form = new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
      String text = form.startsWith(FIELD) ? form.substring(FIELD.length()) : form;
      return text.strip().getBytes(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
