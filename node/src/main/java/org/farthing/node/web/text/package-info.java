/**
 * Texts of the node that its admins can write: what it does with data, and under which terms.
 *
 * <p>Enter at {@link org.farthing.node.web.text.Texts}. Until an admin writes one, the one in the
 * message bundle is shown, in the language of the visitor.
 *
 * <p>What always holds: a text is shown as plain text, whatever is written into it; each change is
 * in the audit log.
 */
@NullMarked
package org.farthing.node.web.text;

import org.jspecify.annotations.NullMarked;
