/**
 * Load runs, started by hand: {@code docs/benchmarks.md} has the commands. Each compares with a
 * baseline of its own in the same run and prints the ratio; none is a test.
 */
@NullMarked
package org.farthing.node.bench;

import org.jspecify.annotations.NullMarked;
