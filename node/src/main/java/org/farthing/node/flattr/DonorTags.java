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
  public static final int BYTES = 16;

  private final Mac mac;
  private final FlattrIdText saltOf = new FlattrIdText("salt ");

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

  /** The tag of a donor's named or anonymous flattrs, as it stands on the wire. */
  public String tag(MemberId donor, boolean anonymous) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(tagBytes(donor, anonymous));
  }

  /** The same in its 16 bytes. */
  public byte[] tagBytes(MemberId donor, boolean anonymous) {
    byte[] code = mac.doFinal(bytes((anonymous ? "anonymous " : "named ") + donor));
    return Arrays.copyOf(code, BYTES);
  }

  /**
   * What keeps a statement's line from being guessed by who sees its neighbours.
   *
   * @param flattrHigh the first half of the flattr's id
   * @param flattrLow the second half
   * @return 16 bytes
   */
  public byte[] salt(long flattrHigh, long flattrLow) {
    return Arrays.copyOf(mac.doFinal(saltOf.of(flattrHigh, flattrLow)), BYTES);
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
