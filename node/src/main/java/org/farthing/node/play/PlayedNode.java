package org.farthing.node.play;

import java.util.Map;
import java.util.Optional;
import org.farthing.node.Node;
import org.farthing.node.account.MemberId;
import org.farthing.node.account.MemberNames;
import org.farthing.node.play.Scenario.Handle;
import org.farthing.protocol.activity.ActorId;

/**
 * A node of a scenario, running.
 *
 * @param members those of the scenario, by the names that it gives them
 */
record PlayedNode(String name, Node node, Map<String, MemberId> members) {

  private static final String SUFFIX = "_";

  MemberId member(Handle handle) {
    return Optional.ofNullable(members.get(handle.name())).orElseThrow();
  }

  /** The name that a member has in the scenario. */
  String nameOf(MemberId member) {
    return members.entrySet().stream()
        .filter(entry -> entry.getValue().equals(member))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  ActorId actor() {
    return new ActorId(node.origin().resolve("/actor"));
  }

  /** The handle by which other nodes find a member. */
  String webHandle(Handle handle) {
    return accountName(handle.name()) + "@" + node.origin().authority();
  }

  /** Nodes keep some names for themselves, scenarios do not: {@code admin} plays as admin_. */
  static String accountName(String name) {
    return MemberNames.isReserved(name) ? name + SUFFIX : name;
  }

  /** The name in the scenario of who has this account; no scenario's name ends like that. */
  static String scenarioName(String accountName) {
    return accountName.endsWith(SUFFIX)
        ? accountName.substring(0, accountName.length() - SUFFIX.length())
        : accountName;
  }
}
