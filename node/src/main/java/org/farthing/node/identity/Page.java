package org.farthing.node.identity;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a page says about whose it is. Nothing of it is verified.
 *
 * @param at where it stands, after redirects
 * @param payment where its creator can be paid, {@code rel="payment"}
 * @param me other places of its author, {@code rel="me"}
 * @param creators handles of its authors, {@code <meta name="fediverse:creator">}
 * @param activityOrNull where the same stands as ActivityStreams
 */
record Page(
    URI at,
    @Nullable String titleOrNull,
    List<URI> payment,
    List<URI> me,
    List<String> creators,
    @Nullable URI activityOrNull) {

  Page {
    payment = List.copyOf(payment);
    me = List.copyOf(me);
    creators = List.copyOf(creators);
  }

  Optional<URI> activity() {
    return Optional.ofNullable(activityOrNull);
  }
}
