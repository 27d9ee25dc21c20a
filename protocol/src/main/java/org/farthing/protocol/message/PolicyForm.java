package org.farthing.protocol.message;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import org.farthing.protocol.activity.ProtocolException;

/** A node's policy as a document of its own. */
final class PolicyForm {

  private static final String PROTOCOL_VERSION = "1";
  private static final int MOST_VERSIONS = 20;

  private PolicyForm() {}

  static JsonObject write(NodePolicy policy) {
    JsonObject form =
        Wire.object("NodePolicy")
            .add("id", policy.id().toString())
            .add("attributedTo", policy.node().toString())
            .add("version", policy.version())
            .add("currency", policy.currency().code())
            .add("feeBasisPoints", policy.feeBasisPoints())
            .add("minimumBudget", Long.toString(policy.minimumBudgetMicros()))
            .add("netMinimum", Long.toString(policy.netMinimumMicros()))
            .add("giveToGet", policy.giveToGet())
            .add("calendar", calendar(policy.calendar()))
            .add("rails", Wire.texts(policy.rails()))
            .add("effectiveFrom", policy.effectiveFrom().toString())
            .add("protocol", protocol())
            .build();
    return Vocabulary.withContext(form);
  }

  static NodePolicy read(Fields form) {
    form.requireType("NodePolicy");
    requireVersion(form.in("protocol"));
    return new NodePolicy(
        form.activityId("id"),
        form.actorId("attributedTo"),
        form.smallInteger("version"),
        form.currency("currency"),
        form.smallInteger("feeBasisPoints"),
        form.micros("minimumBudget"),
        form.micros("netMinimum"),
        form.flag("giveToGet"),
        form.nested("calendar", PolicyForm::readCalendar),
        form.texts("rails", NodePolicy.MOST_RAILS),
        form.period("effectiveFrom"));
  }

  private static JsonObjectBuilder calendar(SettlementCalendar calendar) {
    return Wire.JSON
        .createObjectBuilder()
        .add("cutOffDays", calendar.cutOffDays())
        .add("statementDays", calendar.statementDays())
        .add("disputeDays", calendar.disputeDays())
        .add("netDays", calendar.netDays())
        .add("paymentDays", calendar.paymentDays())
        .add("overdueDays", calendar.overdueDays())
        .add("suspendedDays", calendar.suspendedDays())
        .add("defaultDays", calendar.defaultDays());
  }

  private static SettlementCalendar readCalendar(Fields form) {
    return new SettlementCalendar(
        form.smallInteger("cutOffDays"),
        form.smallInteger("statementDays"),
        form.smallInteger("disputeDays"),
        form.smallInteger("netDays"),
        form.smallInteger("paymentDays"),
        form.smallInteger("overdueDays"),
        form.smallInteger("suspendedDays"),
        form.smallInteger("defaultDays"));
  }

  private static JsonObjectBuilder protocol() {
    return Wire.JSON
        .createObjectBuilder()
        .add("version", PROTOCOL_VERSION)
        .add("understands", Wire.JSON.createArrayBuilder().add(PROTOCOL_VERSION));
  }

  private static void requireVersion(Fields protocol) {
    if (!protocol.texts("understands", MOST_VERSIONS).contains(PROTOCOL_VERSION)) {
      throw new ProtocolException(
              "unsupported_version", "Does not understand version " + PROTOCOL_VERSION + ".")
          .under("/protocol/understands");
    }
  }
}
