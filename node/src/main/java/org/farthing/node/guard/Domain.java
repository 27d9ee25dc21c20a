package org.farthing.node.guard;

import java.net.IDN;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.farthing.node.platform.http.Problem;

/**
 * A server's name, spelled in the one way in which names are compared: small letters, Punycode for
 * what is not ASCII, no dot at the end. With a port it is the one server at that port.
 */
public record Domain(String name) implements Comparable<Domain> {

  private static final int LONGEST = 253;
  private static final Pattern NAME =
      Pattern.compile(
          "(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\\.)*"
              + "[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?");
  private static final Pattern ADDRESS_6 = Pattern.compile("\\[[0-9a-f:.]{2,45}]");
  private static final Pattern PORT = Pattern.compile("[1-9][0-9]{0,4}");

  /**
   * A name as people write it.
   *
   * @throws Problem 400 {@code malformed_domain}
   */
  public static Domain of(String text) {
    return parse(text)
        .orElseThrow(
            () ->
                new Problem(
                    400,
                    "malformed_domain",
                    "Not a domain",
                    "A domain is like birch.example, without https:// and path."));
  }

  /** As {@link #of}; nothing for what is no name. */
  static Optional<Domain> parse(String text) {
    String given = text.strip().toLowerCase(Locale.ROOT);
    int colon = given.lastIndexOf(':');
    boolean hasPort = colon > 0 && given.indexOf(']') < colon && isPort(given, colon);
    String port = hasPort ? given.substring(colon) : "";
    return host(hasPort ? given.substring(0, colon) : given).map(it -> new Domain(it + port));
  }

  private static boolean isPort(String given, int colon) {
    return PORT.matcher(given.substring(colon + 1)).matches()
        && (given.startsWith("[") || given.indexOf(':') == colon);
  }

  private static Optional<String> host(String given) {
    if (ADDRESS_6.matcher(given).matches()) {
      return Optional.of(given);
    }
    try {
      String ascii = IDN.toASCII(given, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
      String name = ascii.endsWith(".") ? ascii.substring(0, ascii.length() - 1) : ascii;
      return name.length() <= LONGEST && NAME.matcher(name).matches()
          ? Optional.of(name)
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The names under which a rule for the server of an address may stand, the narrowest first. */
  static Stream<String> namesOf(URI address) {
    Optional<String> host =
        Optional.ofNullable(address.getHost()).flatMap(it -> host(it.toLowerCase(Locale.ROOT)));
    if (host.isEmpty()) {
      return Stream.empty();
    }
    Stream<String> hosts = Stream.iterate(host.get(), it -> !it.isEmpty(), Domain::parent);
    return address.getPort() < 0
        ? hosts
        : Stream.concat(Stream.of(host.get() + ":" + address.getPort()), hosts);
  }

  private static String parent(String name) {
    int dot = name.indexOf('.');
    return dot < 0 || name.startsWith("[") ? "" : name.substring(dot + 1);
  }

  /** Whether a rule for this domain holds for the server of an address. */
  public boolean covers(URI address) {
    return namesOf(address).anyMatch(name::equals);
  }

  @Override
  public int compareTo(Domain other) {
    return name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return name;
  }
}
