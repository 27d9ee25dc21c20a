package org.farthing.node.ledger;

/**
 * Something that must always hold and does not.
 *
 * @param code what kind of thing, in snake case: {@code balance_differs}
 * @param where the row concerned, so that an operator finds it
 */
public record Breach(String code, String where, String detail) {}
