package org.farthing.protocol.example;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.farthing.protocol.signature.HttpRequestHead;
import org.farthing.protocol.signature.HttpSignatureScheme;

/**
 * Requests that alder's node signs, each with the text under its signature. That is put together
 * here a second time, from what stands in the headers.
 */
final class ExampleRequests {

  private static final Pattern QUOTED = Pattern.compile("\"([^\"]+)\"");

  private ExampleRequests() {}

  /** A request as it is sent, but for its line ends, which are CR LF on the wire. */
  record Request(String method, URI target, Map<String, String> headers, String body) {

    String text() {
      StringBuilder text = new StringBuilder(method + " " + pathAndQuery() + " HTTP/1.1\n");
      headers.forEach((name, value) -> text.append(name).append(": ").append(value).append('\n'));
      return text.append('\n').append(body).toString();
    }

    String pathAndQuery() {
      return target.getRawPath() + (target.getRawQuery() == null ? "" : "?" + target.getRawQuery());
    }

    /** The text that is signed, without a line end after it. */
    String base() {
      return headers.containsKey("Signature-Input") ? rfc9421() : draftCavage();
    }

    private String rfc9421() {
      String input = header("signature-input").replaceFirst("^sig1=", "");
      StringBuilder base = new StringBuilder();
      for (String name : quoted(input.substring(0, input.indexOf(')')))) {
        base.append('"').append(name).append("\": ").append(component(name)).append('\n');
      }
      return base.append("\"@signature-params\": ").append(input).toString();
    }

    private String component(String name) {
      return switch (name) {
        case "@method" -> method;
        case "@target-uri" -> target.toString();
        case "@authority" -> target.getHost();
        default -> header(name);
      };
    }

    private String draftCavage() {
      String list = header("signature").replaceFirst(".*headers=\"([^\"]*)\".*", "$1");
      List<String> lines = new ArrayList<>();
      for (String name : list.split(" ", -1)) {
        String value =
            name.equals("(request-target)")
                ? method.toLowerCase(Locale.ROOT) + " " + pathAndQuery()
                : header(name);
        lines.add(name + ": " + value);
      }
      return String.join("\n", lines);
    }

    private String header(String name) {
      return headers.entrySet().stream()
          .filter(header -> header.getKey().equalsIgnoreCase(name))
          .map(Map.Entry::getValue)
          .findFirst()
          .orElseThrow();
    }

    private static List<String> quoted(String text) {
      return QUOTED.matcher(text).results().map((MatchResult it) -> it.group(1)).toList();
    }
  }

  /** By the names of their files. */
  static Map<String, Request> all(ExampleDocuments documents) {
    String flattr = documents.signed("flattr").toString();
    Instant clicked = ExampleFlattrs.FLATTR.published();
    Instant met = ExampleFlattrs.HEAD.published();
    URI lines = documents.birchsStatement().lines();
    Map<String, Request> all = new TreeMap<>();
    all.put("post-flattr", post(flattr, HttpSignatureScheme.RFC_9421, clicked));
    all.put("post-flattr-draft-cavage", post(flattr, HttpSignatureScheme.DRAFT_CAVAGE, clicked));
    all.put(
        "get-log",
        get(
            URI.create("https://birch.example/logs/2026-11/own/entries?from=1&to=6&flattrs=true"),
            Map.of("Accept", "application/activity+json"),
            HttpSignatureScheme.RFC_9421,
            met.plusSeconds(1)));
    all.put(
        "get-lines-draft-cavage",
        get(
            URI.create(lines + "?page=1"),
            Map.of("Accept", "application/x-ndjson"),
            HttpSignatureScheme.DRAFT_CAVAGE,
            met.plusSeconds(7)));
    return all;
  }

  private static Request post(String body, HttpSignatureScheme scheme, Instant now) {
    return signed(
        "POST",
        URI.create("https://birch.example/inbox"),
        Map.of("Content-Type", "application/activity+json"),
        body,
        scheme,
        now);
  }

  private static Request get(
      URI target, Map<String, String> headers, HttpSignatureScheme scheme, Instant now) {
    return signed("GET", target, headers, "", scheme, now);
  }

  private static Request signed(
      String method,
      URI target,
      Map<String, String> sent,
      String body,
      HttpSignatureScheme scheme,
      Instant now) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    sent.forEach((name, value) -> values.put(name, List.of(value)));
    HttpRequestHead head = new HttpRequestHead(method, target, values);
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Host", head.authority());
    headers.putAll(sent);
    if (bytes.length > 0) {
      headers.put("Content-Length", Integer.toString(bytes.length));
    }
    headers.putAll(
        switch (scheme) {
          case RFC_9421 ->
              scheme.sign(
                  head, bytes, ExampleKeys.ALDERS_KEY.keyId(), ExampleKeys.ALDERS_KEY.key(), now);
          case DRAFT_CAVAGE ->
              scheme.sign(head, bytes, ExampleKeys.ALDERS_RSA_KEY, ExampleKeys.rsa(), now);
        });
    return new Request(method, target, headers, body);
  }
}
