package org.farthing.node.identity;

import java.util.List;

/** What the other side of an identity says about the member. */
sealed interface Evidence {

  /**
   * It names them.
   *
   * @param how {@code payment_link}, {@code profile_field}, {@code also_known_as}, {@code rel_me},
   *     {@code rel_payment}, {@code fediverse_creator} or {@code sign_in}
   * @param domains of an actor: where pages may name it as their author
   */
  record Shown(String how, List<String> domains) implements Evidence {}

  /**
   * It does not, or cannot be asked.
   *
   * @param detail for the member
   */
  record NotShown(String detail) implements Evidence {}
}
