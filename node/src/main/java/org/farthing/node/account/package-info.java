/**
 * Who belongs to this node: its members, the keys of its actors, and the tokens of its API.
 *
 * <p>Enter at {@link org.farthing.node.account.Members}, {@link org.farthing.node.account.Profiles}
 * (what members show), {@link org.farthing.node.account.Departures} (how they leave), {@link
 * org.farthing.node.account.ActorKeyRing} and {@link org.farthing.node.account.ApiTokens}; {@link
 * org.farthing.node.account.KeyFile} opens the one secret that all others hang on.
 *
 * <p>What always holds: a name belongs to one member for ever; a private key is in the database
 * only sealed under the key file; a token is stored only as its hash, and shown once; no key is
 * generated while a transaction is open.
 *
 * <p>Left out on purpose: budgets, which belong to {@code flattr}, and balances, which belong to
 * the ledger.
 */
@NullMarked
package org.farthing.node.account;

import org.jspecify.annotations.NullMarked;
