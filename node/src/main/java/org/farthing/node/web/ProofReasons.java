package org.farthing.node.web;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.farthing.node.look.Frame;

/** Why a proof proves nothing, in the reader's language: by kinds of the checker's codes. */
final class ProofReasons {

  /** Codes of the same kind as another one. */
  private static final Map<String, String> ALIKE =
      Map.ofEntries(
          Map.entry("not_utf8", "not_json"),
          Map.entry("not_an_object", "not_json"),
          Map.entry("no_proof", "missing"),
          Map.entry("malformed_proof", "proof_invalid"),
          Map.entry("unsupported_proof", "proof_invalid"),
          Map.entry("wrong_purpose", "proof_invalid"),
          Map.entry("wrong_key", "proof_invalid"),
          Map.entry("outside_key_dates", "proof_invalid"),
          Map.entry("invalid_proof", "proof_invalid"),
          Map.entry("wrong_debtor", "wrong_parties"),
          Map.entry("wrong_creditor", "wrong_parties"),
          Map.entry("other_slot", "not_two"),
          Map.entry("same_content", "not_two"),
          Map.entry("wrong_order", "not_two"));

  /** The codes that have a reason of their own; the last one is that of all others, too. */
  private static final List<String> TOLD =
      List.of(
          "not_json",
          "not_canonical",
          "unknown_kind",
          "unknown_member",
          "missing",
          "wrong_signer",
          "proof_invalid",
          "unknown_key",
          "untrusted_key",
          "revoked_key",
          "wrong_keys",
          "wrong_flattr",
          "wrong_digest",
          "wrong_period",
          "wrong_creator",
          "wrong_parties",
          "wrong_tag",
          "not_included",
          "wrong_statement",
          "wrong_policy",
          "currency",
          "not_two",
          "malformed");

  /**
   * A reason in the reader's language.
   *
   * @param codes those of the checker that it tells, with blanks between them
   */
  public record Reason(String codes, String text) {}

  private ProofReasons() {}

  static String text(Frame frame, String code) {
    String kind = ALIKE.getOrDefault(code, code);
    return frame.text("verify.why." + (TOLD.contains(kind) ? kind : TOLD.getLast()));
  }

  static List<Reason> all(Frame frame) {
    return TOLD.stream().map(kind -> new Reason(codes(kind), text(frame, kind))).toList();
  }

  private static String codes(String kind) {
    return Stream.concat(
            Stream.of(kind),
            ALIKE.keySet().stream().filter(code -> kind.equals(ALIKE.get(code))).sorted())
        .collect(Collectors.joining(" "));
  }
}
