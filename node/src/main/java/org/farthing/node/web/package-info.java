/**
 * The pages that everybody can see: this node's face, its members, their things, its fee, and how
 * it is set up.
 *
 * <p>Enter at {@link org.farthing.node.web.WebRoutes}. A route makes a {@code Page}, a record of
 * all that is shown; the template of its name, in {@code src/main/jte}, turns it into HTML. Words
 * come from {@code messages/pages.properties}, numbers and dates from {@code Words}.
 *
 * <p>What always holds: a page needs no script, no style of its own and nothing from another site;
 * all that comes from outside is escaped by the template; nobody is told who gave; an amount is
 * shown exactly. Left out on purpose: signing in, and what members see of their own money.
 */
@NullMarked
package org.farthing.node.web;

import org.jspecify.annotations.NullMarked;
