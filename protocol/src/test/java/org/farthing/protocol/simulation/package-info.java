/**
 * Months between two to seven nodes, played through in virtual time on one thread: the engine that
 * the node runs ({@link org.farthing.protocol.settlement}), in a shell as thin as the node's own,
 * over a store that commits or crashes and a network on which nothing can be relied on. Enter at
 * {@link org.farthing.protocol.simulation.Simulation}.
 *
 * <p>What always holds: a seed gives the same run, wherever it is run; each fault is decided by its
 * own name, so that one of them can be left out and the others stay; no money comes into being or
 * is lost; once the faults stop, honest nodes come to an end, and to what {@link
 * org.farthing.protocol.model} reckons.
 *
 * <p>Left out on purpose: HTTP, SQL and real signatures, which tests of the node have. Letters bear
 * a digest under a secret of their sender in place of a proof.
 */
@NullMarked
package org.farthing.protocol.simulation;

import org.jspecify.annotations.NullMarked;
