package org.farthing.node.settlement;

import jakarta.json.JsonObject;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.farthing.node.flattr.FlattrId;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.settlement.AuditStore.StatementRow;
import org.farthing.node.settlement.EvidenceStore.GivenRow;
import org.farthing.node.settlement.EvidenceStore.Kept;
import org.farthing.node.settlement.EvidenceStore.ReceivedRow;
import org.farthing.node.settlement.GiftAuditStore.GiftRow;
import org.farthing.protocol.Sha256;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.Origin;
import org.farthing.protocol.json.Json;
import org.farthing.protocol.message.DocumentDigest;
import org.farthing.protocol.message.Donation;
import org.farthing.protocol.message.FarthingMessage;
import org.farthing.protocol.message.Flattr;
import org.farthing.protocol.message.FlattrAnswer;
import org.farthing.protocol.message.Gift;
import org.farthing.protocol.message.MessageReader;
import org.farthing.protocol.message.Statement;
import org.farthing.protocol.message.StatementOffer;

/**
 * The messages that money rests on, in the bytes that were received or sent: they are what they
 * were, and flattrs, receipts and statements are on file as they say. Some hundred at a time.
 */
final class EvidenceCheck {

  private static final String ALTERED = "evidence_altered";

  private final Origin origin;

  EvidenceCheck(Origin origin) {
    this.origin = origin;
  }

  /** A message that was read and what it is told apart by. */
  private record Read(String digest, FarthingMessage message) {}

  void check(Transaction tx, Breaches breaches) {
    checkReceived(tx, breaches);
    checkSent(tx, breaches);
    EvidenceStore.withoutLike(tx)
        .forEach(
            uri ->
                breaches.add("evidence_missing", "received_flattr " + uri, "its Like is not kept"));
  }

  private void checkReceived(Transaction tx, Breaches breaches) {
    Map<YearMonth, Long> receipts = new HashMap<>();
    long last = EvidenceStore.archivedInbound(tx);
    while (true) {
      List<Kept> some = EvidenceStore.received(tx, last);
      if (some.isEmpty()) {
        break;
      }
      List<Read> read = new ArrayList<>();
      some.forEach(kept -> read("inbound_activity", kept, breaches).ifPresent(read::add));
      checkLikes(tx, read, breaches);
      checkReceipts(tx, read, receipts, breaches);
      checkStatements(tx, read, breaches);
      last = some.getLast().sequence();
    }
    EvidenceStore.countedElsewhere(tx)
        .forEach(
            (month, counted) -> {
              long receipted = receipts.getOrDefault(month, 0L);
              if (receipted < counted) {
                breaches.expect(
                    "receipt_missing", "flattr " + month, "counted elsewhere", receipted, counted);
              }
            });
  }

  private void checkSent(Transaction tx, Breaches breaches) {
    long last = EvidenceStore.archivedOutbound(tx);
    while (true) {
      List<Kept> some = EvidenceStore.sent(tx, last);
      if (some.isEmpty()) {
        return;
      }
      List<Read> read = new ArrayList<>();
      some.forEach(kept -> read("outbound_message", kept, breaches).ifPresent(read::add));
      checkOwnLikes(tx, read, breaches);
      checkOwnGifts(tx, read, breaches);
      last = some.getLast().sequence();
    }
  }

  private static Optional<Read> read(String table, Kept kept, Breaches breaches) {
    String where = "%s %d (%s)".formatted(table, kept.sequence(), kept.id());
    try {
      JsonObject document = Json.parseObject(kept.body());
      String digest = DocumentDigest.of(document);
      breaches.expect(ALTERED, where, "id_hash", hash(document.getString("id")), kept.idHash());
      if (kept.contentHashOrNull() != null) {
        breaches.expect(
            ALTERED, where, "content_hash of the body", kept.contentHashOrNull(), digest);
      }
      return kept.handled()
          ? MessageReader.read(document).map(message -> new Read(digest, message))
          : Optional.empty();
    } catch (RuntimeException e) {
      breaches.add(ALTERED, where, "the body is unreadable: " + e);
      return Optional.empty();
    }
  }

  private static void checkLikes(Transaction tx, List<Read> read, Breaches breaches) {
    Map<String, Read> likes = new HashMap<>();
    for (Read each : read) {
      if (each.message() instanceof Donation donation) {
        likes.put(hash(donation.id().toString()), each);
      }
    }
    if (likes.isEmpty()) {
      return;
    }
    Map<String, ReceivedRow> rows = EvidenceStore.receivedFlattrs(tx, likes.keySet());
    likes.forEach(
        (hash, like) -> {
          Donation donation = (Donation) like.message();
          String where = "received_flattr " + donation.id();
          String code = "received_flattr_differs";
          ReceivedRow row = rows.get(hash);
          if (row == null) {
            breaches.add(code, where, "there is no row for this Like");
            return;
          }
          breaches.expect(code, where, "uri, by its Like", donation.id().toString(), row.uri());
          breaches.expect(code, where, "period, by its Like", donation.period(), row.period());
          breaches.expect(
              code,
              where,
              "gift_micros, by its Offer",
              donation instanceof Gift gift ? gift.amount().micros() : null,
              row.giftMicrosOrNull());
          // Without a digest when its undoing came first, without a creator when nobody here is it.
          if (row.digestOrNull() != null) {
            breaches.expect(code, where, "digest, by its Like", like.digest(), row.digestOrNull());
          }
          if (row.creatorOrNull() != null) {
            breaches.expect(
                code,
                where,
                "creator, by its Like",
                donation.creator().toString(),
                row.creatorOrNull());
          }
        });
  }

  private void checkReceipts(
      Transaction tx, List<Read> read, Map<YearMonth, Long> receipts, Breaches breaches) {
    Map<UUID, FlattrAnswer.Receipt> receiptOf = new HashMap<>();
    for (Read each : read) {
      if (each.message() instanceof FlattrAnswer.Receipt receipt) {
        own(receipt.flattr()).ifPresent(id -> receiptOf.put(id, receipt));
      }
    }
    if (receiptOf.isEmpty()) {
      return;
    }
    Map<UUID, GivenRow> rows = EvidenceStore.given(tx, receiptOf.keySet());
    rows.forEach(
        (id, row) -> {
          if (row.counted()) {
            FlattrAnswer.Receipt receipt = Objects.requireNonNull(receiptOf.get(id));
            String where = "flattr " + id;
            String code = "receipt_differs";
            receipts.merge(row.period(), 1L, Long::sum);
            breaches.expect(code, where, "sequence", receipt.sequence(), row.sequenceOrNull());
            breaches.expect(code, where, "digest", receipt.digest(), row.digestOrNull());
            breaches.expect(code, where, "period", receipt.period(), row.period());
          }
        });
  }

  private static void checkStatements(Transaction tx, List<Read> read, Breaches breaches) {
    Map<String, Statement> statements = new HashMap<>();
    for (Read each : read) {
      if (each.message() instanceof StatementOffer offer) {
        statements.put(offer.statement().id().toString(), offer.statement());
      }
    }
    if (statements.isEmpty()) {
      return;
    }
    Map<String, StatementRow> rows = EvidenceStore.statements(tx, statements.keySet());
    // Where a peer has signed two, the row is that of the first; both are kept as a proof.
    statements.keySet().removeAll(EvidenceStore.signedTwice(tx, statements.values()));
    statements.forEach(
        (id, statement) ->
            breaches.expect(
                "statement_differs",
                id,
                "the row, by what was received",
                StatementRow.of(statement),
                rows.get(id)));
  }

  private void checkOwnLikes(Transaction tx, List<Read> read, Breaches breaches) {
    Map<UUID, Read> likes = new HashMap<>();
    for (Read each : read) {
      if (each.message() instanceof Flattr flattr) {
        own(flattr.id()).ifPresent(id -> likes.put(id, each));
      }
    }
    if (likes.isEmpty()) {
      return;
    }
    Map<UUID, GivenRow> rows = EvidenceStore.given(tx, likes.keySet());
    likes.forEach(
        (id, like) -> {
          Flattr flattr = (Flattr) like.message();
          GivenRow row = rows.get(id);
          String where = "flattr " + id;
          String code = "flattr_differs";
          if (row == null) {
            breaches.add(code, where, "a Like was sent of it, and there is no such row");
            return;
          }
          breaches.expect(code, where, "digest, by its Like", like.digest(), row.digestOrNull());
          breaches.expect(code, where, "period, by its Like", flattr.period(), row.period());
          breaches.expect(
              code, where, "thing, by its Like", flattr.thing().toString(), row.thing());
          breaches.expect(
              code,
              where,
              "creator, by its Like",
              flattr.creator().toString(),
              row.creatorOrNull());
        });
  }

  private void checkOwnGifts(Transaction tx, List<Read> read, Breaches breaches) {
    Map<UUID, Read> offers = new HashMap<>();
    for (Read each : read) {
      if (each.message() instanceof Gift gift) {
        own(gift.id()).ifPresent(id -> offers.put(id, each));
      }
    }
    if (offers.isEmpty()) {
      return;
    }
    Map<UUID, GiftRow> rows = new HashMap<>();
    GiftAuditStore.gifts(tx, offers.keySet()).forEach(row -> rows.put(row.id(), row));
    offers.forEach(
        (id, offer) -> {
          Gift gift = (Gift) offer.message();
          GiftRow row = rows.get(id);
          String where = "gift " + id;
          String code = "gift_differs";
          if (row == null) {
            breaches.add(code, where, "an Offer was sent of it, and there is no such row");
            return;
          }
          breaches.expect(code, where, "digest, by its Offer", offer.digest(), row.digestOrNull());
          breaches.expect(code, where, "period, by its Offer", gift.period(), row.period());
          breaches.expect(
              code, where, "amount, by its Offer", gift.amount().micros(), row.micros());
          breaches.expect(
              code, where, "creator, by its Offer", gift.creator().toString(), row.creator());
        });
  }

  private Optional<UUID> own(ActivityId flattr) {
    return FlattrId.of(flattr, origin).map(FlattrId::uuid);
  }

  private static String hash(String id) {
    return HexFormat.of().formatHex(Sha256.of(id));
  }
}
