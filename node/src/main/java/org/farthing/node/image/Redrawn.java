package org.farthing.node.image;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import net.coobird.thumbnailator.Thumbnails;

/**
 * An image as this node draws it again: small, upright, and without what else a file may carry.
 *
 * @param type the media type
 * @param content not copied
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Redrawn(String type, byte[] content) {

  /** The longest side, in pixels. */
  static final int LONGEST = 480;

  private static final Set<String> FORMATS = Set.of("png", "jpeg", "gif", "webp");
  private static final int LONGEST_READ = 8_000;
  private static final long MOST_PIXELS = 12_000_000;
  private static final int LARGEST_PNG = 60_000;
  private static final double QUALITY = 0.8;

  /**
   * Draws an image again; of one that moves, the first picture.
   *
   * @return nothing for what is no image of a known format, is broken, or has more than twelve
   *     million pixels
   */
  static Optional<Redrawn> of(byte[] file) {
    try {
      return isDrawable(file) ? Optional.of(draw(file)) : Optional.empty();
    } catch (IOException | RuntimeException | LinkageError e) {
      // Readers of images fail in many ways on files that were made to break them; and a JRE may
      // lack what draws.
      return Optional.empty();
    }
  }

  /** By its head alone: what is too large is not read further. */
  private static boolean isDrawable(byte[] file) throws IOException {
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        return false;
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        long width = reader.getWidth(0);
        long height = reader.getHeight(0);
        return FORMATS.contains(reader.getFormatName().toLowerCase(Locale.ROOT))
            && Math.max(width, height) <= LONGEST_READ
            && width * height <= MOST_PIXELS;
      } finally {
        reader.dispose();
      }
    }
  }

  private static Redrawn draw(byte[] file) throws IOException {
    BufferedImage small =
        Thumbnails.of(new ByteArrayInputStream(file))
            .size(LONGEST, LONGEST)
            .allowOverwrite(false)
            .asBufferedImage();
    if (small.getColorModel().hasAlpha()) {
      byte[] png = written(small, "png");
      if (png.length <= LARGEST_PNG) {
        return new Redrawn("image/png", png);
      }
    }
    return new Redrawn("image/jpeg", written(opaque(small), "jpg"));
  }

  private static BufferedImage opaque(BufferedImage image) {
    BufferedImage opaque =
        new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = opaque.createGraphics();
    graphics.drawImage(image, 0, 0, Color.WHITE, null);
    graphics.dispose();
    return opaque;
  }

  private static byte[] written(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Thumbnails.of(image).scale(1).outputFormat(format).outputQuality(QUALITY).toOutputStream(out);
    return out.toByteArray();
  }
}
