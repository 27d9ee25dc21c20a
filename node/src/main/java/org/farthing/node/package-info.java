/** A Farthing node: the server and its commands. */
@NullMarked
package org.farthing.node;

import org.jspecify.annotations.NullMarked;
