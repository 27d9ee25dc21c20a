/**
 * E-mail over SMTP.
 *
 * <p>Enter at {@link org.farthing.node.platform.mail.MailServer}, which sends one {@link
 * org.farthing.node.platform.mail.Mail} to the server that {@link
 * org.farthing.node.platform.mail.MailTerms} name.
 *
 * <p>What always holds: nothing goes over a network in plain text; no address, text or password is
 * logged. Left out on purpose: a queue, which is its features' (see {@code notice}), receiving, and
 * HTML: a letter is plain text.
 */
@NullMarked
package org.farthing.node.platform.mail;

import org.jspecify.annotations.NullMarked;
