package org.farthing.node.settlement.said;

import jakarta.json.JsonObject;
import java.util.Optional;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.message.CheckpointAnswer;
import org.farthing.protocol.message.CheckpointOffer;
import org.farthing.protocol.message.Claim;
import org.farthing.protocol.message.Donation;
import org.farthing.protocol.message.FarthingMessage;
import org.farthing.protocol.message.FlattrAnswer;
import org.farthing.protocol.message.MessageReader;
import org.farthing.protocol.message.PaymentAnswer;
import org.farthing.protocol.message.PaymentOffer;
import org.farthing.protocol.message.SettlementAnswer;
import org.farthing.protocol.message.SettlementOffer;
import org.farthing.protocol.message.StatementAnswer;
import org.farthing.protocol.message.StatementOffer;
import org.farthing.protocol.message.Unflattr;

/** What of all that nodes say is about the settlement of a month. */
final class MonthWord {

  private MonthWord() {}

  /** The message that a document is; empty when it is none, or about something else. */
  static Optional<FarthingMessage> read(JsonObject document) {
    try {
      return MessageReader.read(document).filter(MonthWord::isOne);
    } catch (ProtocolException e) {
      return Optional.empty();
    }
  }

  private static boolean isOne(FarthingMessage message) {
    return switch (message) {
      case StatementOffer _,
          StatementAnswer _,
          SettlementOffer _,
          SettlementAnswer _,
          PaymentOffer _,
          PaymentAnswer _ ->
          true;
      case Donation _, Unflattr _, FlattrAnswer _, CheckpointOffer _, CheckpointAnswer _, Claim _ ->
          false;
    };
  }
}
