package org.farthing.protocol.message;

import java.nio.charset.StandardCharsets;

/**
 * What stands between the values of a statement's line: its fields are strings, in the order of
 * canonical JSON. None of the arrays is to be changed.
 */
final class LineForm {

  static final byte[] AMOUNT = ascii("{\"amount\":\"");
  static final byte[] CORRECTS = ascii("\",\"corrects\":\"");
  static final byte[] CREATOR = ascii("\",\"creator\":\"");
  static final byte[] DONOR_TAG = ascii("\",\"donorTag\":\"");
  static final byte[] FLATTR = ascii("\",\"flattr\":\"");
  static final byte[] GIFT = ascii("\",\"kind\":\"gift");
  static final byte[] CORRECTION = ascii("\",\"kind\":\"correction");
  static final byte[] SALT = ascii("\",\"salt\":\"");
  static final byte[] END = ascii("\"}");

  private LineForm() {}

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
