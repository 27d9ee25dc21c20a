package org.farthing.node;

/** A configuration that a node does not start with. */
public final class ConfigRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param key such as {@code policy.feeBasisPoints}
   * @param place where the value stands: a file, or an environment variable
   * @param reason what is wrong with it, in a few words
   */
  ConfigRefused(String key, String place, String reason) {
    super("Configuration refused: %s (%s) %s.".formatted(key, place, reason));
  }
}
