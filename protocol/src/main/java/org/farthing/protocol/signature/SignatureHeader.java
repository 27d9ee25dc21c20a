package org.farthing.protocol.signature;

import java.util.Optional;

/** What a request says of its signature, read before the key is known. */
public sealed interface SignatureHeader {
  /** Longer than any honest signature; {@code Signature-Input} and {@code Signature} each. */
  int MAXIMUM_LENGTH = 16_384;

  /** The request carries a signature; its key is to be found, then it can be verified. */
  record Present(HttpSignature signature) implements SignatureHeader {}

  /**
   * There is nothing to verify.
   *
   * @param verdict {@link SignatureVerdict#NO_SIGNATURE} or {@link SignatureVerdict#MALFORMED}
   * @param detail for the log
   */
  record Unusable(SignatureVerdict verdict, String detail) implements SignatureHeader {}

  /** Reads RFC 9421 where there is a {@code Signature-Input}, else draft-cavage. */
  static SignatureHeader parse(HttpRequestHead head) {
    Optional<String> signature = head.header("signature");
    Optional<String> input = head.header("signature-input");
    if (signature.isEmpty()) {
      return new Unusable(SignatureVerdict.NO_SIGNATURE, "There is no Signature header");
    }
    if (signature.get().length() > MAXIMUM_LENGTH || input.orElse("").length() > MAXIMUM_LENGTH) {
      return new Unusable(SignatureVerdict.MALFORMED, "The signature is too long");
    }
    try {
      return new Present(
          input.isPresent()
              ? HttpMessageSignature.parse(input.get(), signature.get())
              : DraftCavageSignature.parse(signature.get()));
    } catch (MalformedSignature e) {
      return new Unusable(SignatureVerdict.MALFORMED, String.valueOf(e.getMessage()));
    }
  }
}
