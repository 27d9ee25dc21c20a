package org.farthing.node.bot;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.farthing.node.federation.actor.ActorProfile;
import org.farthing.node.federation.actor.LocalActor;
import org.farthing.node.federation.actor.LocalActors;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.look.Languages;
import org.farthing.node.look.Words;

/** The members, and beside them the bot. */
public final class BotActors implements LocalActors {

  private final LocalActors members;
  private final LocalActor bot;

  /**
   * @param since when the bot came to be
   * @param icon the path of its picture
   */
  public BotActors(LocalActors members, LocalIds ids, Instant since, String icon) {
    this.members = members;
    String node = ids.origin().authority();
    String page = ids.bot().toString();
    String bio =
        Languages.ALL.stream()
            .map(language -> new Words(language).text("bot.bio", node, page))
            .collect(Collectors.joining("\n\n"));
    ActorProfile profile =
        new ActorProfile(
            bio,
            List.of(),
            List.of(),
            null,
            ids.origin().resolve(icon),
            null,
            true,
            false,
            false,
            false,
            false);
    this.bot =
        new LocalActor(
            LocalActor.Kind.SERVICE,
            LocalIds.BOT_NAME,
            new Words(Languages.ALL.getFirst()).text("bot.name", node),
            since,
            profile);
  }

  @Override
  public Optional<LocalActor> member(String name) {
    return name.equals(bot.name()) ? Optional.of(bot) : members.member(name);
  }

  @Override
  public Optional<Instant> leftAt(String name) {
    return name.equals(bot.name()) ? Optional.empty() : members.leftAt(name);
  }
}
