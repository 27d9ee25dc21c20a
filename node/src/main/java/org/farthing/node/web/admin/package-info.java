/**
 * The pages of who runs the node: whether everything agrees, and all that the commands can do.
 *
 * <p>Enter at {@link org.farthing.node.web.admin.AdminPages}. Each {@code …Routes} is one area. All
 * pages are of two kinds, on purpose: a {@code Sheet} answers one question and shows what the
 * answer rests on; a {@code Question} asks before something is done, says what happens and whether
 * it can be undone, and is sent by the form on it. {@code Desk} is where both begin and end.
 *
 * <p>What always holds: only an admin gets a page; nothing changes but by a form that they sent,
 * and the same form sent twice changes nothing twice; whatever is done is in the audit log on the
 * admin's word, by their id; all of it is done by the classes that the commands call. Left out on
 * purpose: what members give and to whom; changing what the configuration file says.
 */
@NullMarked
package org.farthing.node.web.admin;

import org.jspecify.annotations.NullMarked;
