package org.farthing.node.platform.http;

import java.net.Inet4Address;
import java.net.InetAddress;

/** Which addresses a node may connect to. */
public enum AddressRule {
  /**
   * Only addresses that are global and unicast: the Internet, and nothing in the machine's room.
   */
  GLOBAL {
    @Override
    boolean allows(InetAddress address) {
      byte[] bytes = address.getAddress();
      return address instanceof Inet4Address ? isGlobal4(bytes) : isGlobal6(bytes);
    }
  },

  /** Only this machine: while a node's origin is loopback, nothing leaves it. */
  LOOPBACK {
    @Override
    boolean allows(InetAddress address) {
      return address.isLoopbackAddress();
    }
  };

  abstract boolean allows(InetAddress address);

  /** All but the IANA registry of special-purpose IPv4 addresses, multicast and reserved. */
  private static boolean isGlobal4(byte[] bytes) {
    int a = bytes[0] & 0xff;
    int b = bytes[1] & 0xff;
    int c = bytes[2] & 0xff;
    boolean special =
        a == 0
            || a == 10
            || (a == 100 && b >= 64 && b < 128)
            || a == 127
            || (a == 169 && b == 254)
            || (a == 172 && b >= 16 && b < 32)
            || (a == 192 && b == 0 && (c == 0 || c == 2))
            || (a == 192 && b == 88 && c == 99)
            || (a == 192 && b == 168)
            || (a == 198 && (b == 18 || b == 19))
            || (a == 198 && b == 51 && c == 100)
            || (a == 203 && b == 0 && c == 113)
            || a >= 224;
    return !special;
  }

  /** Within 2000::/3, all but the IETF's own, documentation and what wraps IPv4 (6to4). */
  private static boolean isGlobal6(byte[] bytes) {
    int first = ((bytes[0] & 0xff) << 8) | (bytes[1] & 0xff);
    int second = ((bytes[2] & 0xff) << 8) | (bytes[3] & 0xff);
    boolean special =
        (first == 0x2001 && (second < 0x200 || second == 0xdb8))
            || first == 0x2002
            || (first == 0x3fff && second < 0x1000);
    return first >> 13 == 1 && !special;
  }
}
