package org.farthing.node.signin;

import io.helidon.webserver.http.HttpService;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import org.farthing.node.account.MemberId;
import org.farthing.node.account.Members;
import org.farthing.node.look.Pages;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.Origin;

/** All that joining and signing in is made of. Thread-safe. */
public final class SignIn {

  private final Origin origin;
  private final Sessions sessions;
  private final Logins logins;

  public SignIn(
      Database database,
      Members members,
      Origin origin,
      Registration registration,
      InstantSource system) {
    this.origin = origin;
    this.sessions = new Sessions(database, system);
    this.logins = new Logins(database, members, registration, sessions, system);
  }

  /** Who asks for pages. */
  public Visitors visitors(Pages pages) {
    return new Visitors(sessions, pages, origin);
  }

  /** The pages of joining and signing in. */
  public List<HttpService> routes(Pages pages, Visitors visitors) {
    Arrivals arrivals = new Arrivals(pages, visitors);
    return List.of(
        new SignInRoutes(logins, pages, visitors, arrivals),
        new JoinRoutes(logins, pages, visitors),
        new PasswordRoutes(logins, pages, visitors),
        new SessionRoutes(sessions, pages, visitors));
  }

  /**
   * A link with which one stranger can join, within 14 days; where nobody can join it is no use.
   */
  public URI invite() {
    return origin.resolve("/join?invitation=" + logins.invite().text());
  }

  /** A link with which a member can choose a password, once and within a day. */
  public URI linkFor(MemberId member) {
    return origin.resolve("/choose-password?token=" + logins.handOver(member).text());
  }

  /** Forgets all of a member who leaves. */
  public void erase(Transaction tx, MemberId member) {
    logins.erase(tx, member);
  }
}
