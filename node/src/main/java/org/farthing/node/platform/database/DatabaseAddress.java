package org.farthing.node.platform.database;

import java.util.Map;

/**
 * Where a database is reached.
 *
 * @param url a {@code jdbc:mariadb:} URL
 * @param properties further options of MariaDB Connector/J, such as {@code user} and {@code
 *     password}; kept apart from the URL so that no value needs escaping and none reaches a log
 */
public record DatabaseAddress(String url, Map<String, String> properties) {
  public DatabaseAddress {
    if (!url.startsWith("jdbc:mariadb:")) {
      throw new IllegalArgumentException("a database URL starts with jdbc:mariadb:");
    }
    properties = Map.copyOf(properties);
  }

  /** The URL without its options, which may hold a password. */
  @Override
  public String toString() {
    int options = url.indexOf('?');
    return options < 0 ? url : url.substring(0, options);
  }
}
