/**
 * Farthing's own messages as records, and their form on the wire.
 *
 * <p>Enter at {@link org.farthing.protocol.message.MessageReader} with a document and at {@link
 * org.farthing.protocol.message.MessageWriter} with a {@link
 * org.farthing.protocol.message.FarthingMessage}; a node's {@link
 * org.farthing.protocol.message.NodePolicy} is a document of its own, and the {@link
 * org.farthing.protocol.message.StatementLine}s of a statement stand in pages of newline-delimited
 * JSON. Every record keeps to the protocol's bounds and origins (FEP-fe34) whoever makes it, or is
 * refused with a {@link org.farthing.protocol.activity.ProtocolException}. {@code
 * docs/protocol/messages.md} has an example of each.
 *
 * <p>Amounts are strings of integer micro-units next to a currency code, months are {@code
 * 2026-11}. Unknown fields are ignored, unknown kinds refused with a code. No record holds a proof:
 * that is put on and taken off by {@code signature}.
 */
@NullMarked
package org.farthing.protocol.message;

import org.jspecify.annotations.NullMarked;
