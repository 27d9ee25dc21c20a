package org.farthing.node.platform.mail;

import java.util.Optional;

/**
 * How letters leave this node.
 *
 * @param sender the address that they come from
 * @param account with which the server is asked, if it wants one
 */
public record MailTerms(
    String host, int port, Security security, String sender, Optional<Account> account) {

  /** How what is sent is kept from being read on its way. */
  public enum Security {
    /** TLS from the first byte on, as at port 465. */
    TLS,
    /** TLS is asked for and insisted on, as at port 587. */
    STARTTLS,
    /** In plain text: only to a server on this machine. */
    NONE
  }

  /** Name and password at the server. */
  public record Account(String user, String password) {
    /** Without the password. */
    @Override
    public String toString() {
      return "Account";
    }
  }
}
