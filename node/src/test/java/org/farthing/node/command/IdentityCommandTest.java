package org.farthing.node.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an admin types to prove what is a member's elsewhere. */
final class IdentityCommandTest extends TypedCommands {

  @Test
  void siteIsAddedProvedListedAndRemoved() throws IOException {
    succeeds("member", "add", "bob");
    try (Site site = new Site()) {
      succeeds("identity", "add", "bob", site.origin(), "--kind", "site");
      assertThat(out).contains("pending site " + site.origin());
      String snippet = List.of(out.split("\n")).getLast();
      assertThat(snippet).contains("rel=\"me\"").contains("/users/bob");
      String id = out.substring(0, out.indexOf(' '));

      succeeds("identity", "check", "bob", id);
      assertThat(out).startsWith(id + " pending site " + site.origin()).contains("does not link");
      site.page = "<html><head>" + snippet + "</head></html>";
      succeeds("identity", "check", "bob", id);
      assertThat(out).isEqualTo(id + " proved site " + site.origin() + "\n");

      succeeds("identity", "list", "bob");
      assertThat(out).isEqualTo(id + " proved site " + site.origin() + "\n");
      succeeds("identity", "remove", "bob", id);
      assertThat(out).isEqualTo("removed " + id + " proved site " + site.origin() + "\n");
      succeeds("identity", "list", "bob");
      assertThat(out).isEmpty();
      fails(ExitStatus.REFUSED, "identity", "check", "bob", id);
      assertThat(err).contains("unknown_identity");
    }
  }

  @Test
  void whatMakesNoSenseIsRefusedWithACode() {
    succeeds("member", "add", "bob");

    fails(ExitStatus.REFUSED, "identity", "add", "bob", "blog.example", "--kind", "blog");
    assertThat(err).contains("malformed_kind: 'blog' is none of actor, site and url.");
    fails(ExitStatus.REFUSED, "identity", "add", "bob", "not a site", "--kind", "site");
    assertThat(err).contains("malformed_identity");
    fails(ExitStatus.REFUSED, "identity", "list", "nobody");
    assertThat(err).contains("unknown_member");
    fails(ExitStatus.REFUSED, "identity", "remove", "bob", "7");
    assertThat(err).contains("unknown_identity");
  }

  /** Somebody's site, of one page. */
  private static final class Site implements AutoCloseable {

    private final HttpServer server;
    private volatile String page = "<html></html>";

    Site() throws IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/",
          exchange -> {
            byte[] body = page.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
          });
      server.start();
    }

    String origin() {
      return "http://localhost:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}
