package org.farthing.node.platform.http;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What a node under development may connect to though the address rule forbids it. Nothing, as a
 * rule.
 *
 * @param hosts by name, in small letters; plain HTTP is allowed with them, too
 * @param networks whatever the names of what is in them
 */
public record AllowList(Set<String> hosts, List<Network> networks) {

  /** Nothing. */
  public static final AllowList EMPTY = new AllowList(Set.of(), List.of());

  private static final Pattern HOST =
      Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");
  private static final int WIDEST_4 = 8;
  private static final int WIDEST_6 = 7;

  public AllowList {
    hosts = Set.copyOf(hosts);
    networks = List.copyOf(networks);
  }

  /**
   * Reads hosts and blocks of addresses.
   *
   * @throws IllegalArgumentException with a sentence that begins with the entry at fault
   */
  public static AllowList parse(List<String> entries) {
    Set<String> hosts = new TreeSet<>();
    List<Network> networks = new ArrayList<>();
    for (String entry : entries) {
      String name = entry.toLowerCase(Locale.ROOT);
      boolean isName = HOST.matcher(name).matches() && name.matches(".*[a-z].*");
      if (isName) {
        hosts.add(name);
      } else {
        networks.add(network(entry));
      }
    }
    return new AllowList(hosts, networks);
  }

  private static Network network(String entry) {
    Network network;
    try {
      network = Network.parse(entry);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          entry + " is neither a host nor a block of addresses: it " + e.getMessage(), e);
    }
    int widest = network.is4() ? WIDEST_4 : WIDEST_6;
    if (network.prefix() < widest) {
      throw new IllegalArgumentException(
          entry + " would allow nearly everything: the widest block is /" + widest);
    }
    return network;
  }

  /** Whether a host is named here, as it stands in a URL. */
  boolean names(String host) {
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    return hosts.contains(bare.toLowerCase(Locale.ROOT)) || isAllowedAddress(bare);
  }

  private boolean isAllowedAddress(String text) {
    try {
      return contains(Network.address(text));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  boolean contains(InetAddress address) {
    return networks.stream().anyMatch(network -> network.contains(address));
  }
}
