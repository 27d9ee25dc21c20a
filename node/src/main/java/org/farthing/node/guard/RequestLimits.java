package org.farthing.node.guard;

/**
 * How many requests a stranger may make in a minute; as many may come at once. 0 is no limit.
 *
 * @param signed deliveries and signed fetches, of one origin from one address; from one address
 *     alone, whatever origins it names, four times as many
 * @param reads without a token or a signature, of one address
 * @param refused with a token, a password or a link that does not hold, of one address
 */
public record RequestLimits(int signed, int reads, int refused) {

  public static final RequestLimits STANDARD = new RequestLimits(6000, 1200, 30);
}
