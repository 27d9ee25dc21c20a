/**
 * The audit log: who put what right, when and why, and what was booked for it.
 *
 * <p>Enter at {@link org.farthing.node.audit.AuditLog}. Whatever reverses or corrects something
 * takes a {@link org.farthing.node.audit.Mandate} and writes its entry in the transaction that does
 * it, so there is no correction without an entry and no entry without a correction. Entries are
 * only ever added (triggers refuse all else); therefore members appear in them by id alone.
 *
 * <p>Left out on purpose: what members do with what is theirs. That has records of its own.
 */
@NullMarked
package org.farthing.node.audit;

import org.jspecify.annotations.NullMarked;
