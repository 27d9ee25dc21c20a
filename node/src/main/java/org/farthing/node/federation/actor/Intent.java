package org.farthing.node.federation.actor;

/**
 * Where somebody does something with an object of another server (FEP-3b86).
 *
 * @param rel what is done there
 * @param path on this node, with {@code {object}} where the object's address goes
 */
public record Intent(String rel, String path) {

  /** To like it. */
  public static final String LIKE = "https://w3id.org/fep/3b86/Like";

  /** To look at it. */
  public static final String OBJECT = "https://w3id.org/fep/3b86/Object";

  /**
   * To flattr it: our own, which takes along what a link says of it, {@code {title}} and {@code
   * {creator}}. Offered for the node, too, for those who do not say who they are.
   */
  public static final String FLATTR = "https://w3id.org/farthing/ns#flattr";
}
