/**
 * The bot of the node: an actor to mention in a reply to a post, which then is flattred for who
 * mentioned it.
 *
 * <p>Enter at {@link org.farthing.node.bot.FlattrBot}; {@link org.farthing.node.bot.BotActors} has
 * it found beside the members.
 *
 * <p>What always holds: only the author of a post has it flattr, who is a member here by an account
 * that they have proved, and who has chosen so; a post does it once; it answers nobody but who has
 * mentioned it, and never what answers it.
 *
 * <p>Left out on purpose: commands of any other kind, and amounts.
 */
@NullMarked
package org.farthing.node.bot;

import org.jspecify.annotations.NullMarked;
