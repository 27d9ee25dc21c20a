package org.farthing.node.browser;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Has the sites of {@link ThreeSites} on this machine for the nodes, as {@code
 * --host-resolver-rules} has them there for the browser. All other names are as they are.
 */
public final class TestNames extends InetAddressResolverProvider {

  static final String ALICES_NODE = "alices-node.test";
  static final String BOBS_NODE = "bobs-node.test";
  static final String BLOG = "bobs-blog.test";

  /** No certificate is of this one. */
  static final String IMPOSTOR = "impostor.test";

  private static final Set<String> NAMES = Set.of(ALICES_NODE, BOBS_NODE, BLOG, IMPOSTOR);

  @Override
  public InetAddressResolver get(Configuration configuration) {
    InetAddressResolver usual = configuration.builtinResolver();
    return new InetAddressResolver() {
      @Override
      public Stream<InetAddress> lookupByName(String host, LookupPolicy policy)
          throws UnknownHostException {
        return NAMES.contains(host)
            ? Stream.of(InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1}))
            : usual.lookupByName(host, policy);
      }

      @Override
      public String lookupByAddress(byte[] address) throws UnknownHostException {
        return usual.lookupByAddress(address);
      }
    };
  }

  @Override
  public String name() {
    return "sites of the browser tests";
  }
}
