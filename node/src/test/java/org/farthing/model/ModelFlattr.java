package org.farthing.model;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** A recorded flattr and what becomes of it. */
final class ModelFlattr {

  final String id;
  final String donor;
  final String thing;
  final String creator;
  String state = "recorded";
  String code = "";
  BigInteger amount = BigInteger.ZERO;

  ModelFlattr(String id, String donor, String thing, String creator) {
    this.id = id;
    this.donor = donor;
    this.thing = thing;
    this.creator = creator;
  }

  boolean isUndone() {
    return state.equals("undone");
  }

  boolean isCounted() {
    return state.equals("counted");
  }

  /** Rule 6: the first to get a unit more come first in this order. */
  static int byDigest(ModelFlattr left, ModelFlattr right) {
    return Arrays.compareUnsigned(digest(left.id), digest(right.id));
  }

  private static byte[] digest(String id) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  JsonObject toJson() {
    JsonObjectBuilder json =
        JsonText.newObject().add("id", id).add("donor", donor).add("thing", thing);
    if (creator.equals(ModelScenario.NOBODY)) {
      json.addNull("creator");
    } else {
      json.add("creator", creator);
    }
    json.add("state", state);
    if (!code.isEmpty()) {
      json.add("code", code);
    }
    return json.add("amount", amount.toString()).build();
  }
}
