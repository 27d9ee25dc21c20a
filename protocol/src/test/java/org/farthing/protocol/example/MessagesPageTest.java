package org.farthing.protocol.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.json.Json;
import org.farthing.protocol.message.Dispute;
import org.farthing.protocol.message.LogHead;
import org.farthing.protocol.message.LogPage;
import org.farthing.protocol.message.MessageReader;
import org.farthing.protocol.message.NodePolicy;
import org.farthing.protocol.message.Ownership;
import org.farthing.protocol.message.RefusalCode;
import org.farthing.protocol.message.SettlementPage;
import org.farthing.protocol.message.StatementAnswer.Disagreement;
import org.farthing.protocol.message.StatementPages;
import org.farthing.protocol.message.WaitingCode;
import org.farthing.protocol.signature.ProofVerdict;
import org.farthing.protocol.signature.SignatureVerdict;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What {@code messages.md} says beside its examples: fields, codes, bounds. */
final class MessagesPageTest {
  private static final Path DOCS = Path.of("..", "docs", "protocol");
  private static final Pattern FIELD = Pattern.compile("`([a-zA-Z]+)(\\??)`");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([A-Za-z]+)` \\| (.*) \\|$");
  private static final Set<String> HEAD = Set.of("attributedTo", "highest", "closed", "published");

  /** What is shown as it was sent; its reader looks at it only then. */
  private static final Set<String> SHOWN = Set.of("answers", "flattrs", "own", "yours");

  private final String page = read("messages.md");
  private final Map<String, Map<String, Boolean>> fields = fieldsOf(page);

  /** The fields of a type, and whether each is required. */
  private static Map<String, Map<String, Boolean>> fieldsOf(String page) {
    String section = page.substring(page.indexOf("**Fields.**"), page.indexOf("## Flattr"));
    Map<String, Map<String, Boolean>> types = new LinkedHashMap<>();
    Matcher row = ROW.matcher(section);
    while (row.find()) {
      Map<String, Boolean> fields = new LinkedHashMap<>();
      Matcher field = FIELD.matcher(row.group(2).replaceAll("\\([^)]*\\)", ""));
      while (field.find()) {
        fields.put(field.group(1), field.group(2).isEmpty());
      }
      types.put(row.group(1), fields);
    }
    assertThat(types).hasSizeGreaterThan(15);
    return types;
  }

  /** An object of one of our types in an example. */
  private record Typed(String example, String pointer, JsonObject object) {
    String type() {
      return object.getString("type");
    }

    boolean isHead() {
      return type().equals("FlattrCheckpoint") && pointer.isEmpty();
    }
  }

  private List<Typed> typed() throws IOException {
    List<Typed> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(DOCS.resolve("examples"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".json")).toList()) {
        String name = file.getFileName().toString().replace(".json", "");
        collect(new Typed(name, "", ExampleDocuments.file(name)), all);
      }
    }
    return all;
  }

  private void collect(Typed at, List<Typed> all) {
    if (at.object().containsKey("type") && fields.containsKey(at.type())) {
      all.add(at);
    }
    at.object()
        .forEach(
            (name, value) -> {
              if (!SHOWN.contains(name)) {
                collect(at.example(), at.pointer() + "/" + name, value, all);
              }
            });
  }

  private void collect(String example, String pointer, JsonValue value, List<Typed> all) {
    switch (value) {
      case JsonObject object -> collect(new Typed(example, pointer, object), all);
      case JsonArray array -> {
        for (int i = 0; i < array.size(); i++) {
          collect(example, pointer + "/" + i, array.get(i), all);
        }
      }
      default -> {}
    }
  }

  @Test
  void anObjectHasTheFieldsOfItsTypeAndNoOther() throws IOException {
    for (Typed each : typed()) {
      Map<String, Boolean> known = fieldsOf(each);
      Set<String> there = new TreeSet<>(each.object().keySet());
      there.removeAll(Set.of("type", "@context"));

      assertThat(known.keySet()).as("%s", each).containsAll(there);
      assertThat(there).as("%s", each).containsAll(required(known));
    }
  }

  private Map<String, Boolean> fieldsOf(Typed each) {
    Map<String, Boolean> all = new LinkedHashMap<>(fields.getOrDefault(each.type(), Map.of()));
    if (each.type().equals("FlattrCheckpoint") && !each.isHead()) {
      HEAD.forEach(all::remove);
    }
    return all;
  }

  private static Set<String> required(Map<String, Boolean> fields) {
    return fields.entrySet().stream()
        .filter(Map.Entry::getValue)
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @TestFactory
  Stream<DynamicTest> whatIsRequiredIsMissedAndNothingElse() throws IOException {
    return typed().stream()
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.example() + each.pointer(), () -> assertMissesWhatIsRequired(each)));
  }

  private void assertMissesWhatIsRequired(Typed each) throws IOException {
    JsonObject whole = ExampleDocuments.file(each.example());
    for (var field : fieldsOf(each).entrySet()) {
      String at = each.pointer() + "/" + field.getKey();
      if (!each.object().containsKey(field.getKey())) {
        continue;
      }
      JsonObject without = jakarta.json.Json.createPointer(at).remove(whole);
      ProtocolException refusal =
          catchThrowableOfType(ProtocolException.class, () -> read(without));

      if (field.getValue()) {
        assertThat(refusal).as(at).isNotNull();
        assertThat(refusal.code()).as(at).isEqualTo("missing");
        assertThat(refusal.pointer()).as(at).contains(at);
      } else if (refusal != null) {
        assertThat(refusal.code()).as(at).isNotEqualTo("missing");
      }
    }
  }

  private static void read(JsonObject document) {
    switch (document.getString("type")) {
      case "NodePolicy" -> NodePolicy.read(document);
      case "FlattrCheckpoint" -> LogHead.read(document);
      case "LogPage" -> LogPage.read(document);
      case "SettlementPage" -> SettlementPage.read(document);
      case "Ownership" -> Ownership.read(document);
      default -> MessageReader.read(document);
    }
  }

  @Test
  void theListsOfCodesAreWhole() {
    assertThat(codes("\\*\\*Waiting:\\*\\*.*?Codes: ([^.]*)\\."))
        .isEqualTo(codes(WaitingCode.values()));
    assertThat(codes("\\*\\*Refusal:\\*\\*.*?Codes: ([^.]*)\\."))
        .isEqualTo(codes(RefusalCode.values()));
    assertThat(codes("`detail` must be there\\. Codes: ([^;]*);"))
        .isEqualTo(codes(Dispute.Code.values()));
    assertThat(codes("(?s)\\| how \\| the member \\|\n\\| --- \\| --- \\|(.*?)\n\n"))
        .containsAll(codes(Ownership.Basis.values()));
  }

  @Test
  void theCodesOfRefusedSignaturesAreWhole() {
    String row = read("README.md").replaceFirst("(?s).*\n\\| 401 \\| (.*?)\n.*", "$1");

    for (SignatureVerdict verdict : SignatureVerdict.values()) {
      assertThat(row.contains("`" + verdict.id() + "`"))
          .as(verdict.id())
          .isEqualTo(verdict != SignatureVerdict.VALID);
    }
    for (ProofVerdict verdict : ProofVerdict.values()) {
      assertThat(row.contains("`" + verdict.id() + "`"))
          .as(verdict.id())
          .isEqualTo(verdict != ProofVerdict.VALID);
    }
  }

  private Set<String> codes(String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(page);
    assertThat(matcher.find()).as(pattern).isTrue();
    return Pattern.compile("`([a-z_]+)`")
        .matcher(matcher.group(1))
        .results()
        .map(result -> result.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> codes(Enum<?>[] constants) {
    return Stream.of(constants)
        .map(constant -> constant.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void theBoundsAreThoseOfTheReaders() {
    assertThat(page)
        .contains(spaced(StatementPages.LINES) + " lines a page")
        .contains("at most " + spaced(StatementPages.LONGEST_LINE) + " bytes long")
        .contains("at most " + spaced(Disagreement.MOST_DISPUTES) + " disputes")
        .contains("give at most " + LogPage.MOST + " of the signed answers")
        .contains("There are at most " + SettlementPage.MOST + " of each on a page");
  }

  private static String spaced(int number) {
    return String.format(Locale.ROOT, "%,d", number).replace(',', ' ');
  }

  /** A digest, root or key that a reader finds is one of a file, so that they can follow it. */
  @Test
  void everyDigestAndKeyOnThePagesIsThatOfAFile() throws IOException {
    Set<String> known = new HashSet<>();
    for (String folder : List.of("examples", "signed", "proofs", "transparency")) {
      try (Stream<Path> files = Files.list(DOCS.resolve(folder))) {
        files.forEach(file -> known.addAll(digests(read(folder + "/" + file.getFileName()))));
      }
    }
    for (String name : List.of("README.md", "messages.md", "settlement.md", "proofs.md")) {
      assertThat(known).as(name).containsAll(digests(read(name)));
    }
  }

  private static Set<String> digests(String text) {
    return Pattern.compile("\\b(?:[0-9a-f]{64}|z6Mk[1-9A-HJ-NP-Za-km-z]{44})\\b")
        .matcher(text)
        .results()
        .map(result -> result.group())
        .collect(Collectors.toSet());
  }

  @Test
  void everyExampleIsShownOrLinked() throws IOException {
    String pages = page + read("README.md");
    for (String file : ExampleFiles.all().keySet()) {
      if (file.startsWith("examples/")) {
        assertThat(pages).contains("](" + file + ")");
      }
    }
  }

  /** What it shows of a share is what the proof beside it has. */
  @Test
  void theShareOnThePageOfProofsIsThatOfItsExample() {
    String proofs = read("proofs.md");
    int begin = proofs.indexOf("```json\n{\n  \"type\": \"OwnShare\"") + "```json\n".length();
    JsonObject shown = json(proofs.substring(begin, proofs.indexOf("```", begin)));
    JsonObject share = json(read("proofs/own-flattr.json")).getJsonObject("share");

    assertThat(shown).isEqualTo(Json.newObject(share).remove("@context").remove("proof").build());
  }

  private static JsonObject json(String text) {
    return Json.parseObject(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String read(String name) {
    try {
      return Files.readString(DOCS.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
