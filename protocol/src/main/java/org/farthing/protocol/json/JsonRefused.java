package org.farthing.protocol.json;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** JSON that is not taken, with a stable code and, where it is known, the place of the offence. */
public final class JsonRefused extends RuntimeException {
  private final Code code;
  private final @Nullable Place place;

  JsonRefused(Code code, @Nullable Place place, String detail) {
    super(place == null ? detail : detail + " at " + place);
    this.code = code;
    this.place = place;
  }

  /** Why the text was refused. */
  public Code code() {
    return code;
  }

  /** Where the text was refused; empty where no single place is to blame. */
  public Optional<Place> place() {
    return Optional.ofNullable(place);
  }

  /** The reasons there are; {@link #id()} is what logs and answers show and never changes. */
  public enum Code {
    TOO_LARGE("too_large"),
    TOO_DEEP("too_deep"),
    TOO_MANY_VALUES("too_many_values"),
    NOT_UTF8("not_utf8"),
    NOT_JSON("not_json"),
    NOT_AN_OBJECT("not_an_object"),
    DUPLICATE_NAME("duplicate_name"),
    BAD_STRING("bad_string"),
    BAD_NUMBER("bad_number");

    private final String id;

    Code(String id) {
      this.id = id;
    }

    public String id() {
      return id;
    }
  }

  /** Line and column, both counted from 1. */
  public record Place(long line, long column) {
    @Override
    public String toString() {
      return "line " + line + ", column " + column;
    }
  }
}
