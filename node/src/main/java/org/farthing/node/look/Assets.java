package org.farthing.node.look;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.farthing.node.platform.http.Gzip;
import org.farthing.protocol.Sha256;
import org.jspecify.annotations.Nullable;

/** Files of our own that pages need. Their address changes with them: they are kept for ever. */
public final class Assets implements HttpService {

  private static final int HASH_BYTES = 8;
  private static final String PNG = "image/png";

  /** Asked for there by whatever reads no pages. */
  private static final String TOUCH = "/apple-touch-icon.png";

  private static final String FOR_A_DAY = "public, max-age=86400";
  private static final String KEPT = "public, max-age=31536000, immutable";

  private static final String SCRIPT = "text/javascript; charset=utf-8";

  private final Asset stylesheet = Asset.read("farthing.css", "text/css; charset=utf-8");
  private final Asset icon = Asset.read("mark.svg", "image/svg+xml");
  private final Asset passkeys = Asset.read("passkeys.js", SCRIPT);

  /** The first one names the others. */
  private final List<Asset> proofCheck =
      Asset.readTogether(
          SCRIPT,
          "proof/page.js",
          "proof/proof.js",
          "proof/equivocation.js",
          "proof/parts.js",
          "proof/keys.js",
          "proof/histories.js",
          "proof/messages.js",
          "proof/signature.js",
          "proof/fields.js",
          "proof/json.js",
          "proof/refusal.js");

  private final Asset small = Asset.read("icon-192.png", PNG);
  private final Asset large = Asset.read("icon-512.png", PNG);
  private final Asset maskable = Asset.read("icon-maskable-512.png", PNG);
  private final Asset touch = Asset.read("apple-touch-icon.png", PNG);

  /**
   * A picture for who installs these pages.
   *
   * @param size of each side, in pixels
   * @param purpose as manifests name it
   */
  public record Icon(String path, int size, String purpose) {}

  private static final class Asset {

    private final String path;
    private final String type;
    private final byte[] bytes;

    /** The same for whoever takes gzip; none of what is compressed already. */
    private final byte @Nullable [] shorterOrNull;

    private Asset(String version, String name, String type, byte[] bytes) {
      this.path = "/assets/" + version + "/" + name;
      this.type = type;
      this.bytes = bytes;
      this.shorterOrNull = type.equals(PNG) ? null : gzip(bytes);
    }

    static Asset read(String name, String type) {
      return readTogether(type, name).getFirst();
    }

    /** Files that name one another: they have one version, that of all. */
    static List<Asset> readTogether(String type, String... names) {
      List<byte[]> files = Stream.of(names).map(Asset::bytes).toList();
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      files.forEach(all::writeBytes);
      String version = HexFormat.of().formatHex(Sha256.of(all.toByteArray()), 0, HASH_BYTES);
      return IntStream.range(0, names.length)
          .mapToObj(i -> new Asset(version, names[i], type, files.get(i)))
          .toList();
    }

    private static byte[] bytes(String name) {
      try (InputStream in = Assets.class.getResourceAsStream("/web/" + name)) {
        if (in == null) {
          throw new IllegalStateException(name + " is missing in this build");
        }
        return in.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static byte[] gzip(byte[] bytes) {
      ByteArrayOutputStream shorter = new ByteArrayOutputStream();
      try (GZIPOutputStream out = new GZIPOutputStream(shorter)) {
        out.write(bytes);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return shorter.toByteArray();
    }

    void route(HttpRules rules) {
      route(rules, path, KEPT);
    }

    void route(HttpRules rules, String at, String kept) {
      rules.get(
          at,
          (request, response) -> {
            response.header(HeaderNames.CONTENT_TYPE, type).header(HeaderNames.CACHE_CONTROL, kept);
            if (shorterOrNull == null) {
              response.send(bytes);
              return;
            }
            response.header(HeaderNames.VARY, "Accept-Encoding");
            if (Gzip.isTakenBy(request)) {
              response.header(HeaderNames.CONTENT_ENCODING, "gzip").send(shorterOrNull);
            } else {
              response.send(bytes);
            }
          });
    }
  }

  String stylesheet() {
    return stylesheet.path;
  }

  public String icon() {
    return icon.path;
  }

  /** With which browsers make and use passkeys. */
  public String passkeys() {
    return passkeys.path;
  }

  /** With which browsers check proofs themselves. */
  public String proofCheck() {
    return proofCheck.getFirst().path;
  }

  /** The same for who installs these pages. */
  public List<Icon> icons() {
    return List.of(
        new Icon(small.path, 192, "any"),
        new Icon(large.path, 512, "any"),
        new Icon(maskable.path, 512, "maskable"));
  }

  @Override
  public void routing(HttpRules rules) {
    stylesheet.route(rules);
    icon.route(rules);
    passkeys.route(rules);
    proofCheck.forEach(each -> each.route(rules));
    small.route(rules);
    large.route(rules);
    maskable.route(rules);
    touch.route(rules, TOUCH, FOR_A_DAY);
  }
}
