package org.farthing.node.web.account;

import java.net.URI;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.farthing.node.account.ProfileChange;
import org.farthing.node.federation.actor.ActorProfile;
import org.farthing.node.federation.actor.LocalActor;
import org.farthing.node.signin.Form;

/**
 * What the fields of a profile's page hold.
 *
 * @param lines of the table beside the bio, empty ones too
 */
record TypedProfile(
    String displayName,
    String bio,
    String icon,
    List<ActorProfile.Field> lines,
    Set<ProfileTick> ticked) {

  /** As many as a profile can have. */
  private static final int LINES = 8;

  private static final int FEWEST = 3;
  private static final int ROOM = 1;

  private static final ActorProfile.Field EMPTY = new ActorProfile.Field("", "");

  /** With room for some more. */
  TypedProfile {
    List<ActorProfile.Field> filled = lines.stream().filter(line -> !line.equals(EMPTY)).toList();
    lines =
        Stream.concat(filled.stream(), Stream.generate(() -> EMPTY))
            .limit(Math.clamp(filled.size() + ROOM, FEWEST, LINES))
            .toList();
    ticked = Set.copyOf(ticked);
  }

  /** What holds now. */
  static TypedProfile of(LocalActor member, boolean likesAreFlattrs, boolean mentionsAreFlattrs) {
    ActorProfile profile = member.profile();
    Predicate<ProfileTick> holds =
        tick ->
            switch (tick) {
              case DISCOVERABLE -> profile.discoverable();
              case INDEXABLE -> profile.indexable();
              case SHOWS_FLATTRS -> profile.showsFlattrs();
              case SHOWS_FOLLOWS -> profile.showsFollows();
              case APPROVES_FOLLOWERS -> profile.approvesFollowers();
              case LIKES -> likesAreFlattrs;
              case MENTIONS -> mentionsAreFlattrs;
            };
    return new TypedProfile(
        member.displayName(),
        profile.bio(),
        profile.icon().map(URI::toString).orElse(""),
        profile.fields(),
        ticks(holds));
  }

  /** What was sent. */
  static TypedProfile of(Form form) {
    return new TypedProfile(
        form.text("name"),
        form.raw("bio").replace("\r\n", "\n"),
        form.text("icon"),
        IntStream.rangeClosed(1, LINES)
            .mapToObj(i -> new ActorProfile.Field(form.text("label-" + i), form.text("value-" + i)))
            .toList(),
        ticks(tick -> form.has(tick.id())));
  }

  private static Set<ProfileTick> ticks(Predicate<ProfileTick> holds) {
    return Arrays.stream(ProfileTick.values())
        .filter(holds)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(ProfileTick.class)));
  }

  boolean isTicked(ProfileTick tick) {
    return ticked.contains(tick);
  }

  /** Lines that hold nothing are none. */
  ProfileChange change() {
    return new ProfileChange(
        displayName,
        bio,
        lines.stream().filter(line -> !line.equals(EMPTY)).toList(),
        null,
        icon,
        null,
        isTicked(ProfileTick.DISCOVERABLE),
        isTicked(ProfileTick.INDEXABLE),
        isTicked(ProfileTick.APPROVES_FOLLOWERS),
        isTicked(ProfileTick.SHOWS_FOLLOWS),
        isTicked(ProfileTick.SHOWS_FLATTRS));
  }
}
