package org.farthing.node.flattr;

import java.util.Locale;
import java.util.Objects;
import org.farthing.protocol.message.RefusalCode;
import org.farthing.protocol.message.WaitingCode;
import org.farthing.protocol.settlement.GivenFlattr.Status;
import org.jspecify.annotations.Nullable;

/** Where what was sent to another node stands, as its row has it. */
record StoredStatus(GivenState state, @Nullable String codeOrNull, @Nullable Long sequenceOrNull) {

  static StoredStatus of(Status status) {
    return switch (status) {
      case Status.Sent _ -> new StoredStatus(GivenState.SENT, null, null);
      case Status.Counted it -> new StoredStatus(GivenState.COUNTED, null, it.sequence());
      case Status.Unclaimed it -> new StoredStatus(GivenState.UNCLAIMED, it.code().code(), null);
      case Status.Refused it -> new StoredStatus(GivenState.REFUSED, it.code().code(), null);
      case Status.Undone _ -> new StoredStatus(GivenState.UNDONE, null, null);
    };
  }

  /** The same as the engine sees it. */
  Status toStatus() {
    return switch (state) {
      case SENT -> new Status.Sent();
      case COUNTED -> new Status.Counted(Objects.requireNonNull(sequenceOrNull));
      case UNCLAIMED -> new Status.Unclaimed(WaitingCode.valueOf(upperCode()));
      case REFUSED -> new Status.Refused(RefusalCode.valueOf(upperCode()));
      case UNDONE -> new Status.Undone();
    };
  }

  private String upperCode() {
    return Objects.requireNonNull(codeOrNull).toUpperCase(Locale.ROOT);
  }
}
