package org.farthing.node.account;

/** The secret of nodes in tests. */
public final class TestSecret {

  private TestSecret() {}

  public static NodeSecret secret() {
    return new NodeSecret(new byte[NodeSecret.SIZE]);
  }
}
