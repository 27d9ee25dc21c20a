package org.farthing.protocol.money;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/**
 * The ids that a budget is split among, each once. Who splits millions of them hands over their
 * bytes without making an object of each.
 */
public interface FlattrIds {

  int size();

  /** Adds an id's UTF-8 bytes to what is hashed. */
  void update(MessageDigest digest, int index);

  /** Ids as they are written. */
  static FlattrIds of(List<String> ids) {
    return new FlattrIds() {
      @Override
      public int size() {
        return ids.size();
      }

      @Override
      public void update(MessageDigest digest, int index) {
        digest.update(ids.get(index).getBytes(StandardCharsets.UTF_8));
      }
    };
  }
}
