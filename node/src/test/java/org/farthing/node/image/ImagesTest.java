package org.farthing.node.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.farthing.node.ElsewhereOnTheWeb;
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
  private static ElsewhereOnTheWeb elsewhere;

  @BeforeAll
  static void start() throws Exception {
    web = WebFixture.start();
    byte[] picture = RedrawnTest.image("png", 800, 600, BufferedImage.TYPE_INT_RGB);
    elsewhere = new ElsewhereOnTheWeb();
    for (String name : List.of("wren", "thrush", "song")) {
      elsewhere.file("/" + name + ".png", "image/png", picture);
    }
    elsewhere.file("/page", "image/png", "<script>alert(1)</script>".getBytes(UTF_8));
  }

  @AfterAll
  static void stop() {
    elsewhere.close();
    web.close();
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
    int asked = elsewhere.asked();
    web.node.profiles().change(wren.id(), icon(elsewhere.url("/wren.png")));

    String picture = pictureOn("/users/wren");

    HttpResponse<byte[]> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(web.node.origin() + picture)).build(),
                BodyHandlers.ofByteArray());
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("image/jpeg");
    assertThat(ImageIO.read(new ByteArrayInputStream(answer.body())).getWidth())
        .isEqualTo(Redrawn.LONGEST);
    assertThat(web.page("/users/wren").body()).doesNotContain(elsewhere.origin());
    assertThat(elsewhere.asked()).isEqualTo(asked + 1);
  }

  @Test
  void whatIsNoPictureIsShownAsInitials() throws Exception {
    Member robin = web.node.members().create("robin", "Robin");
    web.node.profiles().change(robin.id(), icon(elsewhere.url("/page")));
    Member thrush = web.node.members().create("thrush", "Thrush");
    web.node.profiles().change(thrush.id(), icon(elsewhere.url("/thrush.png")));
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
                    "A song",
                    null,
                    null,
                    List.of(),
                    null,
                    elsewhere.url("/song.png"),
                    "A field",
                    true))
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
