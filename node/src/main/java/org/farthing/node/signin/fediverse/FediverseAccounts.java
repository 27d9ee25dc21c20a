package org.farthing.node.signin.fediverse;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.farthing.node.account.NodeSecret;
import org.farthing.node.federation.directory.ActorDirectory;
import org.farthing.node.federation.directory.ActorLookup;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.http.GuardedHttpClient;
import org.farthing.node.signin.fediverse.MastodonApi.Account;
import org.farthing.node.signin.fediverse.MastodonApi.Exchange;
import org.farthing.protocol.Sha256;
import org.farthing.protocol.activity.ActorDocument;
import org.farthing.protocol.activity.Origin;
import org.farthing.protocol.activity.ProtocolException;

/**
 * Leads people to the server of their account, and learns from it who they are there. Not to be
 * called within a transaction. Thread-safe.
 */
public final class FediverseAccounts {

  private static final System.Logger LOG = System.getLogger(FediverseAccounts.class.getName());

  /** What nobody has come back by for so long is asked about before anybody is sent. */
  private static final Duration TRUSTED = Duration.ofDays(1);

  private static final int LONGEST_HANDLE = 300;
  private static final int VERIFIER_BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Beginnings in a minute: strangers must not have this node hammer other servers. */
  private static final int MOST_A_SERVER = 30;

  private static final int MOST = 120;
  private static final int MOST_SERVERS = 10_000;

  private final Database database;
  private final ActorDirectory directory;
  private final Predicate<URI> blocked;
  private final Origin own;
  private final InstantSource system;
  private final MastodonApi api;
  private final AppStore store;
  private final Bucket all = bucket(MOST);
  private final Cache<String, Bucket> byServer =
      Caffeine.newBuilder()
          .maximumSize(MOST_SERVERS)
          .expireAfterAccess(Duration.ofMinutes(2))
          .build();

  /**
   * @param blocked whether there is nothing to do with the server of an address
   * @param own this node's origin
   */
  public FediverseAccounts(
      Database database,
      NodeSecret secret,
      GuardedHttpClient client,
      ActorDirectory directory,
      Predicate<URI> blocked,
      Origin own,
      InstantSource system) {
    this.database = database;
    this.directory = directory;
    this.blocked = blocked;
    this.own = own;
    this.system = system;
    this.api = new MastodonApi(client);
    this.store = new AppStore(secret);
  }

  private static Bucket bucket(int aMinute) {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(aMinute).refillGreedy(aMinute, Duration.ofMinutes(1)))
        .build();
  }

  /** Where somebody is led. */
  public sealed interface Way {

    /**
     * To their server.
     *
     * @param address where they say there that this node may know who they are
     * @param asked to be kept until they are back
     */
    record Open(URI address, Asked asked) implements Way {}

    record Closed(Fault fault) implements Way {}
  }

  /** Who has come back. */
  public sealed interface Return {

    record Known(Shown account) implements Return {}

    record Unknown(Fault fault) implements Return {}
  }

  /**
   * Finds the server of a handle, and registers this node there if need be.
   *
   * @param handle {@code bob@social.example}, with or without a leading {@code @}
   * @param back where the server sends the browser then
   * @param state what it sends with it
   */
  public Way way(String handle, URI back, String state) {
    try {
      String domain = domain(handle);
      Origin server = server(handle, domain);
      App app = app(server, back.toString());
      String verifier = verifier();
      return new Way.Open(
          address(app, state, verifier), new Asked(server, domain, app.clientId(), verifier));
    } catch (Stopped e) {
      LOG.log(System.Logger.Level.DEBUG, "No way to a server: {0}", e.getMessage());
      return new Way.Closed(e.fault());
    }
  }

  /** As typed, with what people copy along with it left out. */
  private String domain(String handle) {
    String bare = handle.startsWith("@") ? handle.substring(1) : handle;
    int at = bare.indexOf('@');
    if (at < 1 || at != bare.lastIndexOf('@') || bare.length() > LONGEST_HANDLE) {
      throw new Stopped(Fault.MALFORMED, "no handle");
    }
    try {
      Origin host = Origin.of(own.scheme() + "://" + bare.substring(at + 1));
      requireOther(host);
      return host.authority();
    } catch (ProtocolException e) {
      throw new Stopped(Fault.MALFORMED, "no handle: " + e.getMessage());
    }
  }

  private void requireOther(Origin server) {
    if (server.equals(own)) {
      throw new Stopped(Fault.OWN, "one of this node's own");
    }
    if (blocked.test(server.resolve("/"))) {
      throw new Stopped(Fault.BLOCKED, server + " is blocked");
    }
  }

  private Origin server(String handle, String domain) {
    Bucket bucket = byServer.get(domain, _ -> bucket(MOST_A_SERVER));
    if (!all.tryConsume(1) || !bucket.tryConsume(1)) {
      throw new Stopped(Fault.BUSY, "too many at once to " + domain);
    }
    Origin server = find(handle).id().origin();
    requireOther(server);
    return server;
  }

  private ActorDocument find(String handle) {
    return switch (directory.resolveHandle(handle)) {
      case ActorLookup.Found it -> it.actor().document();
      case ActorLookup.NoActor it -> throw new Stopped(Fault.UNKNOWN, it.reason());
      case ActorLookup.Unreachable it -> throw new Stopped(Fault.UNREACHABLE, it.reason());
    };
  }

  private App app(Origin server, String back) {
    String scope = api.scope(server);
    Instant now = system.instant();
    Optional<App> stored =
        database
            .read(tx -> store.find(tx, server))
            .filter(it -> it.scope().equals(scope) && it.back().equals(back))
            .filter(api::leads);
    if (stored.filter(it -> it.knownAt().plus(TRUSTED).isAfter(now)).isPresent()) {
      return stored.get();
    }
    if (stored.filter(api::knows).isPresent()) {
      database.execute(tx -> store.known(tx, server, now));
      return stored.get();
    }
    String name = "Farthing at " + own.authority();
    App fresh = api.register(server, name, own.toString(), back, scope, now);
    database.execute(tx -> store.save(tx, fresh));
    LOG.log(System.Logger.Level.INFO, "Registered at {0} for signing in.", server);
    return fresh;
  }

  private static String verifier() {
    byte[] bytes = new byte[VERIFIER_BYTES];
    RANDOM.nextBytes(bytes);
    return base64(bytes);
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** PKCE is always offered; servers that do not know it pass it over. */
  private static URI address(App app, String state, String verifier) {
    return MastodonApi.authorization(
        app,
        Map.of(
            "state",
            state,
            "code_challenge",
            base64(Sha256.of(verifier)),
            "code_challenge_method",
            "S256"));
  }

  /**
   * Learns who has signed in; it need not be who was asked about, but has to be of that server.
   *
   * @param code as the server has sent the browser back with
   */
  public Return account(Asked asked, String code) {
    try {
      if (blocked.test(asked.server().resolve("/"))) {
        throw new Stopped(Fault.BLOCKED, asked.server() + " is blocked");
      }
      App app =
          database
              .read(tx -> store.find(tx, asked.server()))
              .filter(it -> it.clientId().equals(asked.clientId()))
              .orElseThrow(() -> new Stopped(Fault.REFUSED, "registered again meanwhile"));
      return new Return.Known(shown(asked, account(app, asked, code)));
    } catch (Stopped e) {
      LOG.log(System.Logger.Level.DEBUG, "Nobody comes back: {0}", e.getMessage());
      return new Return.Unknown(e.fault());
    }
  }

  private Account account(App app, Asked asked, String code) {
    return switch (api.exchange(app, code, asked.verifier())) {
      case Exchange.UnknownClient _ -> {
        database.execute(tx -> store.delete(tx, app.server()));
        throw new Stopped(Fault.REFUSED, app.server() + " does not know this node any more");
      }
      case Exchange.Refused _ -> throw new Stopped(Fault.REFUSED, app.server() + " refuses");
      case Exchange.Token it -> {
        database.execute(tx -> store.known(tx, app.server(), system.instant()));
        try {
          yield api.account(app.server(), it.text());
        } finally {
          api.revoke(app, it.text());
        }
      }
    };
  }

  /** The server says which actor it is; WebFinger and the actor's own document have to agree. */
  private Shown shown(Asked asked, Account account) {
    ActorDocument actor = find(account.username() + "@" + asked.domain());
    if (!actor.id().origin().equals(asked.server()) || !isOf(account, actor)) {
      throw new Stopped(Fault.FOREIGN, actor.id() + " is not who signed in at " + asked.server());
    }
    return new Shown(account.username(), asked.domain(), actor);
  }

  private static boolean isOf(Account account, ActorDocument actor) {
    URI id = actor.id().uri();
    if (account.uriOrNull() != null) {
      return isSame(account.uriOrNull(), id);
    }
    URI url = account.urlOrNull();
    return url != null
        && (isSame(url, id) || actor.url().filter(page -> isSame(url, page)).isPresent());
  }

  private static boolean isSame(URI a, URI b) {
    return a.toString().equals(b.toString());
  }
}
