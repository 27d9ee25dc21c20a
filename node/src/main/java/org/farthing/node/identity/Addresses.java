package org.farthing.node.identity;

import java.net.URI;
import java.time.InstantSource;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.federation.directory.ActorDirectory;
import org.farthing.node.federation.directory.ActorLookup;
import org.farthing.node.platform.http.Problem;
import org.farthing.protocol.activity.ActorDocument;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.Origin;
import org.farthing.protocol.activity.ProtocolException;

/** What people write for accounts, sites and pages, as what is stored of them. */
final class Addresses {

  private final LocalIds ids;
  private final ActorDirectory directory;
  private final WebFetch web;
  private final InstantSource system;

  Addresses(LocalIds ids, ActorDirectory directory, WebFetch web, InstantSource system) {
    this.ids = ids;
    this.directory = directory;
    this.web = web;
    this.system = system;
  }

  /**
   * @throws Problem {@code malformed_identity}, {@code unknown_actor}, {@code unreachable}
   */
  URI read(IdentityKind kind, String text) {
    String bare = text.strip();
    try {
      return switch (kind) {
        case ACTOR -> bare.contains("://") ? actorAt(URI.create(bare)) : actorCalled(bare);
        case SITE -> URI.create(Origin.of(withScheme(bare)).toString());
        case URL -> page(bare);
      };
    } catch (ProtocolException | IllegalArgumentException e) {
      throw new Problem(
          400,
          "malformed_identity",
          "This is nothing to prove",
          "Name an account like @bob@social.example, a site like blog.example, or the address of a"
              + " page.");
    }
  }

  private String withScheme(String site) {
    return site.contains("://") ? site : ids.origin().scheme() + "://" + site;
  }

  private static URI page(String text) {
    URI page = ActorId.of(text).uri();
    if (page.getRawFragment() != null) {
      throw new IllegalArgumentException("part of a page");
    }
    return page;
  }

  private URI actorCalled(String handle) {
    return switch (directory.resolveHandle(handle)) {
      case ActorLookup.Found it -> it.actor().id().uri();
      case ActorLookup.NoActor it -> throw unknown(it.reason());
      case ActorLookup.Unreachable it -> throw unreachable(it.reason());
    };
  }

  /** Its address may be the one that people see. */
  private URI actorAt(URI address) {
    return switch (web.document(address, Errand.begin(system))) {
      case Fetched.Document it -> {
        new ActorDocument(it.json()).inbox();
        yield it.at();
      }
      case Fetched.Html _, Fetched.Mute _ -> throw unknown(address + " is no actor.");
      case Fetched.Refused it -> throw unknown(it.detail());
      case Fetched.Unreachable it -> throw unreachable(it.detail());
    };
  }

  private static Problem unknown(String detail) {
    return new Problem(404, "unknown_actor", "Unknown account", detail);
  }

  private static Problem unreachable(String detail) {
    return new Problem(503, "unreachable", "Its server cannot be reached", detail);
  }
}
