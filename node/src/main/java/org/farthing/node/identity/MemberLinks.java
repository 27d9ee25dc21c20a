package org.farthing.node.identity;

import java.net.URI;
import java.util.List;
import java.util.function.Supplier;
import org.farthing.node.federation.actor.ProvenLinks;

/**
 * What members have proved to be theirs, for their profiles.
 *
 * @param identities asked for each time, since profiles come before them
 */
public record MemberLinks(Supplier<Identities> identities) implements ProvenLinks {

  @Override
  public List<String> domains(String name) {
    return uris(name, IdentityKind.SITE).stream().map(URI::getAuthority).toList();
  }

  @Override
  public List<URI> actors(String name) {
    return uris(name, IdentityKind.ACTOR);
  }

  private List<URI> uris(String name, IdentityKind kind) {
    return identities.get().linksOf(name).stream()
        .filter(link -> link.kind() == kind)
        .map(Identities.Link::uri)
        .toList();
  }
}
