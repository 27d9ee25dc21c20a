package org.farthing.node.flattr;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.farthing.protocol.activity.Origin;

/**
 * Where things of this node's creators have their pages, which are also their ids as
 * ActivityStreams objects. A thing that stands elsewhere is known by that page's address as well as
 * by its own.
 *
 * @param origin of this node
 */
public record ThingAddresses(Origin origin) {

  private static final Pattern PATH = Pattern.compile("/things/([1-9][0-9]{0,17})");

  /** Of a thing's page. */
  public String of(long thing) {
    return origin + "/things/" + thing;
  }

  /** The thing whose page this is; none for all other addresses. */
  public OptionalLong thingAt(String url) {
    if (!url.startsWith(origin + "/")) {
      return OptionalLong.empty();
    }
    return thingIn(url.substring(origin.toString().length()));
  }

  /** As {@link #thingAt}, of the path alone. */
  public static OptionalLong thingIn(String path) {
    Matcher matcher = PATH.matcher(path);
    return matcher.matches()
        ? OptionalLong.of(Long.parseLong(matcher.group(1)))
        : OptionalLong.empty();
  }
}
