package org.farthing.node.web.donor;

import java.util.Optional;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.flattr.Creator;

/**
 * A creator by what is known of them here without asking anybody.
 *
 * @param label a handle of this node, or the address of an actor elsewhere without its scheme
 * @param host the creator's node
 */
record ShownCreator(String label, String href, String host, boolean isHere) {

  static ShownCreator of(Creator creator, LocalIds ids) {
    Optional<String> name = ids.memberName(creator.actor());
    String address = creator.actor().toString();
    return name.map(
            it ->
                new ShownCreator(
                    it + "@" + ids.origin().authority(),
                    "/users/" + it,
                    ids.origin().authority(),
                    true))
        .orElseGet(
            () ->
                new ShownCreator(
                    address.substring(address.indexOf("//") + 2),
                    address,
                    creator.actor().uri().getAuthority(),
                    false));
  }
}
