package org.farthing.node.identity;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.farthing.protocol.activity.ActorDocument;
import org.farthing.protocol.activity.ProtocolException;

/** Where an actor of the fediverse says that it is, too, and where it is paid. */
final class ProfileLinks {

  private static final int MOST = 30;

  private ProfileLinks() {}

  /**
   * A link from a profile.
   *
   * @param how {@code payment_link} (FEP-0ea0), {@code profile_field} (a PropertyValue with {@code
   *     rel="me"}) or {@code also_known_as}
   */
  record Link(URI target, String how) {}

  /** In the order in which they are believed; of one kind that cannot be read, none. */
  static List<Link> of(ActorDocument actor) {
    List<Link> links = new ArrayList<>();
    add(links, "payment_link", actor::paymentLinks);
    add(
        links,
        "profile_field",
        () ->
            actor.profileFields().stream()
                .limit(MOST)
                .flatMap(field -> PageReader.linksOfMe(field).stream())
                .toList());
    add(links, "also_known_as", actor::alsoKnownAs);
    return links.stream().limit(MOST).toList();
  }

  /** Domains whose pages may name the actor as their author; none when they cannot be read. */
  static List<String> attributionDomains(ActorDocument actor) {
    try {
      return actor.attributionDomains().stream()
          .filter(domain -> domain.matches("[a-z0-9.-]{1,253}"))
          .limit(MOST)
          .toList();
    } catch (ProtocolException e) {
      return List.of();
    }
  }

  /** Where pages may name the actor as their author: its domains, and the hosts that it links. */
  static List<String> domains(ActorDocument actor) {
    return Stream.concat(
            attributionDomains(actor).stream(),
            of(actor).stream()
                .flatMap(link -> Stream.ofNullable(link.target().getHost()))
                .map(host -> host.toLowerCase(Locale.ROOT)))
        .distinct()
        .limit(2L * MOST)
        .toList();
  }

  /** Whether pages of a host may name as their author who has these domains, as Mastodon has it. */
  static boolean covers(List<String> domains, String host) {
    return domains.stream().anyMatch(domain -> host.equals(domain) || host.endsWith("." + domain));
  }

  private static void add(List<Link> links, String how, Supplier<List<URI>> read) {
    try {
      read.get().forEach(target -> links.add(new Link(target, how)));
    } catch (ProtocolException e) {
      // What others write into their profiles is not ours to mend; the other kinds still count.
    }
  }
}
