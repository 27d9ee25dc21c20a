package org.farthing.protocol.signature;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.greenbytes.http.sfv.ByteSequenceItem;
import org.greenbytes.http.sfv.InnerList;
import org.greenbytes.http.sfv.IntegerItem;
import org.greenbytes.http.sfv.Item;
import org.greenbytes.http.sfv.ListElement;
import org.greenbytes.http.sfv.Parameters;
import org.greenbytes.http.sfv.ParseException;
import org.greenbytes.http.sfv.Parser;
import org.greenbytes.http.sfv.StringItem;
import org.jspecify.annotations.Nullable;

/**
 * HTTP Message Signatures, RFC 9421, with {@code rsa-v1_5-sha256} and {@code ed25519}. Of several
 * signatures in a request the first that names a key counts.
 */
final class HttpMessageSignature implements HttpSignature {
  private static final int MAXIMUM_COMPONENTS = 64;
  private static final String LABEL = "sig1";
  private static final String METHOD = "@method";
  private static final String TARGET_URI = "@target-uri";
  private static final String AUTHORITY = "@authority";
  private static final String CONTENT_DIGEST = "content-digest";
  private static final String RSA = "rsa-v1_5-sha256";
  private static final String ED25519 = "ed25519";

  private final InnerList input;
  private final URI keyId;
  private final byte[] signature;

  private HttpMessageSignature(InnerList input, URI keyId, byte[] signature) {
    this.input = input;
    this.keyId = keyId;
    this.signature = signature;
  }

  static HttpMessageSignature parse(String inputs, String signatures) {
    try {
      Map<String, ListElement<?>> values = Parser.parseDictionary(signatures).get();
      for (var entry : Parser.parseDictionary(inputs).get().entrySet()) {
        if (entry.getValue() instanceof InnerList input
            && input.getParams().get("keyid") instanceof StringItem keyId
            && values.get(entry.getKey()) instanceof ByteSequenceItem signature) {
          return of(input, SignatureValues.uri(keyId.get()), signature);
        }
      }
    } catch (ParseException e) {
      throw new MalformedSignature("Signature and Signature-Input are no structured fields");
    }
    throw new MalformedSignature("No signature names its key");
  }

  private static HttpMessageSignature of(InnerList input, URI keyId, ByteSequenceItem signature) {
    if (input.get().size() > MAXIMUM_COMPONENTS) {
      throw new MalformedSignature("More than " + MAXIMUM_COMPONENTS + " components");
    }
    return new HttpMessageSignature(input, keyId, signature.get().array().clone());
  }

  static Map<String, String> sign(
      HttpRequestHead head, byte[] body, URI keyId, SigningKey key, Instant now) {
    Map<String, String> added = new LinkedHashMap<>();
    List<String> components = new ArrayList<>(List.of(METHOD, TARGET_URI, AUTHORITY));
    HttpRequestHead signed = head;
    if (body.length > 0) {
      added.put("Content-Digest", ContentDigest.of(body));
      components.add(CONTENT_DIGEST);
      signed = head.with(CONTENT_DIGEST, ContentDigest.of(body));
    }
    InnerList input = input(components, keyId, key, now);
    byte[] signature =
        key.sign(SignatureBase.of(signed, input).getBytes(StandardCharsets.US_ASCII));
    added.put("Signature-Input", LABEL + "=" + input.serialize());
    added.put("Signature", LABEL + "=" + ByteSequenceItem.valueOf(signature).serialize());
    return added;
  }

  private static InnerList input(List<String> components, URI keyId, SigningKey key, Instant now) {
    List<Item<?>> items = new ArrayList<>();
    components.forEach(name -> items.add(StringItem.valueOf(name)));
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("created", now.getEpochSecond());
    parameters.put("keyid", keyId.toString());
    parameters.put("alg", algorithmOf(key.verificationKey()));
    return InnerList.valueOf(items).withParams(Parameters.valueOf(parameters));
  }

  private static String algorithmOf(VerificationKey key) {
    return switch (key) {
      case RsaVerificationKey _ -> RSA;
      case Ed25519VerificationKey _ -> ED25519;
    };
  }

  @Override
  public HttpSignatureScheme scheme() {
    return HttpSignatureScheme.RFC_9421;
  }

  @Override
  public URI keyId() {
    return keyId;
  }

  @Override
  public SignatureVerdict verify(
      HttpRequestHead head, byte[] body, VerificationKey key, Instant now, SignaturePolicy policy) {
    try {
      return algorithmRefusal(key)
          .or(() -> coverageRefusal(head, body))
          .or(() -> dateRefusal(now, policy))
          .or(() -> digestRefusal(head, body))
          .orElseGet(() -> signatureVerdict(head, key));
    } catch (MalformedSignature e) {
      return SignatureVerdict.MALFORMED;
    }
  }

  private Optional<SignatureVerdict> algorithmRefusal(VerificationKey key) {
    if (!(parameter("alg") instanceof StringItem algorithm)) {
      // Section 3.2: then the key says which.
      return Optional.empty();
    }
    if (algorithm.get().equals(algorithmOf(key))) {
      return Optional.empty();
    }
    boolean known = algorithm.get().equals(RSA) || algorithm.get().equals(ED25519);
    return Optional.of(known ? SignatureVerdict.WRONG_KEY : SignatureVerdict.UNSUPPORTED);
  }

  private Optional<SignatureVerdict> coverageRefusal(HttpRequestHead head, byte[] body) {
    boolean host = covers(TARGET_URI) || covers(AUTHORITY);
    boolean path =
        covers(TARGET_URI)
            || covers("@request-target")
            || (covers("@path") && (head.query().isEmpty() || covers("@query")));
    boolean whole = body.length == 0 || covers(CONTENT_DIGEST);
    boolean dated = parameter("created") != null;
    return covers(METHOD) && host && path && whole && dated
        ? Optional.empty()
        : Optional.of(SignatureVerdict.NOT_COVERED);
  }

  private Optional<SignatureVerdict> dateRefusal(Instant now, SignaturePolicy policy) {
    if (parameter("expires") != null && now.isAfter(time("expires"))) {
      return Optional.of(SignatureVerdict.EXPIRED);
    }
    return policy.refusal(time("created"), now);
  }

  private Optional<SignatureVerdict> digestRefusal(HttpRequestHead head, byte[] body) {
    return !covers(CONTENT_DIGEST)
            || ContentDigest.matches(head.header(CONTENT_DIGEST).orElse(""), body)
        ? Optional.empty()
        : Optional.of(SignatureVerdict.WRONG_DIGEST);
  }

  private SignatureVerdict signatureVerdict(HttpRequestHead head, VerificationKey key) {
    byte[] base = SignatureBase.of(head, input).getBytes(StandardCharsets.US_ASCII);
    return key.verify(base, signature) ? SignatureVerdict.VALID : SignatureVerdict.INVALID;
  }

  private boolean covers(String name) {
    return input.get().stream()
        .anyMatch(
            component ->
                component instanceof StringItem item
                    && item.get().equals(name)
                    && item.getParams().isEmpty());
  }

  private @Nullable Item<?> parameter(String name) {
    return input.getParams().get(name);
  }

  private Instant time(String name) {
    if (parameter(name) instanceof IntegerItem seconds) {
      return SignatureValues.seconds(seconds.getAsLong());
    }
    throw new MalformedSignature("The time is no number of seconds: " + name);
  }
}
