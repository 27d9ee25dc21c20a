/**
 * HTTP in both directions: the server every page and inbox is behind, and the one client that leads
 * out.
 *
 * <p>Enter at {@link org.farthing.node.platform.http.HttpServer} and {@link
 * org.farthing.node.platform.http.GuardedHttpClient}. A handler that cannot do what it was asked
 * throws a {@link org.farthing.node.platform.http.Problem}; {@code ErrorMapping} alone turns what
 * is thrown into an answer and logs it.
 *
 * <p>What always holds: no request is read past the limits at the door; every answer carries the
 * security headers; our own bugs show a reference and nothing else; nothing is fetched from an
 * address that {@link org.farthing.node.platform.http.AddressRule} does not allow, and never for
 * longer than its deadline. Left out on purpose: TLS at the server (a reverse proxy's work),
 * HTTP/2, proxies and cookies in the client.
 */
@NullMarked
package org.farthing.node.platform.http;

import org.jspecify.annotations.NullMarked;
