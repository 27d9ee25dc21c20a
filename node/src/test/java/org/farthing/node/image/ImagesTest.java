package org.farthing.node.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.farthing.node.account.Member;
import org.farthing.node.account.ProfileChange;
import org.farthing.node.publication.Content;
import org.farthing.node.web.WebFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Pictures of members and things, which visitors get from this node alone. */
final class ImagesTest {

  private static final Pattern SRC = Pattern.compile("src=\"(/images/[0-9a-f]{64})\"");
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static WebFixture web;
  private static HttpServer elsewhere;
  private static final AtomicInteger asked = new AtomicInteger();

  @BeforeAll
  static void start() throws Exception {
    web = WebFixture.start();
    byte[] picture = RedrawnTest.image("png", 800, 600, BufferedImage.TYPE_INT_RGB);
    elsewhere = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    elsewhere.createContext(
        "/",
        exchange -> {
          if (exchange.getRequestURI().getPath().equals("/wren.png")) {
            asked.incrementAndGet();
          }
          byte[] body =
              exchange.getRequestURI().getPath().endsWith(".png")
                  ? picture
                  : "<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "image/png");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    elsewhere.start();
  }

  @AfterAll
  static void stop() {
    elsewhere.stop(0);
    web.close();
  }

  private static String url(String path) {
    return "http://localhost:" + elsewhere.getAddress().getPort() + path;
  }

  private static ProfileChange icon(String url) {
    return new ProfileChange(null, null, null, null, url, null, null, null, null, null, null);
  }

  private static String pictureOn(String page) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      Matcher found = SRC.matcher(web.page(page).body());
      if (found.find()) {
        return found.group(1);
      }
      Thread.onSpinWait();
    }
    throw new AssertionError(page + " shows no picture");
  }

  @Test
  void pictureIsFetchedByTheNodeAndMadeAnew() throws Exception {
    Member wren = web.node.members().create("wren", "Jenny Wren");
    assertThat(web.page("/users/wren").body()).contains("aria-hidden=\"true\">JW</span>");
    web.node.profiles().change(wren.id(), icon(url("/wren.png")));

    String picture = pictureOn("/users/wren");

    HttpResponse<byte[]> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(web.node.origin() + picture)).build(),
                BodyHandlers.ofByteArray());
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("image/jpeg");
    assertThat(ImageIO.read(new ByteArrayInputStream(answer.body())).getWidth())
        .isEqualTo(Redrawn.LONGEST);
    assertThat(web.page("/users/wren").body()).doesNotContain(url(""));
    assertThat(asked).hasValue(1);
  }

  @Test
  void whatIsNoPictureIsShownAsInitials() throws Exception {
    Member robin = web.node.members().create("robin", "Robin");
    web.node.profiles().change(robin.id(), icon(url("/page")));
    Member thrush = web.node.members().create("thrush", "Thrush");
    web.node.profiles().change(thrush.id(), icon(url("/thrush.png")));
    assertThat(web.page("/users/robin").body()).contains(">R</span>");

    // The picture that was wanted later is there: so the other was looked at.
    assertThat(pictureOn("/users/thrush")).isNotEmpty();
    assertThat(web.page("/users/robin").body()).contains(">R</span>").doesNotContain("/images/");
  }

  @Test
  void thingShowsItsImageWithItsText() throws Exception {
    Member lark = web.node.members().create("lark", "Lark");
    long thing =
        web.node
            .publications()
            .register(
                lark,
                "https://lark.example/song",
                new Content(
                    "A song", null, null, List.of(), null, url("/song.png"), "A field", true))
            .publication()
            .id();

    assertThat(pictureOn("/things/" + thing)).isNotEmpty();
    assertThat(web.page("/things/" + thing).body()).contains("alt=\"A field\"");
  }

  @Test
  void nobodyChoosesWhatIsFetched() throws Exception {
    assertThat(web.page("/images/" + "0".repeat(64)).statusCode()).isEqualTo(404);
    assertThat(web.page("/images/http:%2F%2Flocalhost").statusCode()).isEqualTo(404);
  }
}
