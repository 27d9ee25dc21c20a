package org.farthing.node.signin;

import java.util.Optional;
import org.farthing.node.platform.mail.MailTerms;

/**
 * How members come to this node, and how it writes to them.
 *
 * @param registration who can become a member by themselves
 * @param mail how letters leave the node; empty when it sends none
 * @param fediverse whether accounts elsewhere in the fediverse sign in
 */
public record SignInTerms(Registration registration, Optional<MailTerms> mail, boolean fediverse) {

  /** Without e-mail. */
  public static SignInTerms of(Registration registration) {
    return new SignInTerms(registration, Optional.empty(), true);
  }
}
