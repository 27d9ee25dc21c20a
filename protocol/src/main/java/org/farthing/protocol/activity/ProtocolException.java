package org.farthing.protocol.activity;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A peer's fault: what it sent does not keep to the protocol. The code is stable and goes back on
 * the wire, the message is for people and holds nothing secret.
 *
 * <p>Codes of the readers: {@code missing}, {@code malformed}, {@code malformed_id}, {@code
 * too_large}; {@code docs/protocol/messages.md} lists them with those of the messages.
 */
public final class ProtocolException extends RuntimeException {

  private final String code;
  private final @Nullable String pointerOrNull;

  public ProtocolException(String code, String message) {
    super(message);
    this.code = code;
    this.pointerOrNull = null;
  }

  private ProtocolException(ProtocolException fault, String pointer) {
    super(fault.getMessage(), fault);
    this.code = fault.code;
    this.pointerOrNull = pointer;
  }

  public String code() {
    return code;
  }

  /** The offending value in the document that was read, as a JSON pointer (RFC 6901). */
  public Optional<String> pointer() {
    return Optional.ofNullable(pointerOrNull);
  }

  /** The same fault seen from the value that {@code prefix} leads to the faulty one from. */
  public ProtocolException under(String prefix) {
    return new ProtocolException(this, prefix + pointer().orElse(""));
  }
}
