package org.farthing.protocol.proof;

import java.util.List;
import org.farthing.protocol.activity.ActorId;

/** What checking a proof came to. */
public sealed interface Verdict {

  /**
   * All of it holds together. Whose the keys are, the reader does not know of all.
   *
   * @param findings what was checked, as sentences for people
   * @param unknown the actors of whom the reader knows no key
   */
  record Consistent(Proof proof, List<String> findings, List<ActorId> unknown) implements Verdict {
    public Consistent {
      findings = List.copyOf(findings);
      unknown = List.copyOf(unknown);
    }
  }

  /** All of it holds together, and every signature is by a key that the reader trusts. */
  record Trusted(Proof proof, List<String> findings) implements Verdict {
    public Trusted {
      findings = List.copyOf(findings);
    }
  }

  /**
   * It proves nothing.
   *
   * @param code stable, such as {@code not_included}
   * @param place a JSON pointer (RFC 6901) into the proof, empty for all of it
   * @param sentence for people
   */
  record Refused(String code, String place, String sentence) implements Verdict {}
}
