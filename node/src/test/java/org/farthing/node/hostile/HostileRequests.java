package org.farthing.node.hostile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.farthing.protocol.signature.HttpSignatureScheme;

/** Requests that are bent below or beside what a document says: HTTP, addresses and queries. */
final class HostileRequests {

  private final Attacker attacker;
  private final String host;
  private final List<HostileCase> cases = new ArrayList<>();

  HostileRequests(Attacker attacker) {
    this.attacker = attacker;
    this.host = attacker.target().authority();
  }

  List<HostileCase> all() {
    methods();
    smuggling();
    encodings();
    heads();
    discovery();
    paths();
    programs();
    return cases;
  }

  private void raw(String id, String head, Integer... expected) {
    byte[] request = RawRequest.joined(head.replace("\n", "\r\n"), new byte[0]);
    cases.add(HostileCase.of(id, request, expected));
  }

  private void get(String id, String target, Integer... expected) {
    raw(id, "GET " + target + " HTTP/1.1\nHost: " + host + "\nConnection: close\n\n", expected);
  }

  private void methods() {
    for (String method :
        List.of("GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW")) {
      raw(
          "method/inbox-" + method,
          method + " /inbox HTTP/1.1\nHost: " + host + "\nConnection: close\n\n",
          400,
          404,
          405);
      raw(
          "method/flattrs-" + method,
          method + " /api/v1/flattrs/1 HTTP/1.1\nHost: " + host + "\nConnection: close\n\n",
          400,
          401,
          404,
          405);
    }
  }

  private void smuggling() {
    String inbox = "POST /inbox HTTP/1.1\nHost: " + host + "\n";
    String second = "GET /metrics HTTP/1.1\nHost: " + host + "\n\n";
    raw("smuggling/two-hosts", inbox + "Host: birch.example\nContent-Length: 2\n\n{}", 400);
    raw("smuggling/same-host-twice", inbox + "Host: " + host + "\nContent-Length: 2\n\n{}", 400);
    raw("smuggling/no-host", "POST /inbox HTTP/1.1\nContent-Length: 2\n\n{}", 400);
    raw("smuggling/two-lengths", inbox + "Content-Length: 2\nContent-Length: 3\n\n{} ", 400);
    raw("smuggling/same-length-twice", inbox + "Content-Length: 2\nContent-Length: 2\n\n{}", 400);
    raw("smuggling/list-of-lengths", inbox + "Content-Length: 2, 3\n\n{} ", 400, 0);
    raw(
        "smuggling/length-and-chunks",
        inbox + "Content-Length: 4\nTransfer-Encoding: chunked\n\n0\n\n" + second,
        400);
    raw(
        "smuggling/chunks-and-length",
        inbox + "Transfer-Encoding: chunked\nContent-Length: 4\n\n0\n\n" + second,
        400);
    raw(
        "smuggling/chunks-twice",
        inbox + "Transfer-Encoding: chunked\nTransfer-Encoding: identity\n\n0\n\n",
        400);
    raw(
        "smuggling/unknown-coding",
        inbox + "Transfer-Encoding: xchunked\n\n0\n\n",
        400,
        411,
        415,
        501);
    raw("smuggling/negative-length", inbox + "Content-Length: -1\n\n{}", 400, 0);
    raw("smuggling/length-in-letters", inbox + "Content-Length: two\n\n{}", 400, 0);
    raw(
        "smuggling/length-beyond-measure",
        inbox + "Content-Length: 99999999999999999999\n\n{}",
        400,
        413,
        0);
    raw("smuggling/length-above-1-mb", inbox + "Content-Length: 1048577\n\n{}", 413);
    raw(
        "smuggling/chunk-size-negative",
        inbox + "Transfer-Encoding: chunked\n\n-1\n{}\n0\n\n",
        400,
        0);
    raw(
        "smuggling/chunk-size-beyond-measure",
        inbox + "Transfer-Encoding: chunked\n\nFFFFFFFFFFFFFFFFF\n{}\n0\n\n",
        400,
        413,
        0);
    raw(
        "smuggling/chunk-size-no-number",
        inbox + "Transfer-Encoding: chunked\n\nzz\n{}\n0\n\n",
        400,
        0);
    raw("smuggling/space-before-colon", inbox + "Content-Length : 2\n\n{}", 400);
    raw("smuggling/folded-header", inbox + "X-A: b\n c: d\nContent-Length: 2\n\n{}", 400);
    raw("smuggling/nul-in-header", inbox + "X-A: b\0c\nContent-Length: 2\n\n{}", 400);
    raw(
        "smuggling/other-version",
        "POST /inbox HTTP/3.9\nHost: " + host + "\nContent-Length: 2\n\n{}",
        400,
        505);
    raw("smuggling/no-version", "POST /inbox\nHost: " + host + "\n\n", 400);
    raw("smuggling/no-request", "\0\0\0\0\n\n", 400, 0);
    raw(
        "smuggling/absolute-elsewhere",
        "GET http://birch.example/actor HTTP/1.1\nHost: birch.example\nConnection: close\n\n",
        200,
        400,
        404);
  }

  private void encodings() {
    byte[] body = attacker.like();
    byte[] bomb = gzip(new byte[32 << 20]);
    Map<String, String> plain = Map.of("Content-Type", Attacker.TYPE);
    for (String encoding : List.of("gzip", "deflate", "br", "zstd", "gzip, gzip", "x")) {
      Map<String, String> headers = new LinkedHashMap<>(plain);
      headers.put("Content-Encoding", encoding);
      String id = "encoding/" + encoding.replace(", ", "-");
      cases.add(HostileCase.of(id, attacker.delivery(headers, bomb), 400, 415));
      cases.add(
          HostileCase.of(id + "-of-a-like", attacker.delivery(headers, gzip(body)), 400, 415));
    }
    cases.add(HostileCase.of("encoding/bomb-untold", attacker.delivery(plain, bomb), 400));
    Map<String, String> signed =
        new LinkedHashMap<>(attacker.signature(HttpSignatureScheme.RFC_9421, gzip(body)));
    signed.put("Content-Encoding", "gzip");
    cases.add(HostileCase.of("encoding/signed", attacker.delivery(signed, gzip(body)), 400, 415));
    for (String type :
        List.of(
            "text/html",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "image/png",
            "x",
            "")) {
      String id = "type/" + (type.isEmpty() ? "none" : type.replaceAll("[^a-z]+", "-"));
      cases.add(
          HostileCase.of(id, attacker.delivery(Map.of("Content-Type", type), body), 400, 401, 415));
    }
  }

  private static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private void heads() {
    String get = "GET /actor HTTP/1.1\nHost: " + host + "\nConnection: close\n";
    raw("head/header-of-20-kb", get + "X-A: " + "a".repeat(20_000) + "\n\n", 400, 413, 431, 0);
    raw("head/2000-headers", get + "X-A: aaaaaaaa\n".repeat(2000) + "\n", 400, 413, 431, 0);
    raw(
        "head/target-of-10-kb",
        "GET /" + "a".repeat(10_000) + " HTTP/1.1\nHost: " + host + "\n\n",
        400,
        414,
        0);
    raw(
        "head/host-with-a-path",
        "GET /actor HTTP/1.1\nHost: " + host + "/x\nConnection: close\n\n",
        400);
    raw(
        "head/host-with-a-user",
        "GET /actor HTTP/1.1\nHost: a@" + host + "\nConnection: close\n\n",
        400);
    raw("head/host-empty", "GET /actor HTTP/1.1\nHost:\nConnection: close\n\n", 400);
  }

  private void discovery() {
    Map<String, String> resources = new LinkedHashMap<>();
    resources.put("none", "");
    resources.put("empty", "?resource=");
    resources.put("other-name", "?subject=acct:alice@" + host);
    resources.put("no-scheme", "?resource=alice");
    resources.put("no-host", "?resource=acct:alice@");
    resources.put("no-name", "?resource=acct:@" + host);
    resources.put("many-ats", "?resource=acct:a@b@c@" + host);
    resources.put("elsewhere", "?resource=acct:alice@birch.example");
    resources.put("unknown", "?resource=acct:nobody@" + host);
    resources.put("script", "?resource=javascript:alert(1)");
    resources.put("nul", "?resource=acct:alice%00@" + host);
    resources.put("bad-escape", "?resource=acct:%zz@" + host);
    resources.put("half-escape", "?resource=acct:alice%4");
    resources.put("bad-utf-8", "?resource=acct:%ff%fe@" + host);
    resources.put("line-break", "?resource=acct:alice%0d%0aX:y@" + host);
    resources.put("path-up", "?resource=" + attacker.target() + "/users/..%2f..%2factor");
    resources.put("long", "?resource=acct:" + "a".repeat(5000) + "@" + host);
    resources.put("markup", "?resource=acct:<script>@" + host);
    resources.forEach(
        (what, query) -> get("webfinger/" + what, "/.well-known/webfinger" + query, 200, 400, 404));
    get("discovery/nodeinfo-of-no-version", "/nodeinfo/9.9", 404);
    get("discovery/path-up", "/.well-known/..%2f..%2fetc%2fpasswd", 400, 404);
    get("discovery/user-unknown", "/users/nobody", 404);
    get("discovery/user-with-nul", "/users/alice%00", 400, 404);
    get("discovery/user-long", "/users/" + "a".repeat(3000), 404);
    get("discovery/user-with-markup", "/users/%3Cscript%3E", 404);
    get("discovery/user-with-bad-utf-8", "/users/%ff", 400, 404);
    for (String page : List.of("-1", "0", "abc", "99999999999999999999", "1%27--", "%00")) {
      get("discovery/outbox-page-" + page, "/users/nobody/outbox?page=" + page, 400, 404);
    }
    for (String period : List.of("2026-13", "26-1", "2026-00", "9999999999-01", "x", "%00", "")) {
      get("policy/period-" + period, "/policy?period=" + period, 400, 404);
    }
    for (String version : List.of("0", "-1", "x", "99999999999999999999", "1.5")) {
      get("policy/version-" + version, "/policies/" + version, 400, 404);
    }
    get("logs/unsigned", "/logs/2026-10/given/head", 400, 401, 404);
    get("logs/no-month", "/logs/2026-99/given/head", 400, 401, 404);
    get("lines/unsigned", "/settlements/2026-10/1/1/lines", 400, 401, 404);
    get("lines/no-number", "/settlements/2026-10/x/y/lines?page=z", 400, 401, 404);
  }

  private void paths() {
    for (String path :
        List.of(
            "/assets/../../etc/passwd",
            "/assets/..%2f..%2f..%2fetc%2fpasswd",
            "/assets/%2e%2e/%2e%2e/etc/passwd",
            "/assets/%252e%252e%252fetc%252fpasswd",
            "/assets/..\\..\\etc\\passwd",
            "/assets/..%5c..%5cetc%5cpasswd",
            "/assets//etc/passwd",
            "/assets/x/farthing.css",
            "/assets/%00/farthing.css",
            "/assets/....//....//etc/passwd",
            "/../farthing.yaml",
            "/%2e%2e/farthing.yaml",
            "/web/farthing.css",
            "/things/0",
            "/things/-1",
            "/things/1%27",
            "/things/99999999999999999999",
            "/things/%00",
            "/things/x",
            "//evil.example/%2f..",
            "/%",
            "/%f",
            "/\u00ff")) {
      get("path/" + cases.size(), path, 400, 404);
    }
  }

  private void programs() {
    for (String token :
        List.of("x", "farthing_", "farthing_" + "a".repeat(5000), "' or 1=1", "\u00ff")) {
      raw(
          "api/token-" + cases.size(),
          "GET /api/v1/balances HTTP/1.1\nHost: "
              + host
              + "\nAuthorization: Bearer "
              + token
              + "\nConnection: close\n\n",
          400,
          401);
    }
    for (String path :
        List.of(
            "/api/v1/flattrs",
            "/api/v1/things",
            "/api/v1/deposits",
            "/api/v1/admin/domain-blocks")) {
      byte[] body =
          "{\"url\":\"https://a.example\",\"domain\":\"a.example\",\"severity\":\"suspend\"}"
              .getBytes(StandardCharsets.UTF_8);
      cases.add(
          HostileCase.of(
              "api/without-token" + path.replace("/api/v1", ""),
              RawRequest.of(
                  "POST " + path + " HTTP/1.1",
                  host,
                  Map.of("Content-Type", "application/json"),
                  body),
              401));
    }
    get("api/flattrs-of-no-month", "/api/v1/flattrs?month=2026-13", 400, 401);
    get("api/received-proof", "/api/v1/received/proof?flattr=javascript:1", 400, 401);
    raw(
        "api/set-up-with-a-wrong-token",
        "POST /set-up?token=x HTTP/1.1\nHost: "
            + host
            + "\n"
            + "Content-Type: application/x-www-form-urlencoded\n"
            + "Content-Length: 7\n"
            + "Connection: close\n\n"
            + "name=eve",
        400,
        401,
        403,
        404,
        409,
        410);
  }
}
