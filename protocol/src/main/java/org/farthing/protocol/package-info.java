/**
 * The Farthing protocol as a library: what nodes say to each other, what it means for money, and
 * how it is signed. Nothing here reads a clock, a socket, a file or a database.
 */
@NullMarked
package org.farthing.protocol;

import org.jspecify.annotations.NullMarked;
