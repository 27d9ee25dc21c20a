/**
 * Closing a month and settling it with other nodes: budgets are split, creators here are credited,
 * what is owed to other nodes is stated, agreed, netted and paid.
 *
 * <p>Enter at {@link org.farthing.node.settlement.Settlement} and {@link
 * org.farthing.node.settlement.MonthClose}; what happens between two nodes is decided by {@code
 * org.farthing.protocol.settlement} alone, and {@link org.farthing.node.settlement.PairMonths}
 * stores, sends and books what it says in one transaction. Every stage can be run again without
 * effect. No HTTP within a transaction: the lines of statements are fetched, policies read and
 * payments sent by {@code SettlementWorker}, between transactions. {@link
 * org.farthing.node.settlement.NodeCheck} recomputes all of it, with what it rests on.
 */
@NullMarked
package org.farthing.node.settlement;

import org.jspecify.annotations.NullMarked;
