package org.farthing.node.signin;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.farthing.node.account.Member;
import org.farthing.node.look.Frame;
import org.farthing.node.look.Pages;
import org.farthing.node.platform.http.HttpServer;
import org.farthing.node.platform.http.Problem;
import org.jspecify.annotations.Nullable;

/** Where a member adds passkeys, names and removes them, and has them asked for. */
final class PasskeyRoutes implements HttpService {

  private static final String PATH = "/me/passkeys";
  private static final String NEW = PATH + "/new";
  private static final String DEMAND = PATH + "/demand";
  private static final String DEMAND_NONE = DEMAND + "/off";
  private static final String ONE = PATH + "/{id:[0-9]{1,18}}";
  private static final String NAME = ONE + "/name";
  private static final String REMOVE = ONE + "/remove";

  private final Passkeys passkeys;
  private final SecondFactors factors;
  private final CurrentPassword current;
  private final Pages pages;
  private final Visitors visitors;
  private final String script;

  /**
   * @param script the path of what browsers make and use passkeys with
   */
  PasskeyRoutes(
      Passkeys passkeys,
      SecondFactors factors,
      CurrentPassword current,
      Pages pages,
      Visitors visitors,
      String script) {
    this.passkeys = passkeys;
    this.factors = factors;
    this.current = current;
    this.pages = pages;
    this.visitors = visitors;
    this.script = script;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.get(NEW, this::newPage).post(NEW, this::begin).any(NEW, HttpServer.only("GET", "POST"));
    rules.post(PATH, this::add).any(PATH, HttpServer.only("POST"));
    rules
        .get(DEMAND, this::demandPage)
        .post(DEMAND, this::demand)
        .any(DEMAND, HttpServer.only("GET", "POST"));
    rules.post(DEMAND_NONE, this::demandNone).any(DEMAND_NONE, HttpServer.only("POST"));
    rules.get(ONE, this::page).any(ONE, HttpServer.only("GET"));
    rules.post(NAME, this::rename).any(NAME, HttpServer.only("POST"));
    rules.post(REMOVE, this::remove).any(REMOVE, HttpServer.only("POST"));
  }

  private void newPage(ServerRequest request, ServerResponse response) {
    Member member = visitors.require(request);
    String client = request.headers().first(HeaderNames.USER_AGENT).orElse("");
    String name = passkeys.of(member.id()).isEmpty() ? Browser.in(client).name() : "";
    showNew(request, response, Status.OK_200, name, Map.of(), null);
  }

  private void showNew(
      ServerRequest request,
      ServerResponse response,
      Status status,
      String name,
      Map<String, String> errors,
      @Nullable String problemOrNull) {
    String csrf = visitors.csrf(request, response);
    Frame frame = visitors.frame(request);
    pages.send(
        response, status, new PasskeyPage.New(frame, csrf, name, errors, script, problemOrNull));
  }

  /** With the password that was right comes a challenge, so nothing has to be remembered. */
  private void begin(ServerRequest request, ServerResponse response) {
    Member member = visitors.require(request);
    Form form = visitors.form(request);
    Frame frame = visitors.frame(request);
    String name = form.text("name");
    Map<String, String> errors = new LinkedHashMap<>();
    if (form.stale()) {
      errors.put("current", frame.text("form.stale"));
    } else {
      checkName(frame, name, errors);
      checkPassword(frame, member, form, errors);
    }
    if (!errors.isEmpty()) {
      showNew(request, response, Status.BAD_REQUEST_400, name, errors, null);
      return;
    }
    if (passkeys.of(member.id()).size() >= Passkeys.MOST) {
      String many = frame.text("passkey.many", Passkeys.MOST);
      showNew(request, response, Status.CONFLICT_409, name, errors, many);
      return;
    }
    String csrf = visitors.csrf(request, response);
    String options = passkeys.begin(member, csrf);
    response.header(HeaderNames.CACHE_CONTROL, "no-store");
    pages.send(response, new PasskeyPage.Create(frame, csrf, name, options, script));
  }

  private static void checkName(Frame frame, String name, Map<String, String> errors) {
    boolean good =
        !name.isEmpty()
            && name.length() <= Passkey.LONGEST_NAME
            && name.chars().noneMatch(Character::isISOControl);
    if (!good) {
      errors.put("name", frame.text("passkey.name.wrong", Passkey.LONGEST_NAME));
    }
  }

  private void checkPassword(Frame frame, Member member, Form form, Map<String, String> errors) {
    current
        .wrong(frame, member, form.raw("current"))
        .ifPresent(wrong -> errors.put("current", wrong));
  }

  private void add(ServerRequest request, ServerResponse response) {
    Member member = visitors.require(request);
    Form form = visitors.form(request);
    Frame frame = visitors.frame(request);
    String name = form.text("name");
    Map<String, String> errors = new LinkedHashMap<>();
    checkName(frame, name, errors);
    if (form.stale() || !errors.isEmpty()) {
      @Nullable String stale = form.stale() ? frame.text("form.stale") : null;
      showNew(request, response, Status.BAD_REQUEST_400, name, errors, stale);
      return;
    }
    String csrf = visitors.csrf(request, response);
    switch (passkeys.add(member, csrf, form.raw("credential"), name)) {
      case ADDED -> lead(response, SessionRoutes.PASSKEY_ADDED);
      case TOO_MANY -> {
        String many = frame.text("passkey.many", Passkeys.MOST);
        showNew(request, response, Status.CONFLICT_409, name, errors, many);
      }
      case REFUSED -> {
        String refused = frame.text("passkey.new.refused");
        showNew(request, response, Status.BAD_REQUEST_400, name, errors, refused);
      }
    }
  }

  private static void lead(ServerResponse response, String said) {
    Visitors.redirect(response, SessionRoutes.PATH + "?" + said);
  }

  private Passkey passkey(ServerRequest request, Member member) {
    return passkeys
        .find(member.id(), Long.parseLong(request.path().pathParameters().get("id")))
        .orElseThrow(
            () ->
                new Problem(
                    404,
                    "no_passkey",
                    "You have no such passkey",
                    "It may have been removed in another window."));
  }

  private void page(ServerRequest request, ServerResponse response) {
    Passkey passkey = passkey(request, visitors.require(request));
    show(request, response, Status.OK_200, passkey, passkey.name(), Map.of());
  }

  private void show(
      ServerRequest request,
      ServerResponse response,
      Status status,
      Passkey passkey,
      String name,
      Map<String, String> errors) {
    String csrf = visitors.csrf(request, response);
    Frame frame = visitors.frame(request);
    pages.send(
        response,
        status,
        new PasskeyPage.Change(frame, csrf, PasskeyPage.Row.of(passkey), name, errors));
  }

  private void rename(ServerRequest request, ServerResponse response) {
    Member member = visitors.require(request);
    Form form = visitors.form(request);
    Frame frame = visitors.frame(request);
    Passkey passkey = passkey(request, member);
    String name = form.text("name");
    Map<String, String> errors = new LinkedHashMap<>();
    checkName(frame, name, errors);
    if (form.stale()) {
      errors.put("name", frame.text("form.stale"));
    }
    if (!errors.isEmpty()) {
      show(request, response, Status.BAD_REQUEST_400, passkey, name, errors);
      return;
    }
    boolean _ = passkeys.rename(member.id(), passkey.id(), name);
    lead(response, SessionRoutes.PASSKEY_NAMED);
  }

  private void remove(ServerRequest request, ServerResponse response) {
    Member member = visitors.require(request);
    Form form = visitors.form(request);
    Passkey passkey = passkey(request, member);
    Map<String, String> errors = passwordErrors(request, member, form);
    if (!errors.isEmpty()) {
      show(request, response, Status.BAD_REQUEST_400, passkey, passkey.name(), errors);
      return;
    }
    passkeys.remove(member.id(), passkey.id());
    lead(response, SessionRoutes.PASSKEY_REMOVED);
  }

  private Map<String, String> passwordErrors(ServerRequest request, Member member, Form form) {
    Frame frame = visitors.frame(request);
    Map<String, String> errors = new LinkedHashMap<>();
    if (form.stale()) {
      errors.put("current", frame.text("form.stale"));
    } else {
      checkPassword(frame, member, form, errors);
    }
    return errors;
  }

  private void demandPage(ServerRequest request, ServerResponse response) {
    Member member = visitors.require(request);
    showDemand(request, response, Status.OK_200, member, Map.of());
  }

  private void showDemand(
      ServerRequest request,
      ServerResponse response,
      Status status,
      Member member,
      Map<String, String> errors) {
    if (passkeys.of(member.id()).isEmpty()) {
      Visitors.redirect(response, NEW);
      return;
    }
    String csrf = visitors.csrf(request, response);
    Frame frame = visitors.frame(request);
    boolean demanded = factors.demandsPasskey(member.id());
    pages.send(response, status, new PasskeyPage.Demand(frame, csrf, demanded, errors));
  }

  private void demand(ServerRequest request, ServerResponse response) {
    Member member = visitors.require(request);
    Map<String, String> errors = passwordErrors(request, member, visitors.form(request));
    if (!errors.isEmpty()) {
      showDemand(request, response, Status.BAD_REQUEST_400, member, errors);
      return;
    }
    List<String> codes = passkeys.demand(member.id());
    if (codes.isEmpty()) {
      Visitors.redirect(response, SessionRoutes.PATH);
      return;
    }
    response.header(HeaderNames.CACHE_CONTROL, "no-store");
    pages.send(response, new SignInPage.Recovery(visitors.frame(request), codes));
  }

  private void demandNone(ServerRequest request, ServerResponse response) {
    Member member = visitors.require(request);
    Map<String, String> errors = passwordErrors(request, member, visitors.form(request));
    if (!errors.isEmpty()) {
      showDemand(request, response, Status.BAD_REQUEST_400, member, errors);
      return;
    }
    passkeys.demandNone(member.id());
    lead(response, SessionRoutes.PASSKEY_OPTIONAL);
  }
}
