package org.farthing.node.identity;

import java.util.Optional;
import org.farthing.node.account.MemberId;

/** What members have registered as theirs. Implemented where things are kept. */
@FunctionalInterface
public interface RegisteredThings {

  /** The member here whose thing stands at this address; not to be called in a transaction. */
  Optional<MemberId> creatorHere(String url);
}
