package org.farthing.node.signin;

import java.time.Instant;
import org.farthing.node.account.Member;

/**
 * A browser in which a member is signed in.
 *
 * @param admin whether the member runs the node
 * @param client what the browser calls itself, at most 200 characters; whatever it likes
 * @param usedAt when it was last used, to the hour
 */
record Session(
    long id, Member member, boolean admin, String client, Instant createdAt, Instant usedAt) {}
