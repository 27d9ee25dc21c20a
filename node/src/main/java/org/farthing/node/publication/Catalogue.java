package org.farthing.node.publication;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.farthing.node.account.Member;
import org.farthing.node.platform.database.Database;

/**
 * What can be found here: listed things of members who agreed to be found, and these members.
 * Thread-safe.
 */
public final class Catalogue {

  public static final int PAGE = 24;
  private static final int MOST_MEMBERS = 12;
  private static final int MOST_TAGS = 20;
  private static final int MOST_LANGUAGES = 60;

  private final Database database;

  public Catalogue(Database database) {
    this.database = database;
  }

  /**
   * A page of what was looked for.
   *
   * @param members none unless words were typed
   * @param more whether there is a page after this one
   */
  public record Found(List<Publication> things, List<Member> members, boolean more) {}

  /**
   * @param tags those of most things first
   */
  public record Choices(List<String> tags, List<String> languages) {}

  /**
   * @param page from 1 on
   */
  public Found search(Wanted wanted, int page) {
    return database.snapshot(
        tx -> {
          List<Publication> things = CatalogueStore.search(tx, wanted, (page - 1) * PAGE, PAGE + 1);
          List<Member> members =
              wanted.words().isEmpty() || page > 1
                  ? List.of()
                  : CatalogueStore.members(tx, wanted.words(), MOST_MEMBERS);
          return new Found(things.stream().limit(PAGE).toList(), members, things.size() > PAGE);
        });
  }

  /** The newest of what was looked for. */
  public List<Publication> newest(Wanted wanted, int most) {
    return database.read(tx -> CatalogueStore.search(tx, wanted, 0, most));
  }

  /** Those of these things that can be found, in the order given. */
  public List<Publication> among(List<Long> things) {
    Map<Long, Publication> found =
        database.read(tx -> CatalogueStore.among(tx, things)).stream()
            .collect(Collectors.toMap(Publication::id, Function.identity()));
    return things.stream().flatMap(id -> Stream.ofNullable(found.get(id))).toList();
  }

  /** What can be chosen among. */
  public Choices choices() {
    return database.snapshot(
        tx ->
            new Choices(
                CatalogueStore.tags(tx, MOST_TAGS), CatalogueStore.languages(tx, MOST_LANGUAGES)));
  }
}
