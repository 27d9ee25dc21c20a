package org.farthing.protocol.signature;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * draft-cavage-http-signatures-12 as the fediverse speaks it: {@code rsa-sha256}, and {@code
 * hs2019} meaning RSA with SHA-256 or Ed25519, by the key's kind.
 */
final class DraftCavageSignature implements HttpSignature {
  private static final String REQUEST_TARGET = "(request-target)";
  private static final String CREATED = "(created)";
  private static final String EXPIRES = "(expires)";

  // HTTP wants two digits for the day, where RFC_1123_DATE_TIME writes one.
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final URI keyId;
  private final String algorithm;
  private final List<String> covered;
  private final @Nullable Instant created;
  private final @Nullable Instant expires;
  private final byte[] signature;

  private DraftCavageSignature(CavageParameters parameters) {
    keyId = SignatureValues.uri(parameters.get("keyId"));
    algorithm = parameters.find("algorithm").orElse("hs2019").toLowerCase(Locale.ROOT);
    // Without the parameter, (created) alone is signed (section 2.1.6).
    covered =
        List.of(parameters.find("headers").orElse(CREATED).toLowerCase(Locale.ROOT).split(" ", -1));
    created = parameters.find("created").map(SignatureValues::seconds).orElse(null);
    expires = parameters.find("expires").map(SignatureValues::seconds).orElse(null);
    signature = SignatureValues.base64(parameters.get("signature"));
  }

  static DraftCavageSignature parse(String header) {
    return new DraftCavageSignature(CavageParameters.parse(header));
  }

  static Map<String, String> sign(
      HttpRequestHead head, byte[] body, URI keyId, SigningKey key, Instant now) {
    Map<String, String> added = new LinkedHashMap<>();
    List<String> covered = new ArrayList<>(List.of(REQUEST_TARGET, "host", "date"));
    added.put("Date", HTTP_DATE.format(now));
    if (body.length > 0) {
      added.put("Digest", ContentDigest.legacyOf(body));
      covered.add("digest");
    }
    if (head.header("content-type").isPresent()) {
      covered.add("content-type");
    }
    HttpRequestHead signed = head.with("host", head.authority());
    for (Map.Entry<String, String> header : added.entrySet()) {
      signed = signed.with(header.getKey(), header.getValue());
    }
    String text = signingString(signed, signed.requestTarget(), covered, null, null);
    String signature =
        Base64.getEncoder().encodeToString(key.sign(text.getBytes(StandardCharsets.UTF_8)));
    added.put(
        "Signature",
        "keyId=\"%s\",algorithm=\"%s\",headers=\"%s\",signature=\"%s\""
            .formatted(keyId, algorithmOf(key), String.join(" ", covered), signature));
    return added;
  }

  private static String algorithmOf(SigningKey key) {
    return switch (key) {
      case RsaSigningKey _ -> "rsa-sha256";
      case Ed25519SigningKey _ -> "hs2019";
    };
  }

  @Override
  public HttpSignatureScheme scheme() {
    return HttpSignatureScheme.DRAFT_CAVAGE;
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
          .or(() -> dateRefusal(head, now, policy))
          .or(() -> digestRefusal(head, body))
          .orElseGet(() -> signatureVerdict(head, key));
    } catch (MalformedSignature e) {
      return SignatureVerdict.MALFORMED;
    }
  }

  private Optional<SignatureVerdict> algorithmRefusal(VerificationKey key) {
    return switch (algorithm) {
      case "hs2019" -> Optional.empty();
      case "rsa-sha256" -> {
        // Section 2.3: these two came with hs2019, and older algorithms must not use them.
        if (covered.contains(CREATED) || covered.contains(EXPIRES)) {
          throw new MalformedSignature("rsa-sha256 cannot sign (created) or (expires)");
        }
        yield key instanceof RsaVerificationKey
            ? Optional.empty()
            : Optional.of(SignatureVerdict.WRONG_KEY);
      }
      default -> Optional.of(SignatureVerdict.UNSUPPORTED);
    };
  }

  private Optional<SignatureVerdict> coverageRefusal(HttpRequestHead head, byte[] body) {
    boolean dated = covered.contains("date") || covered.contains(CREATED);
    boolean whole = body.length == 0 || covered.contains("digest");
    if (!covered.contains(REQUEST_TARGET) || !covered.contains("host") || !dated || !whole) {
      return Optional.of(SignatureVerdict.NOT_COVERED);
    }
    return head.isFor(head.header("host").orElse(""))
        ? Optional.empty()
        : Optional.of(SignatureVerdict.WRONG_HOST);
  }

  private Optional<SignatureVerdict> dateRefusal(
      HttpRequestHead head, Instant now, SignaturePolicy policy) {
    if (expires != null && now.isAfter(expires)) {
      return Optional.of(SignatureVerdict.EXPIRED);
    }
    Optional<SignatureVerdict> byCreated =
        created == null ? Optional.empty() : policy.refusal(created, now);
    return byCreated.isEmpty() && covered.contains("date")
        ? policy.refusal(dateOf(head), now)
        : byCreated;
  }

  private static Instant dateOf(HttpRequestHead head) {
    try {
      return Instant.from(
          DateTimeFormatter.RFC_1123_DATE_TIME.parse(head.header("date").orElse("")));
    } catch (DateTimeException e) {
      throw new MalformedSignature("The Date header cannot be read");
    }
  }

  private Optional<SignatureVerdict> digestRefusal(HttpRequestHead head, byte[] body) {
    return !covered.contains("digest")
            || ContentDigest.legacyMatches(head.header("digest").orElse(""), body)
        ? Optional.empty()
        : Optional.of(SignatureVerdict.WRONG_DIGEST);
  }

  private SignatureVerdict signatureVerdict(HttpRequestHead head, VerificationKey key) {
    boolean valid =
        verifies(head, head.requestTarget(), key)
            // Some servers leave the query out of what they sign.
            || (head.query().isPresent() && verifies(head, head.path(), key));
    return valid ? SignatureVerdict.VALID : SignatureVerdict.INVALID;
  }

  private boolean verifies(HttpRequestHead head, String requestTarget, VerificationKey key) {
    String text = signingString(head, requestTarget, covered, created, expires);
    return key.verify(text.getBytes(StandardCharsets.UTF_8), signature);
  }

  /** What is signed, section 2.3. */
  private static String signingString(
      HttpRequestHead head,
      String requestTarget,
      List<String> covered,
      @Nullable Instant created,
      @Nullable Instant expires) {
    List<String> lines = new ArrayList<>();
    for (String name : covered) {
      Optional<String> value =
          switch (name) {
            case REQUEST_TARGET ->
                Optional.of(head.method().toLowerCase(Locale.ROOT) + " " + requestTarget);
            case CREATED -> seconds(created);
            case EXPIRES -> seconds(expires);
            default -> head.header(name);
          };
      lines.add(
          name
              + ": "
              + value.orElseThrow(
                  () -> new MalformedSignature("The request lacks what is signed: " + name)));
    }
    return String.join("\n", lines);
  }

  private static Optional<String> seconds(@Nullable Instant instant) {
    return Optional.ofNullable(instant).map(i -> Long.toString(i.getEpochSecond()));
  }
}
