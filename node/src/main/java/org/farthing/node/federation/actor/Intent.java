package org.farthing.node.federation.actor;

/**
 * Where a member does something with an object of another server (FEP-3b86).
 *
 * @param activity what is done, {@code Like}; {@code Object} for looking at it
 * @param path on this node, with {@code {object}} where the object's address goes
 */
public record Intent(String activity, String path) {

  private static final String PREFIX = "https://w3id.org/fep/3b86/";

  /** The link's relation. */
  String rel() {
    return PREFIX + activity;
  }
}
