package org.farthing.node.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.options.Cookie;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import org.farthing.node.Node;
import org.farthing.node.NodeSetup;
import org.farthing.node.account.Member;
import org.farthing.node.guard.Forwarding;
import org.farthing.node.guard.GuardTerms;
import org.farthing.node.guard.RequestLimits;
import org.farthing.node.identity.Identity;
import org.farthing.node.identity.IdentityKind;
import org.farthing.node.payout.TestRail;
import org.farthing.node.peer.PolicyTerms;
import org.farthing.node.platform.database.TestDatabase;
import org.farthing.node.platform.http.AllowList;
import org.farthing.node.platform.schedule.Clocks;
import org.farthing.node.platform.schedule.SettableClock;
import org.farthing.node.signin.Registration;
import org.farthing.node.signin.SignInTerms;
import org.farthing.node.signin.TestSession;
import org.farthing.protocol.activity.Origin;
import org.farthing.protocol.message.SettlementCalendar;
import org.farthing.protocol.money.CurrencyUnit;

/**
 * Alice's node, Bob's node, and Bob's blog, on three registrable domains over HTTPS: so cookies,
 * windows and storage are apart as they are on the web.
 *
 * <p>The nodes trust the certificate, which is made anew each time. The browser is told to take
 * any, for Chromium reads further authorities from its user's own database alone, and a test has no
 * business there.
 */
final class ThreeSites implements AutoCloseable {

  private static final String SANS =
      "SAN=dns:%s,dns:%s,dns:%s"
          .formatted(TestNames.ALICES_NODE, TestNames.BOBS_NODE, TestNames.BLOG);

  private final SSLContext usual = SSLContext.getDefault();
  private final Path folder;
  private final TlsFront aliceFront;
  private final TlsFront bobFront;
  private final TlsFront blogFront;
  private final NodeSetup aliceSetup;
  private final Map<String, Page> pages = new ConcurrentHashMap<>();

  final Node alices;
  final Node bobs;
  final Member alice;
  final Member bob;

  /**
   * A page of the blog.
   *
   * @param policy of what it may load; none when empty
   */
  private record Page(String html, String policy) {}

  ThreeSites() throws Exception {
    this.folder = Files.createTempDirectory("farthing-three-sites");
    Path keys = folder.resolve("keys.p12");
    makeKeys(keys);
    SSLContext context = TlsFront.context(keys);
    SSLContext.setDefault(context);
    this.aliceFront = new TlsFront(context);
    this.bobFront = new TlsFront(context);
    this.blogFront = new TlsFront(context);
    blogFront.serve(this::blog);
    this.aliceSetup = setup(TestNames.ALICES_NODE, aliceFront, "alice");
    NodeSetup bobSetup = setup(TestNames.BOBS_NODE, bobFront, "bob");
    this.alices = Node.start(aliceSetup);
    this.bobs = Node.start(bobSetup);
    aliceFront.serve(aliceSetup.port());
    bobFront.serve(bobSetup.port());
    this.alice = alices.members().create("alice", "Alice");
    alices.deposits().confirm(alice.id().value(), 100_000_000, "for alice");
    alices.giving().setBudget(alice.id(), 2_000_000);
    this.bob = bobs.members().create("bob", "Bob");
    page("/", "", "<h1>A blog</h1>");
    Identity site = bobs.identities().add(bob.id(), IdentityKind.SITE, blog());
    if (!bobs.identities().check(bob.id(), site.id()).isProved()) {
      throw new IllegalStateException("Bob cannot show that the blog is his.");
    }
  }

  private static void makeKeys(Path file) throws IOException, InterruptedException {
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=Farthing tests",
                "-ext",
                SANS,
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                TlsFront.PASSWORD)
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (keytool.waitFor() != 0) {
      throw new IllegalStateException(said);
    }
  }

  private NodeSetup setup(String name, TlsFront front, String owner) throws IOException {
    return new NodeSetup(
        Origin.of("https://" + name + ":" + front.port()),
        "localhost",
        freePort(),
        TestDatabase.address(),
        8,
        folder.resolve(owner + ".key"),
        new PolicyTerms(
            CurrencyUnit.XTS,
            1000,
            2_000_000,
            1_000_000,
            false,
            SettlementCalendar.WITHOUT_WAITS,
            List.of(TestRail.NAME)),
        new Clocks(
            new SettableClock(Instant.parse("2026-11-05T10:00:00Z")), Clocks.ofSystem().system()),
        _ -> new TestRail(),
        false,
        NodeSetup.Unanswered.STANDARD,
        NodeSetup.ANY_DEBT,
        false,
        new GuardTerms(
            AllowList.parse(
                List.of(
                    TestNames.ALICES_NODE,
                    TestNames.BOBS_NODE,
                    TestNames.BLOG,
                    TestNames.IMPOSTOR)),
            false,
            Forwarding.NONE,
            RequestLimits.STANDARD),
        SignInTerms.of(Registration.INVITATION),
        NodeSetup.USUAL_PAYOUT_MINIMUM);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void blog(HttpExchange exchange) throws IOException {
    try (exchange) {
      Page page = pages.get(exchange.getRequestURI().getPath());
      if (page == null) {
        TlsFront.send(exchange, 404, new byte[0]);
        return;
      }
      exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
      if (!page.policy().isEmpty()) {
        exchange.getResponseHeaders().set("Content-Security-Policy", page.policy());
      }
      TlsFront.send(exchange, 200, page.html().getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Puts a page onto the blog that names Bob as its creator. */
  String page(String path, String policy, String body) {
    String html =
        """
        <!doctype html><html lang="en"><head><meta charset="utf-8">
        <meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
        <title>A post of Bob’s</title>
        <link rel="payment" href="%1$s/users/bob"><link rel="me" href="%1$s/users/bob">
        <script type="module" src="%1$s/widget/flattr-button.js"></script>
        </head><body><main>%2$s</main></body></html>
        """
            .formatted(bobs.origin(), body);
    pages.put(path, new Page(html, policy));
    return blog() + path;
  }

  String blog() {
    return "https://" + TestNames.BLOG + ":" + blogFront.port();
  }

  /** The plain link to flattr a page of the blog. */
  String link(String url) {
    return bobs.origin() + "/flattr/from?url=" + url + "&creator=" + bobsHandle();
  }

  String bobsHandle() {
    return "@bob@" + bobs.ids().origin().authority();
  }

  String alicesHandle() {
    return "@alice@" + alices.ids().origin().authority();
  }

  /** Of somebody who passes for a node at Alice's node's address. */
  String impostorsHandle() {
    return "@alice@" + TestNames.IMPOSTOR + ":" + aliceFront.port();
  }

  /** What Alice's node says of itself to browsers besides what it says anyway. */
  Map<String, String> alicesHeaders() {
    return aliceFront.adding;
  }

  static Browsers browsers() {
    return Browsers.open(
        "--host-resolver-rules=MAP *.test 127.0.0.1", "--ignore-certificate-errors");
  }

  /** Signs Alice in at her node. */
  void signIn(BrowserContext context) {
    String cookie = TestSession.of(aliceSetup, alice.id()).cookie();
    context.addCookies(
        List.of(
            new Cookie("__Host-farthing", cookie.substring(cookie.indexOf('=') + 1))
                .setUrl(alices.origin().toString())
                .setSecure(true)));
  }

  static Browser.NewContextOptions options() {
    return new Browser.NewContextOptions().setIgnoreHTTPSErrors(true).setLocale("en-GB");
  }

  @Override
  public void close() throws IOException {
    alices.close();
    bobs.close();
    aliceFront.close();
    bobFront.close();
    blogFront.close();
    SSLContext.setDefault(usual);
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
