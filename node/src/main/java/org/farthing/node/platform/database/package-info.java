/**
 * MariaDB: where it runs, how it is reached, and what a transaction is.
 *
 * <p>Enter at {@link org.farthing.node.platform.database.EmbeddedMariaDb}, which runs a real {@code
 * mariadbd} as a child process over a folder, or with the {@link
 * org.farthing.node.platform.database.DatabaseAddress} of a server run by others; either way {@link
 * org.farthing.node.platform.database.Database#open} migrates the schema and hands out
 * transactions.
 *
 * <p>What always holds: one node opens one data folder; a folder is opened by the version of the
 * server that wrote it; a server that ends up answering is our own child, and one that ends is
 * started again; a transaction is READ COMMITTED and its work is run again whole when MariaDB made
 * it give way; a schema newer than the code is refused. What cannot be opened is a {@link
 * org.farthing.node.platform.database.DatabaseRefused} whose message is for the operator.
 *
 * <p>Left out on purpose: repositories, entity mapping, nested transactions. The generated table
 * classes are not used here, since this package is what generates them at build time.
 */
@NullMarked
package org.farthing.node.platform.database;

import org.jspecify.annotations.NullMarked;
