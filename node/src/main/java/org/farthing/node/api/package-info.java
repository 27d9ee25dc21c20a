/**
 * The API for programs, and what whoever runs the node watches it by.
 *
 * <p>Enter at {@link org.farthing.node.api.ApiRoutes}; {@link
 * org.farthing.node.api.OperationsRoutes} has health and metrics. Routes parse, ask the feature and
 * write its outcome; they decide nothing about money.
 *
 * <p>What always holds: whoever asks bears a token, and gets only what is theirs; a body is read
 * strictly, so that a field that is not known is refused and not passed over; an amount is a
 * decimal string for people and a string of micro-units for programs, never a number; a refusal has
 * a code that does not change and says which field it is about.
 */
@NullMarked
package org.farthing.node.api;

import org.jspecify.annotations.NullMarked;
