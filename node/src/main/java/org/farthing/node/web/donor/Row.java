package org.farthing.node.web.donor;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.farthing.node.flattr.FlattrId;
import org.farthing.node.flattr.Given;
import org.farthing.node.look.Frame;
import org.jspecify.annotations.Nullable;

/**
 * A flattr in a list.
 *
 * @param creatorOrNull none while unknown
 * @param shareMicrosOrNull what it gets, or would get if the month closed now; only of what counts
 * @param undoable whether it can be taken back now
 * @param replacesOrNull the flattr of an earlier month that it is offered in place of
 */
record Row(
    Given flattr,
    @Nullable ShownCreator creatorOrNull,
    Standing standing,
    @Nullable Long shareMicrosOrNull,
    boolean undoable,
    @Nullable FlattrId replacesOrNull) {

  String id() {
    return flattr.id().toString();
  }

  /** By what people know it. */
  String title() {
    return flattr.thing().title().orElse(flattr.thing().url());
  }

  String url() {
    return flattr.thing().url();
  }

  Optional<ShownCreator> creator() {
    return Optional.ofNullable(creatorOrNull);
  }

  /** Whether it has, or will have, a proof to take home. */
  boolean isProvable() {
    return switch (standing) {
      case PENDING, PAID -> true;
      case SENT, COUNTED, UNCLAIMED, REFUSED, UNDONE, OFFERED_AGAIN, EXPIRED -> false;
    };
  }

  /** The page that asks to flattr the same again. */
  String again() {
    return ConfirmRoutes.PATH + "?url=" + URLEncoder.encode(url(), StandardCharsets.UTF_8);
  }

  /** The page that asks to flattr it every month. */
  String monthly() {
    return SubscriptionRoutes.PATH + "?url=" + URLEncoder.encode(url(), StandardCharsets.UTF_8);
  }

  /** Why it stands so. */
  String why(Frame frame, String cutOff) {
    return frame.text(key(frame), cutOff);
  }

  /** Why it stands so, for a list; empty when the state says it all. */
  String whyShort(Frame frame) {
    String key = key(frame) + ".short";
    return frame.words().has(key) ? frame.text(key) : "";
  }

  private String key(Frame frame) {
    String key = "donor.why." + standing.key();
    String exact = key + "." + flattr.code().orElse("");
    return frame.words().has(exact) ? exact : key;
  }
}
