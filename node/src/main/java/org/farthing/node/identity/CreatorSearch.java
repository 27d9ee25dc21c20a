package org.farthing.node.identity;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.farthing.node.federation.directory.ActorDirectory;
import org.farthing.node.federation.directory.ActorLookup;
import org.farthing.node.identity.Nodes.Confirmed;
import org.farthing.protocol.activity.ActivityDocument;
import org.farthing.protocol.activity.ActorDocument;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.Origin;
import org.jspecify.annotations.Nullable;

/** One search for the creator of what was fetched. For one thread, used once. */
final class CreatorSearch {

  private static final int MOST_AUTHORS = 3;
  private static final int MOST_LINKS = 5;

  private final WebFetch web;
  private final ActorDirectory directory;
  private final Nodes nodes;
  private final Errand errand;
  private @Nullable Page page;
  private @Nullable ActorId named;

  CreatorSearch(WebFetch web, ActorDirectory directory, Nodes nodes, Errand errand) {
    this.web = web;
    this.directory = directory;
    this.nodes = nodes;
    this.errand = errand;
  }

  Finding ofDocument(Fetched.Document document) {
    return finding(byDocument(document));
  }

  Finding ofPage(Page page) {
    this.page = page;
    return finding(
        nodes
            .here(page.at())
            .or(() -> byAlternate(page))
            .or(() -> byPayment(page))
            .or(() -> byNamedCreator(page))
            .or(() -> byMe(page)));
  }

  private Finding finding(Optional<Confirmed> confirmed) {
    if (confirmed.isPresent()) {
      return confirmed.get().found(page);
    }
    return new Finding.Unclaimed(page == null ? null : page.titleOrNull(), named);
  }

  /** The same page as ActivityStreams, if it is of the page's own origin. */
  private Optional<Confirmed> byAlternate(Page page) {
    return page.activity()
        .filter(address -> Origin.of(address).equals(Origin.of(page.at())))
        .flatMap(
            address ->
                web.document(address, errand) instanceof Fetched.Document document
                    ? byDocument(document)
                    : Optional.empty());
  }

  private Optional<Confirmed> byDocument(Fetched.Document document) {
    for (ActorId author : authors(document)) {
      remember(author);
      Optional<Confirmed> found = nodes.actor(author).flatMap(this::byActor);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** Authors of another origin are none: their server would have to say so itself (FEP-fe34). */
  private static List<ActorId> authors(Fetched.Document document) {
    ActivityDocument object = new ActivityDocument(document.json());
    if (document.json().containsKey("inbox")) {
      return List.of(new ActorId(document.at()));
    }
    return object.attributedTo().stream()
        .filter(author -> author.origin().equals(Origin.of(document.at())))
        .limit(MOST_AUTHORS)
        .toList();
  }

  /** An author who is a Farthing member, or whose profile names the one that they are, too. */
  private Optional<Confirmed> byActor(ActorDocument author) {
    URI id = author.id().uri();
    if (author.nodeActor().isPresent()) {
      return nodes.confirmedBy(author, id);
    }
    return ProfileLinks.of(author).stream()
        .map(ProfileLinks.Link::target)
        .distinct()
        .limit(MOST_LINKS)
        .flatMap(profile -> nodes.confirmedBy(profile, id).stream())
        .findFirst();
  }

  private Optional<Confirmed> byPayment(Page page) {
    return firstConfirmed(page.payment(), page);
  }

  private Optional<Confirmed> firstConfirmed(List<URI> profiles, Page page) {
    return profiles.stream()
        .limit(MOST_LINKS)
        .flatMap(profile -> nodes.confirmedBy(profile, page.at()).stream())
        .findFirst();
  }

  /** A member of a node is confirmed by it; any other author has to take the page for theirs. */
  private Optional<Confirmed> byNamedCreator(Page page) {
    for (String handle : page.creators().stream().limit(MOST_AUTHORS).toList()) {
      Optional<Confirmed> found = called(handle).flatMap(author -> ofNamed(author, page));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<Confirmed> ofNamed(ActorDocument author, Page page) {
    remember(author.id());
    if (author.nodeActor().isPresent()) {
      return nodes.confirmedBy(author, page.at());
    }
    String host = page.at().getHost();
    return ProfileLinks.covers(ProfileLinks.attributionDomains(author), host)
        ? byActor(author)
        : Optional.empty();
  }

  private Optional<ActorDocument> called(String handle) {
    if (!errand.mayAsk()) {
      return Optional.empty();
    }
    return directory.resolveHandle(handle) instanceof ActorLookup.Found found
        ? nodes.actor(found.actor().id())
        : Optional.empty();
  }

  /** A profile that the page links and that links the page, or the front of its site. */
  private Optional<Confirmed> byMe(Page page) {
    Optional<Confirmed> member = firstConfirmed(page.me(), page);
    if (member.isPresent()) {
      return member;
    }
    for (URI address : page.me().stream().limit(MOST_AUTHORS).toList()) {
      Optional<ActorDocument> author = actorAt(address).filter(it -> linksBack(it, page));
      if (author.isPresent()) {
        remember(author.get().id());
        return byActor(author.get());
      }
    }
    return Optional.empty();
  }

  /** Profiles are linked by the addresses that people see. */
  private Optional<ActorDocument> actorAt(URI address) {
    return web.document(address, errand) instanceof Fetched.Document document
        ? Nodes.readable(document)
        : Optional.empty();
  }

  private static boolean linksBack(ActorDocument author, Page page) {
    Profile self = new Profile(page.at(), "");
    Profile front = new Profile(Origin.of(page.at()).resolve("/"), "");
    return ProfileLinks.of(author).stream()
        .anyMatch(link -> self.isAt(link.target()) || front.isAt(link.target()));
  }

  private void remember(ActorId author) {
    if (named == null) {
      named = author;
    }
  }
}
