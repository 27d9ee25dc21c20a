package org.farthing.node.hostile;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.farthing.protocol.signature.HttpSignatureScheme;

/** Deliveries whose signature is missing, stale, stolen or bent, in both schemes. */
final class HostileSignatures {

  private final Attacker attacker;
  private final List<HostileCase> cases = new ArrayList<>();

  HostileSignatures(Attacker attacker) {
    this.attacker = attacker;
  }

  List<HostileCase> all() {
    for (HttpSignatureScheme scheme : HttpSignatureScheme.values()) {
      times(scheme);
      bodies(scheme);
      targets(scheme);
      keys(scheme);
      headers(scheme);
    }
    oddHeaders();
    return cases;
  }

  private void add(
      HttpSignatureScheme scheme, String what, Map<String, String> headers, byte[] body) {
    add(scheme, what, headers, body, 401);
  }

  private void add(
      HttpSignatureScheme scheme,
      String what,
      Map<String, String> headers,
      byte[] body,
      Integer... expected) {
    String id = "signature/" + scheme.name().toLowerCase(Locale.ROOT) + "/" + what;
    cases.add(HostileCase.of(id, attacker.delivery(headers, body), expected));
  }

  private void times(HttpSignatureScheme scheme) {
    Map<String, Duration> shifts =
        Map.of(
            "expired-by-an-hour", Duration.ofHours(-2),
            "expired-by-years", Duration.ofDays(-4000),
            "in-the-future", Duration.ofHours(2),
            "far-in-the-future", Duration.ofDays(10_000));
    shifts.forEach(
        (what, shift) -> {
          byte[] body = attacker.like();
          Instant at = Instant.now().plus(shift);
          add(
              scheme,
              what,
              attacker.signature(scheme, "POST", attacker.inbox(), body, attacker.key(scheme), at),
              body);
        });
  }

  private void bodies(HttpSignatureScheme scheme) {
    byte[] body = attacker.like();
    Map<String, String> headers = attacker.signature(scheme, body);
    byte[] other =
        new String(body, StandardCharsets.UTF_8)
            .replace("/things/1", "/things/2")
            .getBytes(StandardCharsets.UTF_8);
    add(scheme, "other-body", headers, other);
    add(scheme, "signature-of-another-request", headers, attacker.like());
    String digest = scheme == HttpSignatureScheme.RFC_9421 ? "Content-Digest" : "Digest";
    add(scheme, "without-digest", without(headers, digest), body);
    String zeros = "A".repeat(43) + "=";
    add(
        scheme,
        "digest-of-nothing",
        with(
            headers,
            digest,
            scheme == HttpSignatureScheme.RFC_9421
                ? "sha-256=:" + zeros + ":"
                : "SHA-256=" + zeros),
        body);
    add(scheme, "digest-of-md5", with(headers, digest, "MD5=1B2M2Y8AsgTpgAmY7PhCfg=="), body);
    add(scheme, "digest-that-is-none", with(headers, digest, ":::"), body);
  }

  private void targets(HttpSignatureScheme scheme) {
    byte[] body = attacker.like();
    Instant now = Instant.now();
    Attacker.Key key = attacker.key(scheme);
    Map<String, URI> targets =
        Map.of(
            "for-another-inbox", attacker.target().resolve("/users/alice/inbox"),
            "for-another-host", URI.create("https://birch.example/inbox"),
            "for-the-attacker-itself", attacker.peer().ids.sharedInbox(),
            "with-another-query", attacker.target().resolve("/inbox?a=b"));
    targets.forEach(
        (what, url) ->
            add(scheme, what, attacker.signature(scheme, "POST", url, body, key, now), body));
    add(
        scheme,
        "for-a-get",
        attacker.signature(scheme, "GET", attacker.inbox(), body, key, now),
        body);
  }

  private void keys(HttpSignatureScheme scheme) {
    Attacker.Key own = attacker.key(scheme);
    Map<String, String> names =
        Map.ofEntries(
            Map.entry("of-no-such-fragment", attacker.actor() + "#no-such-key"),
            Map.entry("of-the-victim", attacker.victim() + "#main-key"),
            Map.entry("of-the-node-itself", attacker.target() + "/actor#main-key"),
            Map.entry("of-nobody", attacker.actor().origin() + "/users/nobody#main-key"),
            Map.entry("of-another-scheme", "ftp://elsewhere.example/key"),
            Map.entry("of-script", "javascript:alert(1)"),
            Map.entry("of-a-private-address", "http://10.0.0.1/actor#main-key"),
            Map.entry("of-metadata", "http://169.254.169.254/latest/meta-data"),
            Map.entry("of-a-file", "file:///etc/passwd"),
            Map.entry("without-fragment", attacker.actor().toString()),
            Map.entry("that-is-long", attacker.actor() + "#" + "k".repeat(4000)),
            Map.entry("with-a-path-up", attacker.actor().origin() + "/../actor#main-key"));
    names.forEach(
        (what, id) -> {
          byte[] body = attacker.like();
          Attacker.Key key = new Attacker.Key(URI.create(id), own.key());
          add(
              scheme,
              "key-" + what,
              attacker.signature(scheme, "POST", attacker.inbox(), body, key, Instant.now()),
              body);
        });
    for (String actor : List.of("victim", "node")) {
      byte[] body = Attacker.bytes(attacker.like(attacker.victim()).add("type", "Like").build());
      Attacker.Key stolen =
          new Attacker.Key(URI.create(attacker.victim() + "#" + actor), own.key());
      add(
          scheme,
          "in-the-victims-name-" + actor,
          attacker.signature(scheme, "POST", attacker.inbox(), body, stolen, Instant.now()),
          body);
    }
    byte[] body = Attacker.bytes(attacker.like(attacker.victim()).build());
    add(
        scheme,
        "victims-activity-with-own-key",
        attacker.signature(scheme, "POST", attacker.inbox(), body, own, Instant.now()),
        body);
  }

  private void headers(HttpSignatureScheme scheme) {
    byte[] body = attacker.like();
    Map<String, String> signed = attacker.signature(scheme, body);
    String value = Objects.requireNonNull(signed.get("Signature"));
    boolean newer = scheme == HttpSignatureScheme.RFC_9421;
    add(scheme, "without-signature", without(signed, "Signature"), body);
    add(
        scheme,
        "cut-in-half",
        with(signed, "Signature", value.substring(0, value.length() / 2)),
        body);
    add(scheme, "one-letter-changed", with(signed, "Signature", bent(value)), body);
    add(scheme, "empty", with(signed, "Signature", ""), body);
    add(scheme, "of-nul-and-quotes", with(signed, "Signature", "\"\"\",,,=="), body);
    add(scheme, "long", with(signed, "Signature", "x=".repeat(3000)), body);
    if (newer) {
      String input = Objects.requireNonNull(signed.get("Signature-Input"));
      for (String name : Set.of("@method", "@target-uri", "@authority", "content-digest")) {
        add(
            scheme,
            "not-covering-" + name.replace("@", ""),
            with(signed, "Signature-Input", input.replace("\"" + name + "\"", "")),
            body);
      }
      add(scheme, "without-input", without(signed, "Signature-Input"), body);
      add(scheme, "input-of-another-label", with(signed, "Signature-Input", "x" + input), body);
      add(
          scheme,
          "without-created",
          with(signed, "Signature-Input", input.replaceAll(";created=\\d+", "")),
          body);
      add(
          scheme,
          "created-beyond-all-time",
          with(
              signed,
              "Signature-Input",
              input.replaceAll("created=\\d+", "created=99999999999999999999")),
          body);
      add(scheme, "already-expired", with(signed, "Signature-Input", input + ";expires=1"), body);
      add(
          scheme,
          "wrong-algorithm",
          with(signed, "Signature-Input", input + ";alg=\"hmac-sha256\""),
          body);
    } else {
      for (String name : Set.of("(request-target)", "host", "date", "digest")) {
        add(
            scheme,
            "not-covering-" + name.replaceAll("[()]", ""),
            with(
                signed,
                "Signature",
                value.replaceAll("(?<=[\" ])" + Pattern.quote(name) + " ?", "")),
            body);
      }
      for (String algorithm : Set.of("none", "hmac-sha256", "rsa-sha1", "ed25519")) {
        add(
            scheme,
            "algorithm-" + algorithm,
            with(
                signed,
                "Signature",
                value.replaceAll("algorithm=\"[^\"]*\"", "algorithm=\"" + algorithm + "\"")),
            body);
      }
      for (String date :
          List.of("yesterday", "0", "Thu, 99 Foo 2026 25:61:61 GMT", "2026-11-05T10:00:00Z", "")) {
        add(
            scheme,
            "date-" + date.replaceAll("[^A-Za-z0-9]+", "-"),
            with(signed, "Date", date),
            body);
      }
    }
  }

  private void oddHeaders() {
    byte[] body = attacker.like();
    Map<String, String> cavage = attacker.signature(HttpSignatureScheme.DRAFT_CAVAGE, body);
    Map<String, String> mixed =
        new LinkedHashMap<>(attacker.signature(HttpSignatureScheme.RFC_9421, body));
    mixed.put("Signature", cavage.get("Signature"));
    cases.add(HostileCase.of("signature/mixed-schemes", attacker.delivery(mixed, body), 401));
    cases.add(
        HostileCase.of(
            "signature/as-authorization",
            attacker.delivery(Map.of("Authorization", "Bearer farthing_x"), body),
            401));
    cases.add(HostileCase.of("signature/none-at-all", attacker.unsigned(body), 401));
  }

  private static String bent(String value) {
    int middle = value.length() - 12;
    char other = value.charAt(middle) == 'A' ? 'B' : 'A';
    return value.substring(0, middle) + other + value.substring(middle + 1);
  }

  private static Map<String, String> with(Map<String, String> headers, String name, String value) {
    Map<String, String> changed = new LinkedHashMap<>(headers);
    changed.put(name, value);
    return changed;
  }

  private static Map<String, String> without(Map<String, String> headers, String name) {
    Map<String, String> changed = new LinkedHashMap<>(headers);
    changed.remove(name);
    return changed;
  }
}
