package org.farthing.node.signin;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.nio.ByteBuffer;
import java.util.List;
import org.farthing.node.account.Member;
import org.farthing.node.account.MemberId;
import org.farthing.protocol.activity.Origin;

/**
 * What a page asks the browser for, as JSON that browsers read by themselves ({@code
 * parseCreationOptionsFromJSON}, {@code parseRequestOptionsFromJSON}).
 */
final class PasskeyOptions {

  private static final int UUID_BYTES = 16;

  private PasskeyOptions() {}

  /**
   * A new passkey, which can be found without a name, and whose device makes sure who holds it.
   *
   * @param known those that the member has: no device is to have two
   */
  static String creation(Origin origin, Member member, Secret challenge, List<byte[]> known) {
    JsonArrayBuilder algorithms = Json.createArrayBuilder();
    for (long algorithm : WebAuthn.ALGORITHMS) {
      algorithms.add(Json.createObjectBuilder().add("type", "public-key").add("alg", algorithm));
    }
    return Json.createObjectBuilder()
        .add(
            "rp",
            Json.createObjectBuilder().add("id", origin.host()).add("name", origin.authority()))
        .add(
            "user",
            Json.createObjectBuilder()
                .add("id", WebAuthn.encoded(userHandle(member.id())))
                .add("name", member.name())
                .add("displayName", member.displayName()))
        .add("challenge", challenge.text())
        .add("pubKeyCredParams", algorithms)
        .add("timeout", Passkeys.LIFETIME.toMillis())
        .add("excludeCredentials", credentials(known))
        .add(
            "authenticatorSelection",
            Json.createObjectBuilder()
                .add("residentKey", "required")
                .add("requireResidentKey", true)
                .add("userVerification", "required"))
        .add("attestation", "none")
        .build()
        .toString();
  }

  /** Any passkey of this node, whoever's it is. */
  static String request(Origin origin, Secret challenge) {
    return request(origin, challenge, "required").build().toString();
  }

  /** One of these; to have it is enough, since the password was right. */
  static String request(Origin origin, Secret challenge, List<byte[]> allowed) {
    return request(origin, challenge, "discouraged")
        .add("allowCredentials", credentials(allowed))
        .build()
        .toString();
  }

  private static JsonObjectBuilder request(Origin origin, Secret challenge, String verification) {
    return Json.createObjectBuilder()
        .add("challenge", challenge.text())
        .add("rpId", origin.host())
        .add("timeout", Passkeys.LIFETIME.toMillis())
        .add("userVerification", verification);
  }

  private static JsonArrayBuilder credentials(List<byte[]> ids) {
    JsonArrayBuilder array = Json.createArrayBuilder();
    for (byte[] id : ids) {
      array.add(
          Json.createObjectBuilder().add("type", "public-key").add("id", WebAuthn.encoded(id)));
    }
    return array;
  }

  /** By which a device knows whose passkey it keeps. */
  static byte[] userHandle(MemberId member) {
    return ByteBuffer.allocate(UUID_BYTES)
        .putLong(member.value().getMostSignificantBits())
        .putLong(member.value().getLeastSignificantBits())
        .array();
  }
}
