package org.farthing.node.signin;

import io.nayuki.qrcodegen.QrCode;

/**
 * A QR code as a path of SVG.
 *
 * @param size of its square with the quiet zone around it, in modules
 * @param path all dark modules
 */
public record QrPicture(int size, String path) {

  private static final int QUIET = 4;

  static QrPicture of(String text) {
    QrCode code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
    StringBuilder path = new StringBuilder();
    for (int y = 0; y < code.size; y++) {
      for (int x = 0; x < code.size; x++) {
        if (code.getModule(x, y)) {
          path.append("M%d %dh1v1h-1z".formatted(x + QUIET, y + QUIET));
        }
      }
    }
    return new QrPicture(code.size + 2 * QUIET, path.toString());
  }
}
