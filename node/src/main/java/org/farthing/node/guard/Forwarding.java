package org.farthing.node.guard;

import java.util.List;
import org.farthing.node.platform.http.Network;

/**
 * Which proxies stand before this node, and in which header they write for whom they ask. A header
 * that they leave as they got it must not be read: anybody can send it.
 */
public record Forwarding(List<Network> trusted, Header header) {

  /** Nobody stands before this node. */
  public static final Forwarding NONE = new Forwarding(List.of(), Header.X_FORWARDED_FOR);

  public Forwarding {
    trusted = List.copyOf(trusted);
  }

  /** The headers there are. */
  public enum Header {
    X_FORWARDED_FOR("X-Forwarded-For"),
    /** RFC 7239. */
    FORWARDED("Forwarded");

    private final String text;

    Header(String text) {
      this.text = text;
    }

    /** As it stands in requests. */
    public String text() {
      return text;
    }
  }
}
