package org.farthing.protocol.signature;

/** A key that is not taken: not readable, of an unknown kind, or too weak. */
public final class KeyRefused extends RuntimeException {
  private final Code code;

  KeyRefused(Code code, String detail) {
    super(detail);
    this.code = code;
  }

  public Code code() {
    return code;
  }

  /** The reasons there are; {@link #id()} is what logs and answers show and never changes. */
  public enum Code {
    MALFORMED("malformed_key"),
    UNSUPPORTED("unsupported_key"),
    WEAK("weak_key");

    private final String id;

    Code(String id) {
      this.id = id;
    }

    public String id() {
      return id;
    }
  }
}
