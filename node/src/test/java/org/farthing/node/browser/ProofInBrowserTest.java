package org.farthing.node.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.farthing.node.browser.ProofCases.Case;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.proof.ProofCheck;
import org.farthing.protocol.proof.TrustedKeys;
import org.farthing.protocol.proof.Verdict;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * That a browser says the same of a proof as this code does: two implementations of one document,
 * {@code docs/protocol/proofs.md}. {@code -Dproof.seed=…} bends the same proofs again, {@code
 * -Dproof.times=…} so many times as many.
 */
@Tag("browser")
final class ProofInBrowserTest {

  /** As if a node had served them; nothing listens there. */
  private static final String ORIGIN = "http://localhost:1";

  /** Of some forty that proofs can be refused with. */
  private static final int MANY_CODES = 25;

  /** Of these both checks say the same in different words. */
  private static final Set<String> OTHER_WORDS =
      Set.of("not_utf8", "not_json", "not_an_object", "malformed_id", "unknown_kind", "malformed");

  private static final String CHECK_ALL =
      """
      async (given) => {
        const { check, isAble, NO_KEYS, readKeys } = await import('/proof/proof.js');
        if (!(await isAble())) throw new Error('no Ed25519');
        const { bases, keys, cases } = JSON.parse(given);
        const bytes = (text) => Uint8Array.from(atob(text), (it) => it.charCodeAt(0));
        const examples = new Map(Object.entries(bases).map(([name, text]) => [name, bytes(text)]));
        const known = readKeys(bytes(keys));
        const verdicts = [];
        for (const { base, from, to, put, trust } of cases) {
          const example = examples.get(base);
          const [begin, middle, end] = [example.subarray(0, from), bytes(put), example.subarray(to)];
          const document = new Uint8Array(begin.length + middle.length + end.length);
          document.set(begin);
          document.set(middle, begin.length);
          document.set(end, begin.length + middle.length);
          verdicts.push(await check(document, trust ? known : NO_KEYS));
        }
        return JSON.stringify(verdicts);
      }
      """;

  /** A document by what differs from an example. */
  private record Sent(String base, int from, int to, String put, boolean trust) {

    static Sent of(byte[] example, Case it) {
      byte[] document = it.document;
      int least = Math.min(example.length, document.length);
      int same = Arrays.mismatch(example, document);
      int from = same < 0 ? least : same;
      int end = 0;
      while (end < least - from
          && example[example.length - 1 - end] == document[document.length - 1 - end]) {
        end++;
      }
      byte[] put = Arrays.copyOfRange(document, from, document.length - end);
      return new Sent(
          it.base, from, example.length - end, Base64.getEncoder().encodeToString(put), it.trust);
    }
  }

  /** A verdict of either, in the form of the browser's. */
  private record Said(
      String verdict,
      String code,
      String place,
      String sentence,
      List<String> findings,
      List<String> unknown) {

    static Said of(Verdict verdict) {
      return switch (verdict) {
        case Verdict.Trusted it -> new Said("trusted", "", "", "", it.findings(), List.of());
        case Verdict.Consistent it ->
            new Said(
                "consistent",
                "",
                "",
                "",
                it.findings(),
                it.unknown().stream().map(ActorId::toString).toList());
        case Verdict.Refused it ->
            new Said("refused", it.code(), it.place(), it.sentence(), List.of(), List.of());
      };
    }

    static Said of(Map<String, Object> verdict) {
      return new Said(
          String.valueOf(verdict.get("verdict")),
          String.valueOf(verdict.getOrDefault("code", "")),
          String.valueOf(verdict.getOrDefault("place", "")),
          String.valueOf(verdict.getOrDefault("sentence", "")),
          texts(verdict.getOrDefault("findings", List.of())),
          texts(verdict.getOrDefault("unknown", List.of())));
    }

    private static List<String> texts(Object list) {
      return ((List<?>) list).stream().map(String::valueOf).toList();
    }

    /** But for words in which they may differ. */
    Said comparable() {
      return OTHER_WORDS.contains(code)
          ? new Said(verdict, code, place, "", findings, unknown)
          : this;
    }
  }

  @Test
  void browserSaysOfEachProofWhatThisCodeSays() throws IOException {
    long seed = Long.getLong("proof.seed", System.nanoTime());
    int times = Integer.getInteger("proof.times", 1);
    byte[] keys = Files.readAllBytes(ProofCases.EXAMPLES.resolve("keys.json"));
    List<Case> cases = ProofCases.of(seed, times);
    TrustedKeys trusted = TrustedKeys.read(keys);

    List<Said> said = inBrowser(cases, keys);

    Set<String> codes = new TreeSet<>();
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      Case it = cases.get(i);
      Said here = Said.of(ProofCheck.check(it.document, it.trust ? trusted : TrustedKeys.NONE));
      Said there = said.get(i);
      codes.add(here.code().isEmpty() ? here.verdict() : here.code());
      boolean taken = it.bent && !here.verdict().equals("refused");
      if (taken || !here.comparable().equals(there.comparable())) {
        differences.add("%s, %s:%n  here  %s%n  there %s".formatted(it.base, it.what, here, there));
      }
    }
    System.out.printf(
        "%d proofs with -Dproof.seed=%d -Dproof.times=%d: %s%n", cases.size(), seed, times, codes);
    assertThat(differences).as("seed %d", seed).isEmpty();
    assertThat(codes).contains("consistent", "trusted").hasSizeGreaterThan(MANY_CODES);
  }

  private static List<Said> inBrowser(List<Case> cases, byte[] keys) throws IOException {
    Map<String, String> bases = new HashMap<>();
    List<Sent> sent = new ArrayList<>();
    for (String name : ProofCases.NAMES) {
      bases.put(name, Base64.getEncoder().encodeToString(ProofCases.example(name)));
    }
    for (Case it : cases) {
      sent.add(Sent.of(ProofCases.example(it.base), it));
    }
    String given =
        new Gson()
            .toJson(
                Map.of(
                    "bases", bases,
                    "keys", Base64.getEncoder().encodeToString(keys),
                    "cases", sent));
    try (Browsers browsers = Browsers.open();
        BrowserContext context = browsers.fresh(Look.DESKTOP_LIGHT.context());
        Page page = context.newPage()) {
      page.route(ORIGIN + "/**", ProofInBrowserTest::serve);
      page.navigate(ORIGIN + "/");
      String verdicts = (String) page.evaluate(CHECK_ALL, given);
      List<Map<String, Object>> all =
          new Gson().fromJson(verdicts, new TypeToken<List<Map<String, Object>>>() {}.getType());
      return all.stream().map(Said::of).toList();
    }
  }

  /** The scripts as they are built in. */
  private static void serve(Route route) {
    String path = URI.create(route.request().url()).getPath();
    try (InputStream file = ProofInBrowserTest.class.getResourceAsStream("/web" + path)) {
      boolean script = path.endsWith(".js") && file != null;
      route.fulfill(
          new Route.FulfillOptions()
              .setContentType(script ? "text/javascript" : "text/html")
              .setBodyBytes(script ? file.readAllBytes() : new byte[0]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
