/**
 * The rules of money told a second time, from the product's documents alone, in plain numbers and
 * words: it knows nothing of {@code org.farthing.protocol}, and says what every account of every
 * node must show once months are settled.
 */
@NullMarked
package org.farthing.protocol.model;

import org.jspecify.annotations.NullMarked;
