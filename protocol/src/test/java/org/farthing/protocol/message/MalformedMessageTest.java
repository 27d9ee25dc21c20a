package org.farthing.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.json.JsonObject;
import jakarta.json.spi.JsonProvider;
import java.io.IOException;
import java.io.StringReader;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.example.ExampleDocuments;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An example with one value changed or removed is refused with a code, at that value. */
class MalformedMessageTest {

  private static final JsonProvider JSON = JsonProvider.provider();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          flattr           | /id
          flattr           | /actor
          flattr           | /object
          flattr           | /published
          flattr           | /flattr/type
          flattr           | /flattr/period
          flattr           | /flattr/creator
          flattr           | /flattr/currency
          unflattr         | /object/id
          unflattr         | /object/flattr/period
          receipt          | /object
          receipt          | /result/flattr
          receipt          | /result/digest
          receipt          | /result/sequence
          receipt          | /result/policy
          waiting          | /result/code
          refusal          | /result/code
          undo-receipt     | /result/period
          statement-offer  | /object/currency
          statement-offer  | /object/gross
          statement-offer  | /object/lines
          agreement        | /result/root
          disagreement     | /result/disputes
          disagreement     | /result/disputes/1/code
          settlement-offer | /object/statements
          settlement-offer | /object/net
          confirmation     | /result/reference
          objection        | /result/detail
          payment-offer    | /object/amount
          payment-answer   | /result/payment
          node-policy      | /calendar/netDays
          node-policy      | /protocol/understands
          checkpoint-offer | /object/count
          checkpoint-answer | /result/root
          log-head         | /highest
          log-page         | /answers
          settlement-page  | /yours
          """)
  void whatIsMissingIsNamed(String example, String pointer) throws IOException {
    JsonObject document = JSON.createPointer(pointer).remove(ExampleDocuments.file(example));

    assertRefused(example, document, "missing", pointer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          flattr           | /type                   | ["Like"]                          | malformed
          flattr           | /id                     | 7                                 | malformed
          flattr           | /id                     | "urn:uuid:1"                      | malformed_id
          flattr           | /id                     | "https://al der.example/"         | malformed_id
          flattr           | /id                     | "https://me:pw@alder.example/1"   | malformed_id
          flattr           | /actor                  | ["https://alder.example/actor"]   | malformed
          flattr           | /actor                  | {"id": "https://alder.example/a"} | malformed
          flattr           | /object                 | ["https://blog.example/post/1"]   | malformed
          flattr           | /object                 | "post/1"                          | malformed_id
          flattr           | /object                 | "mailto:bob@birch.example"        | malformed_id
          flattr           | /published              | "yesterday"                       | malformed
          flattr           | /published              | "2026-02-30T00:00:00Z"            | malformed
          flattr           | /published              | "2026-11-02T09:00:00+01:00"       | malformed
          flattr           | /published              | "1999-12-31T23:59:59Z"            | malformed
          flattr           | /published              | "2200-01-01T00:00:00Z"            | malformed
          flattr           | /flattr                 | "https://alder.example/flattrs/1" | malformed
          flattr           | /flattr                 | [{"type": "Flattr"}]              | malformed
          flattr           | /flattr/type            | "Gift"                            | unknown_kind
          flattr           | /flattr/period          | 202611                            | malformed
          flattr           | /flattr/period          | "2026-13"                         | malformed
          flattr           | /flattr/period          | "2026-1"                          | malformed
          flattr           | /flattr/period          | "1999-12"                         | malformed
          flattr           | /flattr/period          | "2200-01"                         | malformed
          flattr           | /flattr/creator         | "acct:bob@birch.example"          | malformed_id
          flattr           | /flattr/currency        | "euro"                            | malformed
          flattr           | /flattr/currency        | 978                               | malformed
          anonymous-flattr | /flattr/donorTag        | ""                                | malformed
          anonymous-flattr | /flattr/donorTag        | "with space"                      | malformed
          anonymous-flattr | /flattr/donorTag        | 12                                | malformed
          unflattr         | /type                   | ["Undo"]                          | malformed
          unflattr         | /object/type            | "Dislike"                         | unknown_kind
          receipt          | /type                   | ["Accept"]                        | malformed
          receipt          | /result/flattr          | "https://alder.example/flattrs/9" | malformed
          receipt          | /result/digest          | "5F"                              | malformed
          receipt          | /result/sequence        | "1"                               | malformed
          receipt          | /result/sequence        | 0                                 | malformed
          receipt          | /result/sequence        | 1.5                               | malformed
          receipt          | /result/sequence        | 9007199254740992                  | malformed
          receipt          | /result/sequence        | 1e400                             | malformed
          receipt          | /result/policy          | null                              | missing
          waiting          | /result/code            | "NOT_RECEIVING"                   | malformed
          waiting          | /result/code            | "flattr_owner"                    | unknown_code
          refusal          | /result/code            | ["late"]                          | malformed
          refusal          | /result/code            | "not_receiving"                   | unknown_code
          undo-receipt     | /result/sequence        | -1                                | malformed
          statement-offer  | /object/count           | -1                                | malformed
          statement-offer  | /object/count           | "5"                               | malformed
          statement-offer  | /object/version         | 0                                 | malformed
          statement-offer  | /object/version         | 2147483648                        | malformed
          statement-offer  | /object/gross           | 2500000                           | malformed
          statement-offer  | /object/gross           | "-1"                              | amount_malformed
          statement-offer  | /object/gross           | "1.5"                             | amount_malformed
          statement-offer  | /object/gross           | "007"                             | amount_malformed
          statement-offer  | /object/gross           | "9223372036854775808"             | amount_too_large
          statement-offer  | /object/root            | "not hex"                         | malformed
          statement-offer  | /object/creditor        | "https://alder.example/actor"     | malformed
          second-statement-offer | /object/previous  | 1                                 | malformed
          agreement        | /result/lines           | []                                | malformed
          disagreement     | /result/disputes        | {}                                | malformed
          disagreement     | /result/disputes/0/evidence | "answers/1"                   | malformed_id
          disagreement     | /result/disputes/0/evidence | "https://alder.example/answers/1" | origin_mismatch
          disagreement     | /result/disputes/0/sequence | "1"                           | malformed
          disagreement     | /result/disputes/0/sequence | 58                            | malformed
          disagreement     | /result/log             | "https://birch.example/log"       | malformed
          disagreement     | /result/log/creditor    | "https://cedar.example/actor"     | malformed
          disagreement     | /result/log/debtor      | "https://cedar.example/actor"     | origin_mismatch
          agreement-in-part | /except/log/debtor     | "https://cedar.example/actor"     | malformed
          disagreement     | /result/log/root        | "5F"                              | malformed
          agreement-in-part | /except/log/period     | "2026-10"                         | malformed
          agreement-in-part | /except/disputes/0/evidence | "https://alder.example/1"    | origin_mismatch
          disagreement     | /result/disputes/0      | "missing"                         | malformed
          disagreement     | /result/disputes/0/type | "Complaint"                       | unknown_kind
          disagreement     | /result/disputes/0/code | "whim"                            | unknown_code
          settlement-offer | /object/payee           | "https://alder.example/actor"     | malformed
          settlement-offer | /object/statements      | "https://alder.example/s/1"       | malformed
          settlement-offer | /object/statements/1    | 4                                 | malformed
          settlement-offer | /object/carried         | "3334"                            | malformed
          settlement-offer | /object/paid            | 1500000                           | malformed
          settlement-offer | /object/reference       | ""                                | malformed
          settlement-offer | /object/reference       | "123456789012345678901234567890123456" | malformed
          objection        | /result/detail          | ["no"]                            | malformed
          payment-offer    | /object/amount          | "0"                               | malformed
          payment-offer    | /object/amount          | "1500001"                         | malformed
          payment-offer    | /object/rail            | "Bank Transfer"                   | malformed
          payment-offer    | /object/currency        | null                              | missing
          node-policy      | /type                   | "Policy"                          | unknown_kind
          node-policy      | /version                | 0                                 | malformed
          node-policy      | /feeBasisPoints         | 10001                             | malformed
          node-policy      | /feeBasisPoints         | -1                                | malformed
          node-policy      | /feeBasisPoints         | "1000"                            | malformed
          node-policy      | /minimumBudget          | 2000000                           | malformed
          node-policy      | /netMinimum             | "10000001"                        | malformed
          node-policy      | /giveToGet              | "true"                            | malformed
          node-policy      | /calendar               | []                                | malformed
          node-policy      | /calendar/netDays       | 9.5                               | malformed
          node-policy      | /rails/0                | "Test Rail"                       | malformed
          node-policy      | /protocol/understands   | ["2"]                             | unsupported_version
          """)
  void whatIsWrongIsNamed(String example, String pointer, String value, String code)
      throws IOException {
    assertRefused(example, changed(example, pointer, value), code, pointer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          flattr           | /id                | https://birch.example/flattrs/1 | origin_mismatch
          flattr           | /id                | http://alder.example/flattrs/1  | origin_mismatch
          flattr           | /id                | https://alder.example:8443/f/1  | origin_mismatch
          unflattr         | /id                | https://birch.example/undos/1   | origin_mismatch
          receipt          | /id                | https://alder.example/answers/1 | origin_mismatch
          statement-offer  | /object/lines      | https://evil.example/lines      | origin_mismatch
          second-statement-offer | /object/previous | https://birch.example/s/1       | origin_mismatch
          agreement        | /object            | https://alder.example/offers/1  | origin_mismatch
          disagreement     | /result/statement  | https://birch.example/s/1       | origin_mismatch
          settlement-offer | /object/id         | https://birch.example/n/1       | origin_mismatch
          confirmation     | /object            | https://birch.example/offers/2  | origin_mismatch
          payment-offer    | /object/settlement | https://birch.example/n/1       | origin_mismatch
          payment-answer   | /result/payment    | https://birch.example/p/1       | origin_mismatch
          node-policy      | /id                | https://alder.example/policy/3  | origin_mismatch
          statement-offer  | /actor             | https://alder.example/users/eve | wrong_actor
          agreement        | /actor             | https://alder.example/users/eve | wrong_actor
          settlement-offer | /actor             | https://alder.example/users/eve | wrong_actor
          confirmation     | /actor             | https://birch.example/users/eve | wrong_actor
          offered-again-flattr | /flattr/replaces | https://birch.example/flattrs/1 | origin_mismatch
          checkpoint-offer | /actor             | https://birch.example/users/eve | wrong_actor
          checkpoint-answer | /actor            | https://alder.example/users/eve | wrong_actor
          checkpoint-answer | /object           | https://alder.example/offers/1  | origin_mismatch
          """)
  void nobodySpeaksForAnotherOrigin(String example, String pointer, String id, String code)
      throws IOException {
    assertRefused(example, changed(example, pointer, '"' + id + '"'), code, pointer);
  }

  @ParameterizedTest
  @CsvSource({
    "unflattr, /object/actor, /object/id",
    "unflattr, /actor, /id",
    "statement-offer, /object/debtor, /object/id",
    "settlement-offer, /object/payer, /object/id"
  })
  void anIdOfAnotherOriginThanItsAuthorIsNamed(String example, String author, String id)
      throws IOException {
    JsonObject document = changed(example, author, "\"https://evil.example/actor\"");

    assertRefused(example, document, "origin_mismatch", id);
  }

  @ParameterizedTest
  @CsvSource("node-policy, /calendar/netDays, 1, /calendar")
  void whatDoesNotFitItsNeighboursIsNamedWithThem(
      String example, String pointer, String value, String place) throws IOException {
    String json = value.matches("[0-9]+") ? value : '"' + value + '"';

    assertRefused(example, changed(example, pointer, json), "malformed", place);
  }

  @ParameterizedTest
  @CsvSource({
    "refusal, Accept",
    "receipt, Reject",
    "waiting, Reject",
    "agreement, Create",
    "payment-offer, Add"
  })
  void aKnownPartInAnotherActivityIsAnUnknownKind(String example, String type) throws IOException {
    JsonObject document = changed(example, "/type", '"' + type + '"');

    assertThat(refusalOf(() -> MessageReader.read(document)).code()).isEqualTo("unknown_kind");
  }

  @ParameterizedTest
  @CsvSource({"201, flattr, /id", "201, receipt, /object", "3000, objection, /result/detail"})
  void whatIsTooLongIsRefused(int tens, String example, String pointer) throws IOException {
    String text = "https://alder.example/" + "0123456789".repeat(tens + 4);

    assertThat(
            refusalOf(() -> MessageReader.read(changed(example, pointer, '"' + text + '"'))).code())
        .isIn("malformed_id", "too_large");
  }

  private static JsonObject changed(String example, String pointer, String value)
      throws IOException {
    JsonObject document = ExampleDocuments.file(example);
    try (var reader = JSON.createReader(new StringReader(value))) {
      return JSON.createPointer(pointer).replace(document, reader.readValue());
    }
  }

  private static void assertRefused(
      String example, JsonObject document, String code, String pointer) {
    ProtocolException refusal =
        refusalOf(
            switch (example) {
              case "node-policy" -> () -> NodePolicy.read(document);
              case "log-head" -> () -> LogHead.read(document);
              case "log-page" -> () -> LogPage.read(document);
              case "settlement-page" -> () -> SettlementPage.read(document);
              default -> () -> MessageReader.read(document);
            });

    assertThat(refusal.code()).isEqualTo(code);
    assertThat(refusal.pointer()).contains(pointer);
  }

  private static ProtocolException refusalOf(ThrowingCallable reading) {
    return catchThrowableOfType(ProtocolException.class, reading);
  }
}
