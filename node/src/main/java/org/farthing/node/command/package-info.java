/**
 * The command line: thin commands over a node of the configuration.
 *
 * <p>Enter at {@link org.farthing.node.command.Main}. What always holds: a user's fault is one line
 * on standard error, with a status that {@link org.farthing.node.command.ExitStatus} names; no
 * command touches a table. A command that runs beside a serving node works on the same database,
 * and the serving node's workers send what it leaves for them.
 */
@NullMarked
package org.farthing.node.command;

import org.jspecify.annotations.NullMarked;
