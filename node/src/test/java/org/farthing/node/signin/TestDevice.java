package org.farthing.node.signin;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import org.farthing.protocol.Sha256;

/**
 * A device with one passkey, and the browser around it; each of its habits can be changed, to what
 * an honest one never does.
 */
final class TestDevice {

  private static final int PRESENT = 0x01;
  private static final int VERIFIED = 0x04;
  private static final int ATTESTED = 0x40;
  private static final int COORDINATE = 32;

  private final byte[] id = new byte[16];
  private final KeyPair keys;
  String origin;
  String host = "localhost";
  boolean verifies = true;
  int count;
  private String userHandle = "";

  TestDevice(String origin) throws GeneralSecurityException {
    this.origin = origin;
    new SecureRandom().nextBytes(id);
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    this.keys = generator.generateKeyPair();
  }

  private static JsonObject read(String json) {
    return Json.createReader(new StringReader(json)).readObject();
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Makes the passkey; returns what a browser tells of it. */
  String create(String options) {
    JsonObject wanted = read(options);
    userHandle = wanted.getJsonObject("user").getString("id");
    byte[] attestation =
        joined(
            // {"fmt": "none", "attStmt": {}, "authData": …} in CBOR
            new byte[] {(byte) 0xa3, 0x63, 'f', 'm', 't', 0x64, 'n', 'o', 'n', 'e'},
            new byte[] {0x67, 'a', 't', 't', 'S', 't', 'm', 't', (byte) 0xa0},
            new byte[] {0x68, 'a', 'u', 't', 'h', 'D', 'a', 't', 'a'},
            bytes(joined(deviceData(ATTESTED), new byte[16], new byte[] {0, 16}, id, publicKey())));
    return told(
        Json.createObjectBuilder()
            .add("clientDataJSON", encoded(clientData("webauthn.create", wanted)))
            .add("attestationObject", encoded(attestation))
            .build());
  }

  /** Signs; returns what a browser tells of it. */
  String sign(String options) throws GeneralSecurityException {
    count++;
    byte[] said = clientData("webauthn.get", read(options));
    byte[] device = deviceData(0);
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(keys.getPrivate());
    signature.update(device);
    signature.update(Sha256.of(said));
    return told(
        Json.createObjectBuilder()
            .add("clientDataJSON", encoded(said))
            .add("authenticatorData", encoded(device))
            .add("signature", encoded(signature.sign()))
            .add("userHandle", userHandle)
            .build());
  }

  private String told(JsonObject response) {
    return Json.createObjectBuilder()
        .add("id", encoded(id))
        .add("rawId", encoded(id))
        .add("type", "public-key")
        .add("clientExtensionResults", Json.createObjectBuilder())
        .add("response", response)
        .build()
        .toString();
  }

  private byte[] clientData(String type, JsonObject options) {
    return Json.createObjectBuilder()
        .add("type", type)
        .add("challenge", options.getString("challenge"))
        .add("origin", origin)
        .add("crossOrigin", false)
        .build()
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  private byte[] deviceData(int flags) {
    byte all = (byte) (flags | PRESENT | (verifies ? VERIFIED : 0));
    byte[] party = Sha256.of(host.getBytes(StandardCharsets.UTF_8));
    return joined(party, new byte[] {all}, ByteBuffer.allocate(4).putInt(count).array());
  }

  /** As COSE: an elliptic curve's, for ES256, on P-256. */
  private byte[] publicKey() {
    ECPublicKey key = (ECPublicKey) keys.getPublic();
    return joined(
        new byte[] {(byte) 0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21},
        bytes(coordinate(key.getW().getAffineX().toByteArray())),
        new byte[] {0x22},
        bytes(coordinate(key.getW().getAffineY().toByteArray())));
  }

  private static byte[] coordinate(byte[] number) {
    byte[] all = new byte[COORDINATE];
    int from = Math.max(0, number.length - COORDINATE);
    int length = number.length - from;
    System.arraycopy(number, from, all, COORDINATE - length, length);
    return all;
  }

  /** A byte string of CBOR. */
  private static byte[] bytes(byte[] content) {
    return joined(new byte[] {0x58, (byte) content.length}, content);
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    Arrays.stream(parts).forEach(all::writeBytes);
    return all.toByteArray();
  }
}
