package org.farthing.node.account;

import java.util.Set;
import java.util.regex.Pattern;

/** Which names a member can have: they stand in handles and in the ids of actors. */
public final class MemberNames {

  private static final Pattern FORM = Pattern.compile("[a-z0-9_]{1,64}");

  /** Names of the node's own actors, and such as would pass for its operator. */
  private static final Set<String> RESERVED =
      Set.of(
          "actor",
          "admin",
          "administrator",
          "farthing",
          "flattr",
          "inbox",
          "moderator",
          "node",
          "root",
          "support",
          "system");

  private MemberNames() {}

  static boolean isWellFormed(String name) {
    return FORM.matcher(name).matches();
  }

  public static boolean isReserved(String name) {
    return RESERVED.contains(name);
  }
}
