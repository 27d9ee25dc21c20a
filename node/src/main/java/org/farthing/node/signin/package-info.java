/**
 * Joining and signing in: passwords, sessions, invitations and links that work once, with their
 * pages.
 *
 * <p>Enter at {@link org.farthing.node.signin.SignIn}, which makes all of it, and at {@link
 * org.farthing.node.signin.Visitors}, which other pages ask who is signed in and for the forms that
 * they have been sent.
 *
 * <p>What always holds: a password is stored only as its Argon2id hash, the value of a cookie or a
 * link only as its SHA-256; nobody learns from a refusal whether a name exists; no form of another
 * site does anything; each page works without JavaScript.
 *
 * <p>Left out on purpose: mail. A node that sends none cannot confirm an address or send a link, so
 * an admin makes the link that lets a member choose a password again.
 */
@NullMarked
package org.farthing.node.signin;

import org.jspecify.annotations.NullMarked;
