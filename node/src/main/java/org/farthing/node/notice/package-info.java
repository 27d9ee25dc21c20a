/**
 * What members are told: on their page of notices, and by e-mail where the node sends any.
 *
 * <p>Enter at {@link org.farthing.node.notice.Notices}, which other features call in the
 * transaction in which something happens, and at {@link org.farthing.node.notice.MailQueue} for
 * letters that are no notices. {@link org.farthing.node.notice.MailWorker} sends.
 *
 * <p>What always holds: a notice is stored with what it tells of or not at all; it is stored in no
 * language; e-mail goes to addresses that their members have confirmed, but for the letters that
 * ask for it; what is in the queue holds no link and no secret, since a letter is written only when
 * it is sent. A letter is sent at least once: twice when the process ends just then.
 */
@NullMarked
package org.farthing.node.notice;

import org.jspecify.annotations.NullMarked;
