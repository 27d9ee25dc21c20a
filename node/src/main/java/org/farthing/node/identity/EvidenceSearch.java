package org.farthing.node.identity;

import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.farthing.protocol.activity.ActorDocument;
import org.farthing.protocol.activity.Origin;
import org.farthing.protocol.activity.ProtocolException;

/**
 * Looks at the other side of an identity for the member's profile, live. Not to be called within a
 * transaction. Thread-safe.
 */
final class EvidenceSearch {

  /** How an account was proved whose server has said who signed in. */
  static final String SIGN_IN = "sign_in";

  private final WebFetch web;
  private final InstantSource system;

  EvidenceSearch(WebFetch web, InstantSource system) {
    this.web = web;
    this.system = system;
  }

  Evidence find(IdentityKind kind, URI value, Profile profile) {
    Errand errand = Errand.begin(system);
    return switch (kind) {
      case ACTOR -> ofActor(value, profile, errand);
      case SITE -> ofPage(Origin.of(value).resolve("/"), profile, errand);
      case URL -> ofPage(value, profile, errand);
    };
  }

  /** What signing in as an actor shows. */
  static Evidence.Shown bySignIn(ShownActor actor) {
    return new Evidence.Shown(SIGN_IN, actor.domains());
  }

  /** Whether an actor is still there as which a member has signed in. */
  Evidence stands(URI id) {
    return switch (web.document(id, Errand.begin(system))) {
      case Fetched.Document it when it.at().toString().equals(id.toString()) ->
          bySignIn(ShownActor.of(new ActorDocument(it.json())));
      case Fetched.Document _ -> new Evidence.NotShown(id + " goes by another id.");
      case Fetched.Html _, Fetched.Mute _ -> new Evidence.NotShown(id + " is no actor.");
      case Fetched.Refused it -> new Evidence.NotShown(it.detail());
      case Fetched.Unreachable it -> new Evidence.NotShown(it.detail());
    };
  }

  private Evidence ofActor(URI id, Profile profile, Errand errand) {
    return switch (web.document(id, errand)) {
      case Fetched.Document it when !it.at().toString().equals(id.toString()) ->
          new Evidence.NotShown(id + " goes by another id.");
      case Fetched.Document it -> ofActor(new ActorDocument(it.json()), profile);
      case Fetched.Html _, Fetched.Mute _ -> new Evidence.NotShown(id + " is no actor.");
      case Fetched.Refused it -> new Evidence.NotShown(it.detail());
      case Fetched.Unreachable it -> new Evidence.NotShown(it.detail());
    };
  }

  private static Evidence ofActor(ActorDocument actor, Profile profile) {
    try {
      List<String> domains = ProfileLinks.domains(actor);
      return ProfileLinks.of(actor).stream()
          .filter(link -> profile.isAt(link.target()))
          .findFirst()
          .<Evidence>map(link -> new Evidence.Shown(link.how(), domains))
          .orElseGet(
              () ->
                  new Evidence.NotShown(
                      actor.id() + " does not link " + profile.address() + " in its profile."));
    } catch (ProtocolException e) {
      return new Evidence.NotShown("The actor cannot be read: " + e.getMessage());
    }
  }

  private Evidence ofPage(URI address, Profile profile, Errand errand) {
    return switch (web.page(address, errand)) {
      case Fetched.Html it when !Origin.of(it.page().at()).equals(Origin.of(address)) ->
          new Evidence.NotShown(address + " leads to another site, " + it.page().at() + ".");
      case Fetched.Html it ->
          how(it.page(), profile)
              .<Evidence>map(how -> new Evidence.Shown(how, List.of()))
              .orElseGet(
                  () ->
                      new Evidence.NotShown(address + " does not link " + profile.address() + "."));
      case Fetched.Document _, Fetched.Mute _ -> new Evidence.NotShown(address + " is no page.");
      case Fetched.Refused it -> new Evidence.NotShown(it.detail());
      case Fetched.Unreachable it -> new Evidence.NotShown(it.detail());
    };
  }

  private static Optional<String> how(Page page, Profile profile) {
    if (page.me().stream().anyMatch(profile::isAt)) {
      return Optional.of("rel_me");
    }
    if (page.payment().stream().anyMatch(profile::isAt)) {
      return Optional.of("rel_payment");
    }
    return page.creators().stream().anyMatch(profile::isCalled)
        ? Optional.of("fediverse_creator")
        : Optional.empty();
  }
}
