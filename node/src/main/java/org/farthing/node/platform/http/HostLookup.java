package org.farthing.node.platform.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Where a host is. */
@FunctionalInterface
public interface HostLookup {

  /** As this machine's resolver says. */
  HostLookup OF_SYSTEM = host -> List.of(InetAddress.getAllByName(host));

  /**
   * All addresses of a host.
   *
   * @param host a name, or an address as it stands in a URL
   * @throws UnknownHostException when there is none
   */
  List<InetAddress> addresses(String host) throws UnknownHostException;
}
