package org.farthing.node.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;
import org.farthing.node.web.donor.DonorBrowser;
import org.farthing.protocol.json.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class InstallTest {

  private static final String SONG = "https://bob.example/song";

  private static WebFixture web;

  @BeforeAll
  static void start() {
    web = WebFixture.start();
    web.aCreator("bob", SONG);
  }

  @AfterAll
  static void stop() {
    web.close();
  }

  @Test
  void everyPageLeadsToTheManifestAndMayLoadIt() throws Exception {
    HttpResponse<String> page = web.page("/");

    assertThat(page.body())
        .contains("rel=\"manifest\" href=\"/manifest.webmanifest\"", "apple-touch-icon");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("manifest-src 'self'");
  }

  @Test
  void manifestNamesTheNodeAndPicturesThatAreWhatItSays() throws Exception {
    HttpResponse<String> answer = web.page("/manifest.webmanifest");
    JsonObject manifest = Json.parseObject(answer.body().getBytes(StandardCharsets.UTF_8));

    assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
        .isEqualTo("application/manifest+json");
    assertThat(manifest.getString("name")).isEqualTo(web.node.origin().authority());
    assertThat(manifest.getJsonArray("icons")).hasSize(4);
    for (JsonObject icon : manifest.getJsonArray("icons").getValuesAs(JsonObject.class)) {
      if (icon.getString("type").equals("image/png")) {
        assertThat(sizeOf(icon.getString("src"))).isEqualTo(icon.getString("sizes"));
      } else {
        assertThat(web.page(icon.getString("src")).body()).startsWith("<svg");
      }
    }
    assertThat(sizeOf("/apple-touch-icon.png")).isEqualTo("180x180");
  }

  private static String sizeOf(String path) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      byte[] bytes = client.send(web.request(path).build(), BodyHandlers.ofByteArray()).body();
      var image = ImageIO.read(new ByteArrayInputStream(bytes));
      return image.getWidth() + "x" + image.getHeight();
    }
  }

  @Test
  void sharedTextLeadsToTheThingThatItNames() throws Exception {
    DonorBrowser ada = new DonorBrowser(web, web.aDonor("ada"));
    String text = DonorBrowser.encoded("A song (" + SONG + "), and https://other.example/");

    assertThat(ada.reads("/flattr?title=Song&text=" + text + "&url="))
        .contains("A thing of bob", "2.00 XTS");
    assertThat(ada.reads("/flattr?text=no+address+at+all")).contains("name=\"url\"");
  }
}
