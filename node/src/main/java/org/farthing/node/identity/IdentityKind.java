package org.farthing.node.identity;

import java.util.Locale;

/** What a member can prove to be theirs. */
public enum IdentityKind {
  /** An account on another server of the fediverse, by the id of its actor. */
  ACTOR,
  /** All pages of an origin. */
  SITE,
  /** A single page. */
  URL;

  /** The name in the API and in the database, such as {@code actor}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
