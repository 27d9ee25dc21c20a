/**
 * The documents that {@code docs/protocol} shows: one month between two nodes, in which every
 * number, digest and signature follows from the other documents. {@code ExampleFilesTest} compares
 * the files with what is made here, and writes them anew when it is told to.
 */
@NullMarked
package org.farthing.protocol.example;

import org.jspecify.annotations.NullMarked;
