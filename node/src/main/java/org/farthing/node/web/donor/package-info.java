/**
 * What a member sees of what they give, and where they click: their month and those before, their
 * budget, and the page that asks before a flattr is given.
 *
 * <p>Enter at {@link org.farthing.node.web.donor.DonorPages}. A route makes a {@code DonorView};
 * its template lies in {@code src/main/jte/donor}.
 *
 * <p>What always holds: a page shows its member's own money alone; only a form that they sent
 * changes anything, and the same form sent twice changes nothing twice; what a flattr would get is
 * never told as what it gets; nothing sends a browser to another site but a link that names it.
 * Left out on purpose: what members receive.
 */
@NullMarked
package org.farthing.node.web.donor;

import org.jspecify.annotations.NullMarked;
