package org.farthing.node.signin.fediverse;

import java.util.Optional;
import org.farthing.protocol.activity.ActorDocument;

/**
 * An account that somebody has signed in to on its server.
 *
 * @param username before the {@code @} of its handle
 * @param domain after it
 * @param actor the account's, as its server shows it
 */
public record Shown(String username, String domain, ActorDocument actor) {

  /** {@code bob@social.example}. */
  public String handle() {
    return username + "@" + domain;
  }

  /** The name to show, if there is one. */
  public Optional<String> name() {
    return actor
        .name()
        .map(name -> name.replaceAll("\\p{Cntrl}", " ").strip())
        .filter(it -> !it.isEmpty());
  }
}
