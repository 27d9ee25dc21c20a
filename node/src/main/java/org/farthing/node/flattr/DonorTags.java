package org.farthing.node.flattr;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.farthing.node.account.MemberId;
import org.farthing.protocol.activity.ActorId;

/**
 * What a creator's node is told instead of a donor: the same for all of a donor's flattrs to that
 * node in a month, and another one for the anonymous among them, so that equal shares can be
 * checked and nobody be followed from node to node or month to month. Of one thread.
 */
public final class DonorTags {

  /** Enough that two donors never share one. */
  private static final int BYTES = 16;

  private final Mac mac;

  private DonorTags(Mac mac) {
    this.mac = mac;
  }

  /**
   * @param secret of this node, never shown
   */
  public static DonorTags of(byte[] secret, ActorId peer, YearMonth period) {
    byte[] key = hmac(secret).doFinal(bytes(peer + " " + period));
    return new DonorTags(hmac(key));
  }

  /** The tag of a donor's named or anonymous flattrs. */
  public String tag(MemberId donor, boolean anonymous) {
    return encode(mac.doFinal(bytes((anonymous ? "anonymous " : "named ") + donor)));
  }

  /** What keeps a statement's line from being guessed by who sees its neighbours. */
  public String salt(FlattrId flattr) {
    return encode(mac.doFinal(bytes("salt " + flattr)));
  }

  private static String encode(byte[] code) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(code, BYTES));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Mac hmac(byte[] key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has HmacSHA256.", e);
    }
  }
}
