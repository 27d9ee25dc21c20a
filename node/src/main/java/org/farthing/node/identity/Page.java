package org.farthing.node.identity;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.farthing.protocol.activity.ActorId;
import org.jspecify.annotations.Nullable;

/**
 * What a page says about whose it is. Nothing of it is verified.
 *
 * @param at where it stands, after redirects
 * @param payment where its creator can be paid, {@code rel="payment"}
 * @param me other places of its author, {@code rel="me"}
 * @param creators handles of its authors, {@code <meta name="fediverse:creator">}
 * @param submissions what it tells of itself, in links with {@code rel="payment"} too
 * @param activityOrNull where the same stands as ActivityStreams
 */
record Page(
    URI at,
    @Nullable String titleOrNull,
    List<URI> payment,
    List<URI> me,
    List<String> creators,
    List<Submission> submissions,
    @Nullable URI activityOrNull) {

  Page {
    payment = List.copyOf(payment);
    me = List.copyOf(me);
    creators = List.copyOf(creators);
    submissions = List.copyOf(submissions);
  }

  /** What it tells of itself for its creator; what it tells of other pages is not looked at. */
  Optional<Submission> told(ActorId creator) {
    return submissions.stream()
        .filter(it -> it.creator().equals(creator.uri()) && it.url().equals(at.toString()))
        .findFirst();
  }

  Optional<URI> activity() {
    return Optional.ofNullable(activityOrNull);
  }
}
