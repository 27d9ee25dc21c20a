/**
 * Joining and signing in: passwords, passkeys, second factors, sessions, invitations and links that
 * work once, and what members are told, with their pages.
 *
 * <p>Enter at {@link org.farthing.node.signin.SignIn}, which makes all of it, and at {@link
 * org.farthing.node.signin.Visitors}, which other pages ask who is signed in and for the forms that
 * they have been sent.
 *
 * <p>What always holds: a password is stored only as its Argon2id hash, the value of a cookie, a
 * link or a recovery code only as its SHA-256, the secret of an app only under the key file; nobody
 * learns from a refusal, or from how long it takes, whether a name or an address is anybody's; no
 * form of another site does anything; what was typed is never lost to a session that has ended;
 * each page works without JavaScript, but for what passkeys need of it.
 *
 * <p>Left out on purpose: texts of letters in the language of who reads them, as long as pages have
 * one language.
 */
@NullMarked
package org.farthing.node.signin;

import org.jspecify.annotations.NullMarked;
