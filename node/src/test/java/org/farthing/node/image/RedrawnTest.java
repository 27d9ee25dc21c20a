package org.farthing.node.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of images that strangers name. */
final class RedrawnTest {

  private static final String WEBP = "UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA";

  /** Where the head of a PNG file tells its width. */
  private static final int WIDTH_AT = 16;

  static byte[] image(String format, int width, int height, int type) throws IOException {
    BufferedImage image = new BufferedImage(width, height, type);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.ORANGE);
    graphics.fillOval(0, 0, width, height);
    graphics.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, format, out)).isTrue();
    return out.toByteArray();
  }

  private static BufferedImage read(Redrawn image) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(image.content()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpeg", "gif", "png"})
  void largeIsMadeSmall(String format) throws Exception {
    Redrawn drawn =
        Redrawn.of(image(format, 2_000, 1_000, BufferedImage.TYPE_INT_RGB)).orElseThrow();

    assertThat(drawn.type()).isEqualTo("image/jpeg");
    assertThat(read(drawn).getWidth()).isEqualTo(Redrawn.LONGEST);
    assertThat(read(drawn).getHeight()).isEqualTo(Redrawn.LONGEST / 2);
  }

  @Test
  void whatCanBeSeenThroughStaysSo() throws Exception {
    Redrawn drawn = Redrawn.of(image("png", 300, 300, BufferedImage.TYPE_INT_ARGB)).orElseThrow();

    assertThat(drawn.type()).isEqualTo("image/png");
    assertThat(read(drawn).getRGB(0, 0) >>> 24).isZero();
  }

  @Test
  void webpIsRead() {
    assertThat(Redrawn.of(Base64.getDecoder().decode(WEBP))).isPresent();
  }

  @Test
  void whatElseAFileCarriesIsLeftOut() throws Exception {
    byte[] jpeg = image("jpeg", 100, 100, BufferedImage.TYPE_INT_RGB);
    byte[] secret = "Exif\0\0 taken at home".getBytes(StandardCharsets.US_ASCII);
    ByteBuffer file = ByteBuffer.allocate(jpeg.length + secret.length + 4);
    file.put(jpeg, 0, 2).putShort((short) 0xffe1).putShort((short) (secret.length + 2));
    file.put(secret).put(jpeg, 2, jpeg.length - 2);

    Redrawn drawn = Redrawn.of(file.array()).orElseThrow();

    assertThat(new String(drawn.content(), StandardCharsets.ISO_8859_1))
        .doesNotContain("taken at home");
  }

  @Test
  void hugeIsRefusedByItsHead() throws Exception {
    byte[] bomb = image("png", 10, 10, BufferedImage.TYPE_INT_RGB);
    ByteBuffer.wrap(bomb).putInt(WIDTH_AT, 30_000).putInt(WIDTH_AT + 4, 30_000);
    CRC32 sum = new CRC32();
    sum.update(bomb, WIDTH_AT - 4, 17);
    ByteBuffer.wrap(bomb).putInt(WIDTH_AT + 13, (int) sum.getValue());

    assertThat(Redrawn.of(bomb)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html></html>",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>",
        "BM not a picture",
        "GIF89a"
      })
  void whatIsNoImageIsRefused(String text) {
    assertThat(Redrawn.of(text.getBytes(StandardCharsets.US_ASCII))).isEmpty();
  }

  @Test
  void brokenFilesBreakNothing() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    byte[] whole = image("png", 60, 60, BufferedImage.TYPE_INT_ARGB);
    for (int i = 0; i < 300; i++) {
      byte[] broken = whole.clone();
      for (int j = 0; j < 5; j++) {
        broken[8 + random.nextInt(broken.length - 8)] = (byte) random.nextInt();
      }
      assertThat(Redrawn.of(broken)).as("seed %d, file %d", seed, i).isNotNull();
    }
  }
}
