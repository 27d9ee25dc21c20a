package org.farthing.node.signin;

import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.farthing.node.account.MemberId;
import org.farthing.node.account.Members;
import org.farthing.node.account.NodeSecret;
import org.farthing.node.identity.Identities;
import org.farthing.node.look.Frame;
import org.farthing.node.look.Pages;
import org.farthing.node.notice.Letters;
import org.farthing.node.notice.MailQueue;
import org.farthing.node.notice.Notices;
import org.farthing.node.notice.SpokenLanguages;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.platform.http.Problem;
import org.farthing.node.signin.fediverse.FediverseAccounts;
import org.farthing.protocol.activity.Origin;

/** All that joining and signing in is made of. Thread-safe. */
public final class SignIn {

  private final Origin origin;
  private final Notices notices;
  private final Sessions sessions;
  private final Logins logins;
  private final AddressMail addresses;
  private final SecondFactors factors;
  private final Passkeys passkeys;
  private final CurrentPassword current;
  private final MemberLanguages languages;
  private final Database database;
  private final Members members;
  private final FediverseVisits visits;

  public SignIn(
      Database database,
      NodeSecret secret,
      Members members,
      Origin origin,
      Registration registration,
      Notices notices,
      MailQueue mail,
      InstantSource system) {
    this.database = database;
    this.members = members;
    this.origin = origin;
    this.notices = notices;
    this.visits = new FediverseVisits(database, secret, system);
    this.languages = new MemberLanguages(database);
    Links links = new Links(system);
    this.sessions = new Sessions(database, system);
    this.logins =
        new Logins(database, members, registration, sessions, links, notices, mail, system);
    this.current = new CurrentPassword(logins, system);
    this.addresses = new AddressMail(database, members, links, mail, languages, origin, system);
    this.factors = new SecondFactors(database, secret, members, links, notices, system);
    this.passkeys = new Passkeys(database, members, origin, links, factors, notices, system);
  }

  /** Who asks for pages. */
  public Visitors visitors(Pages pages) {
    return new Visitors(sessions, notices, languages, pages, origin);
  }

  /**
   * The pages of joining and signing in.
   *
   * @param accounts elsewhere in the fediverse, where they sign in
   * @param script the path of what browsers use passkeys with
   */
  public List<HttpService> routes(
      Pages pages,
      Visitors visitors,
      Identities identities,
      Optional<FediverseAccounts> accounts,
      String script) {
    boolean sendsMail = addresses.isOn();
    boolean fediverse = accounts.isPresent();
    Arrivals arrivals =
        new Arrivals(
            factors,
            passkeys,
            logins.registration(),
            sendsMail,
            pages,
            visitors,
            fediverse,
            script);
    List<HttpService> routes = new ArrayList<>();
    accounts.ifPresent(it -> routes.addAll(fediverse(it, identities, pages, visitors, arrivals)));
    routes.addAll(routes(pages, visitors, arrivals, fediverse, script));
    return routes;
  }

  private List<HttpService> fediverse(
      FediverseAccounts accounts,
      Identities identities,
      Pages pages,
      Visitors visitors,
      Arrivals arrivals) {
    FediverseMembers guests =
        new FediverseMembers(database, members, identities, logins, visits, notices);
    return List.of(
        new FediverseRoutes(
            accounts,
            visits,
            guests,
            current,
            URI.create(origin.toString()),
            pages,
            visitors,
            arrivals),
        new FediverseJoinRoutes(visits, guests, pages, visitors, arrivals));
  }

  private List<HttpService> routes(
      Pages pages, Visitors visitors, Arrivals arrivals, boolean fediverse, String script) {
    boolean sendsMail = addresses.isOn();
    return List.of(
        new SignInRoutes(logins, visitors, arrivals),
        new CodeRoutes(factors, visitors, arrivals),
        new PasskeySignInRoutes(passkeys, factors, visitors, arrivals),
        new JoinRoutes(logins, sendsMail, fediverse, pages, visitors, arrivals),
        new PasswordRoutes(logins, current, sendsMail, pages, visitors, arrivals),
        new AddressRoutes(addresses, pages, visitors),
        new SecondFactorRoutes(factors, current, pages, visitors),
        new PasskeyRoutes(passkeys, factors, current, pages, visitors, script),
        new NoticeRoutes(notices, addresses, logins, pages, visitors),
        new SessionRoutes(sessions, logins, addresses, factors, passkeys, pages, visitors, script));
  }

  /** Signing in takes a member nothing but the password: their devices and codes are lost. */
  public void removeSecondFactor(MemberId member) {
    factors.remove(member);
  }

  /** Letters that ask whether an address is a member's. */
  public Letters confirmations() {
    return addresses::confirmation;
  }

  /** Letters with links to choose a password again. */
  public Letters resets() {
    return addresses::reset;
  }

  /** In which languages members are written to. */
  public SpokenLanguages languages() {
    return languages::of;
  }

  /** The address that a member has confirmed. */
  public Optional<String> confirmedAddress(Transaction tx, MemberId member) {
    return addresses.confirmed(tx, member);
  }

  /**
   * A link with which one stranger can join, within 14 days; where nobody can join it is no use.
   */
  public URI invite() {
    return origin.resolve("/join?invitation=" + logins.invite().text());
  }

  /** A link with which a member can choose a password, once and within a day. */
  public URI linkFor(MemberId member) {
    return origin.resolve(PasswordRoutes.BY_LINK + "?token=" + logins.handOver(member).text());
  }

  /**
   * Lets only a member go on who can still sign in without an account elsewhere.
   *
   * @throws Problem {@code only_way_in}
   */
  public void requireOtherWay(Transaction tx, MemberId member) {
    if (logins.of(tx, member).isEmpty() && !passkeys.hasAny(tx, member)) {
      throw new Problem(
          409,
          "only_way_in",
          "This is how you sign in",
          "Choose a password first, so that you can sign in without this account.");
    }
  }

  /** Whether a member has chosen a password. */
  public boolean hasPassword(MemberId member) {
    return logins.of(member).isPresent();
  }

  /**
   * Why it is not sure enough that a visitor is the member that they are signed in as: a wrong
   * password, or none to ask for and they signed in too long ago.
   */
  public Optional<String> unsure(
      Visitors visitors, ServerRequest request, Frame frame, String typed) {
    return current.unsure(frame, visitors.requireSession(request), typed);
  }

  /** The address that a member has given, confirmed or not. */
  public Optional<String> address(MemberId member) {
    return logins.of(member).map(Login::emailOrNull);
  }

  /** Forgets all of a member who leaves. */
  public void erase(Transaction tx, MemberId member) {
    logins.erase(tx, member);
    factors.erase(tx, member);
    passkeys.erase(tx, member);
    notices.erase(tx, member);
    languages.erase(tx, member);
  }
}
