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
  private final boolean early;

  public ProtocolException(String code, String message) {
    this(code, message, false);
  }

  private ProtocolException(String code, String message, boolean early) {
    super(message);
    this.code = code;
    this.pointerOrNull = null;
    this.early = early;
  }

  private ProtocolException(ProtocolException fault, String pointer) {
    super(fault.getMessage(), fault);
    this.code = fault.code;
    this.pointerOrNull = pointer;
    this.early = fault.early;
  }

  /** No order of messages is assumed: this one rests on something that has not come yet. */
  public static ProtocolException early(String code, String message) {
    return new ProtocolException(code, message, true);
  }

  /**
   * Whether the message may be right later, though it is sent only once: whoever has it safe keeps
   * it, and tries again.
   */
  public boolean isEarly() {
    return early;
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
