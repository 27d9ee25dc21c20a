/**
 * What a member says of themselves, what the node keeps of them, and how they leave.
 *
 * <p>Enter at {@link org.farthing.node.web.account.AccountPages}. A route makes an {@code
 * AccountView}; its template lies in {@code src/main/jte/account}.
 *
 * <p>What always holds: a page shows its member's own data alone; what cannot be undone is asked
 * for with the member's name and password. Left out on purpose: passwords, sessions and notices,
 * which are {@code signin}'s.
 */
@NullMarked
package org.farthing.node.web.account;

import org.jspecify.annotations.NullMarked;
