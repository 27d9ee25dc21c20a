/**
 * What a member sees of what they receive: what came in, their things, who they are elsewhere, and
 * what becomes of their revenue.
 *
 * <p>Enter at {@link org.farthing.node.web.creator.CreatorPages}. A route makes a {@code
 * CreatorView}; its template lies in {@code src/main/jte/creator}.
 *
 * <p>What always holds: a page shows its member's own money alone; nobody is told who gave unless
 * the donor wants it, and amounts only as totals; of a month that is not closed no amount is told
 * but that of gifts; the same form sent twice changes nothing twice.
 */
@NullMarked
package org.farthing.node.web.creator;

import org.jspecify.annotations.NullMarked;
