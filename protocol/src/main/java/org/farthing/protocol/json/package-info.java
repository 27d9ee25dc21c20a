/**
 * JSON as the wire needs it: read strictly and within bounds, written canonically.
 *
 * <p>Enter at {@link org.farthing.protocol.json.Json} for bytes of a stranger and at {@link
 * org.farthing.protocol.json.CanonicalJson} for bytes to hash or sign. What has been read here has
 * one meaning only: no duplicate names, no unpaired surrogates, no NUL. What a document means is
 * left to the packages of messages.
 */
@NullMarked
package org.farthing.protocol.json;

import org.jspecify.annotations.NullMarked;
