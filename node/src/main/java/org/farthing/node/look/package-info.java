/**
 * How pages look and speak, whatever they show.
 *
 * <p>Enter at {@link org.farthing.node.look.Pages}. A page is a {@link
 * org.farthing.node.look.View}, a record of all that is shown; the template that it names, in
 * {@code src/main/jte}, turns it into HTML. Words come from {@code messages/pages.properties} and,
 * in German, from {@code messages/pages_de.properties}; numbers and dates come from {@link
 * org.farthing.node.look.Words}. What stands around a page, and who sees it, is its {@link
 * org.farthing.node.look.Frame}.
 *
 * <p>What always holds: a page needs no script, no style of its own and nothing from another site;
 * all that comes from outside is escaped by the template.
 */
@NullMarked
package org.farthing.node.look;

import org.jspecify.annotations.NullMarked;
