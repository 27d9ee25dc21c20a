package org.farthing.node.signin;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.farthing.node.NodeSetup;
import org.farthing.node.account.MemberId;
import org.farthing.node.platform.database.Database;

/** A passkey that a member has, to be looked at alone: no device signs with it. */
public final class TestPasskey {

  private TestPasskey() {}

  /** Returns its page. */
  public static String of(NodeSetup setup, MemberId member, String name) {
    byte[] key = name.getBytes(StandardCharsets.UTF_8);
    PasskeyStore store = new PasskeyStore();
    try (Database database = Database.open(setup.database(), 2)) {
      long id =
          database.write(
              tx -> {
                WebAuthn.Created created = new WebAuthn.Created(key, key, 0);
                boolean _ = store.insert(tx, member, created, name, Instant.now());
                return store.of(tx, member).getLast().id();
              });
      return "/me/passkeys/" + id;
    }
  }
}
