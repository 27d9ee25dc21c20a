package org.farthing.node.signin;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.farthing.node.account.Member;
import org.farthing.node.look.Frame;
import org.farthing.node.look.Pages;
import org.farthing.node.platform.http.HttpServer;

/** Where a member says whether signing in takes a code, too. */
final class SecondFactorRoutes implements HttpService {

  static final String PATH = "/me/second-factor";

  private static final String CODES = PATH + "/codes";
  private static final String OFF = PATH + "/off";

  private final SecondFactors factors;
  private final CurrentPassword current;
  private final Pages pages;
  private final Visitors visitors;

  SecondFactorRoutes(
      SecondFactors factors, CurrentPassword current, Pages pages, Visitors visitors) {
    this.factors = factors;
    this.current = current;
    this.pages = pages;
    this.visitors = visitors;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.get(PATH, this::page).post(PATH, this::confirm).any(PATH, HttpServer.only("GET", "POST"));
    rules.post(CODES, this::renew).any(CODES, HttpServer.only("POST"));
    rules.post(OFF, this::remove).any(OFF, HttpServer.only("POST"));
  }

  private void page(ServerRequest request, ServerResponse response) {
    show(request, response, visitors.require(request), Status.OK_200, Map.of());
  }

  /** What stands there depends on whether it is on: to be set up, or to be changed. */
  private void show(
      ServerRequest request,
      ServerResponse response,
      Member member,
      Status status,
      Map<String, String> errors) {
    response.header(HeaderNames.CACHE_CONTROL, "no-store");
    Frame frame = visitors.frame(request);
    String csrf = visitors.csrf(request, response);
    if (factors.hasApp(member.id())) {
      int left = factors.countCodes(member.id());
      pages.send(response, status, new SignInPage.FactorOn(frame, csrf, left, errors));
      return;
    }
    String secret = Totp.base32(factors.begin(member.id()));
    QrPicture picture = QrPicture.of(uri(frame.node(), member.name(), secret));
    pages.send(response, status, new SignInPage.FactorOff(frame, csrf, secret, picture, errors));
  }

  /** As apps read it: the node stands twice, since some show the one and some the other. */
  private static String uri(String node, String name, String secret) {
    String issuer = URLEncoder.encode(node, StandardCharsets.UTF_8);
    return "otpauth://totp/%s:%s?secret=%s&issuer=%s".formatted(issuer, name, secret, issuer);
  }

  private void confirm(ServerRequest request, ServerResponse response) {
    Member member = visitors.require(request);
    Form form = visitors.form(request);
    Map<String, String> errors = errors(request, member, form);
    if (!errors.isEmpty()) {
      show(request, response, member, Status.BAD_REQUEST_400, errors);
      return;
    }
    Optional<List<String>> codes = factors.confirm(member.id(), form.text("code"));
    if (codes.isEmpty()) {
      String wrong = visitors.frame(request).text("code.wrong");
      show(request, response, member, Status.BAD_REQUEST_400, Map.of("code", wrong));
      return;
    }
    showCodes(request, response, codes.get());
  }

  private Map<String, String> errors(ServerRequest request, Member member, Form form) {
    Frame frame = visitors.frame(request);
    Map<String, String> errors = new LinkedHashMap<>();
    if (form.stale()) {
      errors.put("current", frame.text("form.stale"));
    } else {
      current
          .wrong(frame, member, form.raw("current"))
          .ifPresent(wrong -> errors.put("current", wrong));
    }
    return errors;
  }

  private void renew(ServerRequest request, ServerResponse response) {
    Member member = visitors.require(request);
    Map<String, String> errors = errors(request, member, visitors.form(request));
    if (!errors.isEmpty() || !factors.hasApp(member.id())) {
      show(request, response, member, Status.BAD_REQUEST_400, errors);
      return;
    }
    showCodes(request, response, factors.renewCodes(member.id()));
  }

  /** Shown once: only their hashes are kept. */
  private void showCodes(ServerRequest request, ServerResponse response, List<String> codes) {
    response.header(HeaderNames.CACHE_CONTROL, "no-store");
    pages.send(response, new SignInPage.Recovery(visitors.frame(request), codes));
  }

  private void remove(ServerRequest request, ServerResponse response) {
    Member member = visitors.require(request);
    Map<String, String> errors = errors(request, member, visitors.form(request));
    if (!errors.isEmpty()) {
      show(request, response, member, Status.BAD_REQUEST_400, errors);
      return;
    }
    factors.remove(member.id());
    Visitors.redirect(response, SessionRoutes.PATH + "?" + SessionRoutes.FACTOR_OFF);
  }
}
