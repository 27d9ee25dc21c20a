package org.farthing.node.settlement.line;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.farthing.node.flattr.FlattrIdText;
import org.farthing.protocol.activity.Origin;
import org.farthing.protocol.message.LineText;

/** Writes packed lines as they are sent. Of one thread. */
final class LineRenderer {

  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  private static final int TEXT_BYTES = 22;

  private final CreatorActors actors;
  private final Map<UUID, String> corrected;
  private final FlattrIdText idText;
  private final LineText text = new LineText();
  private final byte[] bytes = new byte[PackedLines.TAG_BYTES];
  private final byte[] tag = new byte[TEXT_BYTES];
  private final byte[] salt = new byte[TEXT_BYTES];

  /**
   * @param actors which must know the creators of whatever is rendered
   * @param corrected the ids of the statements that corrections among the lines make up for, by
   *     their flattrs
   */
  LineRenderer(Origin origin, CreatorActors actors, Map<UUID, String> corrected) {
    this.corrected = corrected;
    this.idText = FlattrIdText.of(origin);
    this.actors = actors;
  }

  private void renderOneOff(PackedLines lines, int index, byte[] creator, byte[] id) {
    String statement = corrected.get(new UUID(lines.idHigh(index), lines.idLow(index)));
    if (statement == null) {
      text.writeGift(lines.micros(index), creator, tag, id, salt);
    } else {
      byte[] corrects = statement.getBytes(StandardCharsets.UTF_8);
      text.writeCorrection(lines.micros(index), corrects, creator, tag, id, salt);
    }
  }

  /** A line; valid until the next call. */
  LineText render(PackedLines lines, int index) {
    lines.copyTag(index, bytes);
    BASE64.encode(bytes, tag);
    lines.copySalt(index, bytes);
    BASE64.encode(bytes, salt);
    byte[] creator = actors.of(lines.creator(index));
    byte[] id = idText.of(lines.idHigh(index), lines.idLow(index));
    if (lines.isOneOff(index)) {
      renderOneOff(lines, index, creator, id);
    } else {
      text.write(lines.micros(index), creator, tag, id, salt);
    }
    return text;
  }
}
