/**
 * Whom this node deals with, and how much of it.
 *
 * <p>Enter at {@link org.farthing.node.guard.DomainBlocks}, which knows the servers that are shut
 * out or passed over, at {@link org.farthing.node.guard.BlockedServers}, which tells the federation
 * so, and at {@link org.farthing.node.guard.RateLimits}, through which every request comes.
 *
 * <p>What always holds: a rule for a domain holds for its subdomains, however they are spelled;
 * nobody's address is taken from a header that a proxy of ours has not written; what is remembered
 * of strangers is bounded.
 *
 * <p>Left out on purpose: blocks of single actors, which are their members' own.
 */
@NullMarked
package org.farthing.node.guard;

import org.jspecify.annotations.NullMarked;
