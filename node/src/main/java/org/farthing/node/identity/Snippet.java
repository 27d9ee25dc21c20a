package org.farthing.node.identity;

/**
 * What a member puts elsewhere to show that they are there, too.
 *
 * @param text to be copied to the letter
 * @param advice where it belongs
 */
public record Snippet(String text, String advice) {

  public static Snippet of(IdentityKind kind, Profile profile) {
    String link = "<link rel=\"me\" href=\"%s\">".formatted(profile.address());
    return switch (kind) {
      case ACTOR ->
          new Snippet(
              profile.address().toString(),
              "Put this address into a field of your profile there, on a line of its own.");
      case SITE -> new Snippet(link, "Put this line into the head of the site's front page.");
      case URL -> new Snippet(link, "Put this line into the head of the page.");
    };
  }
}
