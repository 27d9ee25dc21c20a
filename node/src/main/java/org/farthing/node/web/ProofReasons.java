package org.farthing.node.web;

import java.util.Map;
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

  private ProofReasons() {}

  static String text(Frame frame, String code) {
    String key = "verify.why." + ALIKE.getOrDefault(code, code);
    return frame.text(frame.words().has(key) ? key : "verify.why.malformed");
  }
}
