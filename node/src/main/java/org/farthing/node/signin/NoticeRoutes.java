package org.farthing.node.signin;

import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.farthing.node.account.Member;
import org.farthing.node.account.MemberId;
import org.farthing.node.look.Frame;
import org.farthing.node.look.Pages;
import org.farthing.node.notice.Notice;
import org.farthing.node.notice.NoticeKind;
import org.farthing.node.notice.Notices;
import org.farthing.node.platform.http.HttpServer;
import org.jspecify.annotations.Nullable;

/** What a member is told, and of what they want e-mail. */
final class NoticeRoutes implements HttpService {

  static final String PATH = "/me/notices";

  private static final String MAIL = PATH + "/mail";
  private static final int ON_PAGE = 50;

  private final Notices notices;
  private final AddressMail addresses;
  private final Logins logins;
  private final Pages pages;
  private final Visitors visitors;

  NoticeRoutes(
      Notices notices, AddressMail addresses, Logins logins, Pages pages, Visitors visitors) {
    this.notices = notices;
    this.addresses = addresses;
    this.logins = logins;
    this.pages = pages;
    this.visitors = visitors;
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get(PATH, this::page)
        .post(PATH, this::markRead)
        .any(PATH, HttpServer.only("GET", "POST"));
    rules.post(MAIL, this::choose).any(MAIL, HttpServer.only("POST"));
  }

  private void page(ServerRequest request, ServerResponse response) {
    Member member = visitors.require(request);
    show(request, response, Status.OK_200, member, notices.mailed(member.id()), null);
  }

  /** Nothing is done of a form that is too old, and what it had chosen is shown again. */
  private void stale(
      ServerRequest request, ServerResponse response, Member member, Set<NoticeKind> chosen) {
    String text = visitors.frame(request).text("form.stale");
    show(request, response, Status.CONFLICT_409, member, chosen, text);
  }

  private void show(
      ServerRequest request,
      ServerResponse response,
      Status status,
      Member member,
      Set<NoticeKind> mailed,
      @Nullable String problemOrNull) {
    Frame frame = visitors.frame(request);
    List<Notice> found = notices.before(member.id(), before(request), ON_PAGE + 1);
    List<Notice> shown = found.stream().limit(ON_PAGE).toList();
    pages.send(
        response,
        status,
        new SignInPage.OwnNotices(
            frame,
            visitors.csrf(request, response),
            shown.stream()
                .map(
                    it ->
                        new SignInPage.Told(
                            it.text(frame.words(), frame.currency()), it.createdAt(), it.read()))
                .toList(),
            shown.isEmpty() ? 0 : shown.getFirst().id(),
            found.size() > ON_PAGE ? shown.getLast().id() : 0,
            notices.countUnread(member.id()),
            switches(mailed),
            way(member.id()),
            request.query().contains("kept"),
            problemOrNull));
  }

  private static long before(ServerRequest request) {
    String before = request.query().first("before").asOptional().orElse("");
    return before.matches("[1-9][0-9]{0,17}") ? Long.parseLong(before) : Long.MAX_VALUE;
  }

  private static List<SignInPage.Switch> switches(Set<NoticeKind> mailed) {
    return Arrays.stream(NoticeKind.values())
        .map(kind -> new SignInPage.Switch(kind.id(), kind.key(), mailed.contains(kind)))
        .toList();
  }

  /** Which text says whether the member gets e-mail. */
  private String way(MemberId member) {
    if (!addresses.isOn()) {
      return "notices.mail.none";
    }
    return logins.of(member).filter(Login::isConfirmed).isPresent()
        ? "notices.mail.text"
        : "notices.mail.unconfirmed";
  }

  private void markRead(ServerRequest request, ServerResponse response) {
    Member member = visitors.require(request);
    Form form = visitors.form(request);
    String upTo = form.text("upto");
    if (form.stale()) {
      stale(request, response, member, notices.mailed(member.id()));
      return;
    }
    if (upTo.matches("[1-9][0-9]{0,17}")) {
      notices.markRead(member.id(), Long.parseLong(upTo));
    }
    Visitors.redirect(response, PATH);
  }

  private void choose(ServerRequest request, ServerResponse response) {
    Member member = visitors.require(request);
    Form form = visitors.form(request);
    Set<NoticeKind> chosen =
        Arrays.stream(NoticeKind.values())
            .filter(kind -> form.has(kind.id()))
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(NoticeKind.class)));
    if (form.stale()) {
      stale(request, response, member, chosen);
      return;
    }
    notices.mail(member.id(), chosen);
    Visitors.redirect(response, PATH + "?kept");
  }
}
