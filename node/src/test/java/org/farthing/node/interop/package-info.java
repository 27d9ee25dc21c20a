/**
 * A node beside servers that others wrote, which {@code interop/install} has installed: each step
 * is read back from the other server's own API, pages or data. Not part of the default test run:
 * CONTRIBUTING.md has the command.
 */
@NullMarked
package org.farthing.node.interop;

import org.jspecify.annotations.NullMarked;
