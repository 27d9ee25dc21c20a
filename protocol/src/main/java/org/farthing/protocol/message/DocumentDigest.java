package org.farthing.protocol.message;

import jakarta.json.JsonObject;
import java.util.HexFormat;
import org.farthing.protocol.Sha256;
import org.farthing.protocol.json.CanonicalJson;

/** How one document names the exact content of another: receipts that of a Like and of a policy. */
public final class DocumentDigest {

  private DocumentDigest() {}

  /**
   * SHA-256 of the canonical JSON (RFC 8785) without the member {@code proof}, in lower-case hex.
   * It covers fields that this version does not know: take it of a document as it was received, not
   * of a record written again.
   */
  public static String of(JsonObject document) {
    byte[] canonical = CanonicalJson.of(unproven(document));
    return HexFormat.of().formatHex(Sha256.of(canonical));
  }

  private static JsonObject unproven(JsonObject document) {
    return document.containsKey("proof")
        ? Wire.JSON.createObjectBuilder(document).remove("proof").build()
        : document;
  }
}
