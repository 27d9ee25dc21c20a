package org.farthing.node.settlement.line;

import java.util.Base64;
import org.farthing.node.flattr.FlattrIdText;
import org.farthing.protocol.activity.Origin;
import org.farthing.protocol.message.LineText;

/** Writes packed lines as they are sent. Of one thread. */
final class LineRenderer {

  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  private static final int TEXT_BYTES = 22;

  private final CreatorActors actors;
  private final FlattrIdText idText;
  private final LineText text = new LineText();
  private final byte[] bytes = new byte[PackedLines.TAG_BYTES];
  private final byte[] tag = new byte[TEXT_BYTES];
  private final byte[] salt = new byte[TEXT_BYTES];

  /**
   * @param actors which must know the creators of whatever is rendered
   */
  LineRenderer(Origin origin, CreatorActors actors) {
    this.idText = FlattrIdText.of(origin);
    this.actors = actors;
  }

  /** A line; valid until the next call. */
  LineText render(PackedLines lines, int index) {
    lines.copyTag(index, bytes);
    BASE64.encode(bytes, tag);
    lines.copySalt(index, bytes);
    BASE64.encode(bytes, salt);
    text.write(
        lines.micros(index),
        actors.of(lines.creator(index)),
        tag,
        idText.of(lines.idHigh(index), lines.idLow(index)),
        salt);
    return text;
  }
}
