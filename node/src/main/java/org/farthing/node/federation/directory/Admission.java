package org.farthing.node.federation.directory;

import java.net.URI;
import org.farthing.protocol.activity.ActivityDocument;
import org.farthing.protocol.activity.ActorId;

/** With whom this node has to do. Asked outside of transactions. */
@FunctionalInterface
public interface Admission {

  /** Whether an activity is taken in, once it is shown to be its actor's. */
  boolean admits(ActivityDocument activity);

  /** Whether a message is delivered to an inbox; if not, never. */
  default boolean releases(URI inbox, byte[] message) {
    return true;
  }

  /** Whether somebody who asks for a document by a signed request is shown it. */
  default boolean shows(ActorId reader) {
    return true;
  }
}
