package org.farthing.node.web.admin;

import java.util.function.BiFunction;
import java.util.function.Function;
import org.farthing.node.signin.Form;

/**
 * Something that an admin can do.
 *
 * @param asks on a page of its own before it is done; throws a problem where there is nothing to do
 * @param does what the form on that page asks for; a problem is shown on that page again
 */
record Deed(Function<Visit, Question> asks, BiFunction<Visit, Form, Outcome> does) {

  /** What follows. */
  sealed interface Outcome {}

  /**
   * Another page is shown, which says what was done.
   *
   * @param said of the texts {@code admin.said.}
   */
  record Led(String path, String said) implements Outcome {}

  /** A secret is shown, once. */
  record Told(AdminView.Secret secret) implements Outcome {}
}
