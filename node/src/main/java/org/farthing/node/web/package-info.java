/**
 * The pages that everybody can see: this node's face, its members, their things, its fee, and how
 * it is set up.
 *
 * <p>Enter at {@link org.farthing.node.web.WebRoutes}. A route makes a {@code Page}, a {@link
 * org.farthing.node.look.View} of all that is shown.
 *
 * <p>What always holds: nobody is told who gave; an amount is shown exactly. Left out on purpose:
 * what members see of their own money.
 */
@NullMarked
package org.farthing.node.web;

import org.jspecify.annotations.NullMarked;
