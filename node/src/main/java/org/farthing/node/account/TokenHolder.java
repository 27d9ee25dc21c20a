package org.farthing.node.account;

/** In whose name the bearer of a token acts. */
public sealed interface TokenHolder {

  /** A member, for what concerns them alone. */
  record OfMember(MemberId member) implements TokenHolder {}

  /** The operator of the node. */
  record Admin() implements TokenHolder {}
}
