/**
 * The pages as people see them, in Debian's Chromium. Tagged {@code browser}: CONTRIBUTING.md says
 * how to run them.
 */
@NullMarked
package org.farthing.node.browser;

import org.jspecify.annotations.NullMarked;
