package org.farthing.node.federation;

import java.net.URI;
import java.util.List;
import org.farthing.node.federation.actor.ProvenLinks;

/** What a test says that members have proved. */
public final class TestLinks implements ProvenLinks {

  public volatile List<String> domains = List.of();
  public volatile List<URI> actors = List.of();

  @Override
  public List<String> domains(String name) {
    return domains;
  }

  @Override
  public List<URI> actors(String name) {
    return actors;
  }
}
