package org.farthing.node.federation.actor;

import java.net.URI;
import java.util.List;

/**
 * What members have shown to be theirs, from both sides. Implemented by the feature that checks it;
 * asked outside of transactions. Thread-safe.
 */
public interface ProvenLinks {

  /**
   * Domains whose pages may name the member as their author.
   *
   * @param name of a member
   */
  List<String> domains(String name);

  /**
   * Actors of other servers that are the same person.
   *
   * @param name of a member
   */
  List<URI> actors(String name);
}
