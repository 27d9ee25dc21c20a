package org.farthing.node.account;

import java.time.Instant;

/**
 * A person with an account here.
 *
 * @param name the part of the handle before the {@code @}, see {@link MemberNames}; never changes
 * @param displayName for people, 1 to 200 characters
 */
public record Member(MemberId id, String name, String displayName, Instant createdAt) {}
