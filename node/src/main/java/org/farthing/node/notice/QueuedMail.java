package org.farthing.node.notice;

import org.farthing.node.account.MemberId;
import org.jspecify.annotations.Nullable;

/**
 * A letter that is to be written and sent.
 *
 * @param memberOrNull whom it is for; null when only the address is known
 * @param noticeOrNull what it tells
 * @param attempts how often it was tried before
 */
public record QueuedMail(
    long id,
    MailPurpose purpose,
    String recipient,
    @Nullable MemberId memberOrNull,
    @Nullable Long noticeOrNull,
    int attempts) {}
