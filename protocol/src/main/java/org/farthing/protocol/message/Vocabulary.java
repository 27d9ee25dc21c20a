package org.farthing.protocol.message;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The protocol's own terms, and the {@code @context} that declares them. */
final class Vocabulary {

  static final String NAMESPACE = "https://w3id.org/farthing/ns#";

  private static final String PREFIX = "farthing";
  private static final String ACTIVITY_STREAMS = "https://www.w3.org/ns/activitystreams";
  private static final String DATA_INTEGRITY = "https://w3id.org/security/data-integrity/v1";

  private static final String MULTIKEY = "https://w3id.org/security/multikey/v1";

  private static final Set<String> TYPES =
      Set.of(
          "Flattr",
          "Gift",
          "FlattrReceipt",
          "FlattrWaiting",
          "FlattrRefusal",
          "UndoReceipt",
          "Statement",
          "Disagreement",
          "Dispute",
          "Settlement",
          "Objection",
          "Payment",
          "PaymentReceipt",
          "NodePolicy",
          "FlattrCheckpoint",
          "LogPage",
          "SettlementPage",
          "KeyHistory",
          "Ownership",
          "Claim",
          "OwnShare",
          "OwnGift");

  /** Terms whose value is an id or an object that could have one. */
  private static final Set<String> REFERENCES =
      Set.of(
          "flattr",
          "gift",
          "creator",
          "debtor",
          "creditor",
          "lines",
          "previous",
          "statement",
          "payer",
          "payee",
          "statements",
          "settlement",
          "payment",
          "replaces",
          "answers",
          "flattrs",
          "own",
          "yours",
          "thing",
          "donor",
          "evidence",
          "urls");

  private static final Set<String> VALUES =
      Set.of(
          "period",
          "currency",
          "donorTag",
          "digest",
          "sequence",
          "highest",
          "closed",
          "policy",
          "code",
          "version",
          "count",
          "gross",
          "root",
          "disputes",
          "except",
          "detail",
          "log",
          "net",
          "paid",
          "carried",
          "reference",
          "amount",
          "rail",
          "feeBasisPoints",
          "minimumBudget",
          "netMinimum",
          "giveToGet",
          "calendar",
          "cutOffDays",
          "statementDays",
          "disputeDays",
          "netDays",
          "paymentDays",
          "overdueDays",
          "suspendedDays",
          "defaultDays",
          "rails",
          "effectiveFrom",
          "protocol",
          "understands",
          "keys",
          "validFrom",
          "how");

  private Vocabulary() {}

  /**
   * The document with a context before it. It names only contexts that every server has at hand,
   * and declares inline those of our terms that the document uses: many servers drop what refers to
   * a context they cannot fetch.
   */
  static JsonObject withContext(JsonObject document) {
    return withContext(document, List.of(ACTIVITY_STREAMS, DATA_INTEGRITY));
  }

  /** As {@link #withContext(JsonObject)}, for a document that lists keys (FEP-521a). */
  static JsonObject withContextOfKeys(JsonObject document) {
    return withContext(document, List.of(ACTIVITY_STREAMS, DATA_INTEGRITY, MULTIKEY));
  }

  private static JsonObject withContext(JsonObject document, List<String> contexts) {
    JsonObjectBuilder terms = Wire.JSON.createObjectBuilder().add(PREFIX, NAMESPACE);
    for (String term : used(document, new TreeSet<>())) {
      String name = PREFIX + ":" + term;
      if (REFERENCES.contains(term)) {
        terms.add(term, Wire.JSON.createObjectBuilder().add("@id", name).add("@type", "@id"));
      } else {
        terms.add(term, name);
      }
    }
    JsonArray context = Wire.texts(contexts).add(terms).build();
    JsonObjectBuilder result = Wire.JSON.createObjectBuilder().add("@context", context);
    document.forEach(result::add);
    return result.build();
  }

  /**
   * Whether a type is ours: one that is known here, or one that the document's own context declares
   * in our namespace, so that a kind from a later version can be refused by name.
   */
  static boolean isOurs(String type, JsonObject document) {
    return TYPES.contains(type)
        || type.startsWith(NAMESPACE)
        || contexts(document).stream().anyMatch(context -> declares(context, type));
  }

  private static JsonArray contexts(JsonObject document) {
    JsonValue context = document.getOrDefault("@context", JsonValue.NULL);
    return context instanceof JsonArray several
        ? several
        : Wire.JSON.createArrayBuilder().add(context).build();
  }

  private static boolean declares(JsonValue context, String type) {
    return context instanceof JsonObject terms
        && text(terms, type).map(name -> expanded(terms, name)).orElse("").startsWith(NAMESPACE);
  }

  /** A compact name such as {@code farthing:Claim} with its prefix written out. */
  private static String expanded(JsonObject terms, String name) {
    int colon = name.indexOf(':');
    return colon < 0
        ? name
        : text(terms, name.substring(0, colon))
            .map(prefix -> prefix + name.substring(colon + 1))
            .orElse(name);
  }

  private static Optional<String> text(JsonObject terms, String name) {
    return terms.getOrDefault(name, JsonValue.NULL) instanceof JsonString text
        ? Optional.of(text.getString())
        : Optional.empty();
  }

  private static Set<String> used(JsonValue value, Set<String> terms) {
    switch (value.getValueType()) {
      case OBJECT -> value.asJsonObject().forEach((name, member) -> collect(name, member, terms));
      case ARRAY -> value.asJsonArray().forEach(entry -> used(entry, terms));
      case STRING, NUMBER, TRUE, FALSE, NULL -> {}
    }
    return terms;
  }

  private static void collect(String name, JsonValue member, Set<String> terms) {
    if (REFERENCES.contains(name) || VALUES.contains(name)) {
      terms.add(name);
    }
    if (name.equals("type")
        && member instanceof JsonString type
        && TYPES.contains(type.getString())) {
      terms.add(type.getString());
    }
    used(member, terms);
  }
}
