package org.farthing.node.guard;

import org.farthing.node.platform.http.AllowList;

/**
 * How a node is guarded, as its configuration says.
 *
 * @param allow what it may connect to besides what all may
 * @param onlyAllowedServers whether it speaks with servers alone that an admin has listed
 */
public record GuardTerms(
    AllowList allow, boolean onlyAllowedServers, Forwarding forwarding, RequestLimits limits) {

  public static final GuardTerms STANDARD =
      new GuardTerms(AllowList.EMPTY, false, Forwarding.NONE, RequestLimits.STANDARD);
}
