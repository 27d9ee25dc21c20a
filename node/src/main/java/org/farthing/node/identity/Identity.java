package org.farthing.node.identity;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.farthing.node.account.MemberId;
import org.jspecify.annotations.Nullable;

/**
 * What a member says that they are elsewhere.
 *
 * @param value the actor's id, the site's origin or the page's address
 * @param howOrNull what showed it when it was last found, such as {@code payment_link}
 * @param domains of an actor: where pages may name it as their author
 * @param provedAtOrNull since when it is proved, or was
 * @param failures checks in a row that did not find it
 * @param faultOrNull what the last check met, for its member
 */
public record Identity(
    long id,
    MemberId member,
    IdentityKind kind,
    URI value,
    IdentityState state,
    @Nullable String howOrNull,
    List<String> domains,
    @Nullable Instant provedAtOrNull,
    @Nullable Instant checkedAtOrNull,
    int failures,
    @Nullable String faultOrNull) {

  public Identity {
    domains = List.copyOf(domains);
  }

  public Optional<String> how() {
    return Optional.ofNullable(howOrNull);
  }

  public Optional<Instant> provedAt() {
    return Optional.ofNullable(provedAtOrNull);
  }

  public Optional<Instant> checkedAt() {
    return Optional.ofNullable(checkedAtOrNull);
  }

  public Optional<String> fault() {
    return Optional.ofNullable(faultOrNull);
  }

  /** Whether it was proved by signing in there. */
  public boolean isBySignIn() {
    return EvidenceSearch.SIGN_IN.equals(howOrNull);
  }

  public boolean isProved() {
    return state == IdentityState.PROVED;
  }
}
