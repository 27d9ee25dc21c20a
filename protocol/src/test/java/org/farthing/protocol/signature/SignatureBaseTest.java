package org.farthing.protocol.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.greenbytes.http.sfv.InnerList;
import org.greenbytes.http.sfv.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * RFC 9421's appendix B below the rules of what must be signed, which its examples do not keep; its
 * algorithms that nobody in the fediverse uses are checked by the JDK here.
 */
final class SignatureBaseTest {
  private static final JsonObject B = Vectors.json("http-signatures/rfc9421-appendix-b.json");
  private static final JsonObject B34 = Vectors.json("http-signatures/rfc9421-appendix-b3-b4.json");

  @Test
  void makesTheTextThatAppendixB2Prints() {
    HttpRequestHead request =
        Vectors.request(B.getJsonObject("messages").getJsonObject("test-request"));
    List<JsonObject> ofRequest =
        Vectors.objects(B, "vectors").stream()
            .filter(vector -> vector.getString("message").equals("test-request"))
            .toList();

    assertThat(ofRequest).hasSize(5);
    assertThat(ofRequest)
        .allSatisfy(
            vector ->
                assertThat(SignatureBase.of(request, input(vector.getString("signature-input"))))
                    .isEqualTo(vector.getString("signatureBase")));
  }

  @Test
  void theSignaturesOfAppendixB2AreTheirKeysOverThatText() throws GeneralSecurityException {
    for (JsonObject vector : Vectors.objects(B, "vectors")) {
      assertThat(verifies(vector, vector.getString("signatureBase")))
          .as(vector.getString("section"))
          .isTrue();
    }
  }

  @Test
  void reproducesTheEd25519SignatureOfB26() {
    JsonObject vector = Vectors.objects(B, "vectors").get(5);
    String seed = key("test-key-ed25519").getJsonObject("jwk").getString("d");
    Ed25519SigningKey key = Ed25519SigningKey.ofSeed(Base64.getUrlDecoder().decode(seed));

    byte[] signature = key.sign(ascii(vector.getString("signatureBase")));

    assertThat(Base64.getEncoder().encodeToString(signature))
        .isEqualTo(vector.getString("signatureBase64"));
  }

  @Test
  void makesTheTextThatAppendixB3Prints() throws GeneralSecurityException {
    JsonObject b3 = B34.getJsonObject("b3");
    HttpRequestHead request = Vectors.request(b3.getJsonObject("signedRequest"));

    String base = SignatureBase.of(request, input(request.header("signature-input").orElseThrow()));

    assertThat(base).isEqualTo(b3.getString("signatureBase"));
    assertThat(verifies(b3, base)).isTrue();
  }

  @Test
  void judgesTheTransformedMessagesOfAppendixB4AsPrinted() throws GeneralSecurityException {
    JsonObject b4 = B34.getJsonObject("b4");
    List<JsonObject> messages = Vectors.objects(b4, "messages");
    assertThat(messages).hasSize(6);
    for (JsonObject message : messages) {
      HttpRequestHead request = Vectors.request(message.getJsonObject("message"));
      String base =
          SignatureBase.of(request, input(request.header("signature-input").orElseThrow()));
      String signature = request.header("signature").orElseThrow();
      byte[] bytes =
          Base64.getDecoder()
              .decode(signature.substring(signature.indexOf(':') + 1, signature.length() - 1));

      assertThat(Pem.verificationKey(pem("test-key-ed25519")).verify(ascii(base), bytes))
          .as(message.getString("name"))
          .isEqualTo(message.getBoolean("valid"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"@method\" | POST",
        "\"@target-uri\" | https://node.example:8443/a%20b?x=1&y=a%20b&y=2&z&q=%C3%A9",
        "\"@authority\" | node.example:8443",
        "\"@scheme\" | https",
        "\"@request-target\" | /a%20b?x=1&y=a%20b&y=2&z&q=%C3%A9",
        "\"@path\" | /a%20b",
        "\"@query\" | ?x=1&y=a%20b&y=2&z&q=%C3%A9",
        "\"@query-param\";name=\"x\" | 1",
        "\"@query-param\";name=\"q\" | %C3%A9",
        "\"x-two\" | a, b",
        "\"x-two\";bs | :YQ==:, :Yg==:",
        "\"x-dict\";key=\"b\" | 2;p",
        "\"x-dict\";key=\"a\" | 1",
      })
  void knowsTheComponentsOfRequests(String component, String value) {
    assertThat(SignatureBase.of(sample(), input("s=(" + component + ")")))
        .isEqualTo(component + ": " + value + "\n\"@signature-params\": (" + component + ")");
  }

  @Test
  void aTargetWithoutPathQueryOrOwnPortHasTheirNormalForm() {
    HttpRequestHead request =
        new HttpRequestHead("GET", URI.create("HTTPS://Node.EXAMPLE:443"), Map.of());

    assertThat(SignatureBase.of(request, input("s=(\"@target-uri\" \"@query\" \"@path\")")))
        .startsWith("\"@target-uri\": https://node.example/\n\"@query\": ?\n\"@path\": /\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"@method\" \"@method\"",
        "\"@status\"",
        "\"@nonsense\"",
        "\"@method\";req",
        "\"x-missing\"",
        "\"X-Two\"",
        "\"x-two\";tr",
        "\"x-two\";sf",
        "\"x-two\";bs=?0",
        "\"x-two\";key=\"none\"",
        "\"x-two\";bs;key=\"a\"",
        "\"x-odd\";key=\"a\"",
        "\"x-latin\"",
        "\"@query-param\"",
        "\"@query-param\";name=\"none\"",
        "\"@query-param\";name=\"y\"",
        "method"
      })
  void refusesComponentsThatAreUnknownAbsentOrAmbiguous(String components) {
    assertThatThrownBy(() -> SignatureBase.of(sample(), input("s=(" + components + ")")))
        .isInstanceOf(MalformedSignature.class);
  }

  private static HttpRequestHead sample() {
    return new HttpRequestHead(
        "POST",
        URI.create("https://node.example:8443/a%20b?x=1&y=a%20b&y=2&z&q=%C3%A9"),
        Map.of(
            "X-Two", List.of(" a ", "b"),
            "X-Dict", List.of("a=1", "b=2;p"),
            "X-Odd", List.of("((("),
            "X-Latin", List.of("é")));
  }

  private static InnerList input(String header) {
    return (InnerList) Parser.parseDictionary(header).get().values().iterator().next();
  }

  private static boolean verifies(JsonObject vector, String base) throws GeneralSecurityException {
    byte[] signature = Base64.getDecoder().decode(vector.getString("signatureBase64"));
    String keyid = vector.getString("keyid");
    return switch (vector.getString("alg")) {
      case "ed25519" -> Pem.verificationKey(pem(keyid)).verify(ascii(base), signature);
      case "hmac-sha256" -> MessageDigest.isEqual(mac(keyid, base), signature);
      case "rsa-pss-sha512" -> {
        Signature pss = Signature.getInstance("RSASSA-PSS");
        pss.setParameter(new PSSParameterSpec("SHA-512", "MGF1", MGF1ParameterSpec.SHA512, 64, 1));
        yield verifies(pss, jdkKey("RSA", keyid), base, signature);
      }
      case "ecdsa-p256-sha256" ->
          verifies(
              Signature.getInstance("SHA256withECDSAinP1363Format"),
              jdkKey("EC", keyid),
              base,
              signature);
      default -> throw new AssertionError("Unknown algorithm in " + vector);
    };
  }

  private static boolean verifies(Signature verifier, PublicKey key, String base, byte[] signature)
      throws GeneralSecurityException {
    verifier.initVerify(key);
    verifier.update(ascii(base));
    return verifier.verify(signature);
  }

  private static byte[] mac(String keyid, String base) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    byte[] secret = Base64.getDecoder().decode(key(keyid).getString("secretBase64"));
    mac.init(new SecretKeySpec(secret, "HmacSHA256"));
    return mac.doFinal(ascii(base));
  }

  private static PublicKey jdkKey(String algorithm, String keyid) throws GeneralSecurityException {
    String base64 = pem(keyid).replaceAll("-----[A-Z ]+-----|\\s", "");
    return KeyFactory.getInstance(algorithm)
        .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64)));
  }

  private static String pem(String keyid) {
    return key(keyid).getString("publicKeyPem");
  }

  private static JsonObject key(String keyid) {
    return Vectors.objects(B, "keys").stream()
        .filter(key -> key.getString("keyid").equals(keyid))
        .findFirst()
        .orElseThrow();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
