package org.farthing.node.platform.http;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * A block of addresses, {@code 10.0.0.0/8} or {@code fd00::/8}; one address is a block, too. IPv4
 * in IPv6 ({@code ::ffff:10.0.0.1}) is IPv4.
 *
 * @param address its first
 * @param prefix how many bits all of them share
 */
public record Network(InetAddress address, int prefix) {

  private static final Pattern ADDRESS =
      Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

  /**
   * A block as it is written.
   *
   * @throws IllegalArgumentException saying what is wrong with it, to follow the text itself
   */
  public static Network parse(String text) {
    int slash = text.indexOf('/');
    InetAddress address = address(slash < 0 ? text : text.substring(0, slash));
    int bits = address.getAddress().length * Byte.SIZE;
    String length = slash < 0 ? String.valueOf(bits) : text.substring(slash + 1);
    if (!length.matches("\\d{1,3}") || Integer.parseInt(length) > bits) {
      throw new IllegalArgumentException("has no prefix length within 0 to " + bits);
    }
    Network network = new Network(address, Integer.parseInt(length));
    if (!masked(address, network.prefix).equals(address)) {
      throw new IllegalArgumentException(
          "does not begin where the block begins, at "
              + masked(address, network.prefix).getHostAddress());
    }
    return network;
  }

  /**
   * An address and no name: nothing is looked up.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static InetAddress address(String text) {
    if (!ADDRESS.matcher(text).matches()) {
      throw new IllegalArgumentException("is no address");
    }
    try {
      return InetAddress.ofLiteral(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("is no address", e);
    }
  }

  /** The block of a certain size around an address. */
  public static Network around(InetAddress address, int prefix) {
    return new Network(masked(address, prefix), prefix);
  }

  public boolean contains(InetAddress other) {
    return other.getAddress().length == address.getAddress().length
        && masked(other, prefix).equals(address);
  }

  public boolean is4() {
    return address instanceof Inet4Address;
  }

  private static InetAddress masked(InetAddress address, int prefix) {
    byte[] bytes = address.getAddress();
    int whole = prefix / Byte.SIZE;
    if (whole < bytes.length) {
      bytes[whole] &= (byte) (0xff00 >> (prefix % Byte.SIZE));
      Arrays.fill(bytes, whole + 1, bytes.length, (byte) 0);
    }
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("the length of an address does not change", e);
    }
  }

  @Override
  public String toString() {
    return address.getHostAddress() + "/" + prefix;
  }
}
