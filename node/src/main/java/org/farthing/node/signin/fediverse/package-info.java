/**
 * Who somebody is on another server of the fediverse, as that server itself says after they have
 * signed in there: Mastodon's client API, spoken with a server that may be anybody's.
 *
 * <p>Enter at {@link org.farthing.node.signin.fediverse.FediverseAccounts}. What always holds: an
 * account is believed to be an actor only when the server that was asked says so by the actor's id
 * or page, WebFinger says so, too, and the actor stands on that very server; all requests are
 * guarded, bounded and made outside of transactions; what a server gives this node to sign in with
 * is stored under the key file alone; a token is given back as soon as the account has been read.
 *
 * <p>Left out on purpose: pages, sessions and browsers, which {@code signin} knows; reading or
 * writing anything else in somebody's name.
 */
@NullMarked
package org.farthing.node.signin.fediverse;

import org.jspecify.annotations.NullMarked;
