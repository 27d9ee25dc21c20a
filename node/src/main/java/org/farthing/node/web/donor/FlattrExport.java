package org.farthing.node.web.donor;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.farthing.node.look.Csv;
import org.farthing.protocol.json.Json;
import org.farthing.protocol.money.CurrencyUnit;
import org.farthing.protocol.money.Money;

/** A donor's month as a file. Of a month that is not split, {@code share} is only how it stands. */
final class FlattrExport {

  private static final List<String> COLUMNS =
      List.of(
          "month",
          "id",
          "url",
          "title",
          "creator",
          "state",
          "code",
          "anonymous",
          "recorded_at",
          "share",
          "share_is_final",
          "currency");

  private final CurrencyUnit currency;

  FlattrExport(CurrencyUnit currency) {
    this.currency = currency;
  }

  /** RFC 4180, with a line of names. */
  byte[] csv(DonorMonth month) {
    StringBuilder text = new StringBuilder(String.join(",", COLUMNS)).append("\r\n");
    for (Row row : month.rows()) {
      text.append(Csv.line(cells(row, month.split())));
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private List<String> cells(Row row, boolean split) {
    return List.of(
        row.flattr().period().toString(),
        row.id(),
        row.url(),
        row.flattr().thing().title().orElse(""),
        creator(row).orElse(""),
        row.standing().key(),
        row.flattr().code().orElse(""),
        Boolean.toString(row.flattr().anonymous()),
        row.flattr().recordedAt().toString(),
        share(row).orElse(""),
        Boolean.toString(split),
        currency.code());
  }

  private static Optional<String> creator(Row row) {
    return row.flattr().creator().map(creator -> creator.actor().toString());
  }

  private Optional<String> share(Row row) {
    return Optional.ofNullable(row.shareMicrosOrNull())
        .map(micros -> new Money(micros, currency).toDecimalString());
  }

  byte[] json(DonorMonth month) {
    JsonArrayBuilder flattrs = Json.newArray();
    month.rows().forEach(row -> flattrs.add(json(row)));
    return Json.newObject()
        .add("month", month.month().toString())
        .add("currency", currency.code())
        .add("reserved", decimal(month.given().reservedMicros()))
        .add("sharesAreFinal", month.split())
        .add("flattrs", flattrs)
        .build()
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  private String decimal(long micros) {
    return new Money(micros, currency).toDecimalString();
  }

  private JsonObjectBuilder json(Row row) {
    JsonObjectBuilder flattr =
        Json.newObject()
            .add("id", row.id())
            .add("url", row.url())
            .add("state", row.standing().key())
            .add("anonymous", row.flattr().anonymous())
            .add("recordedAt", row.flattr().recordedAt().toString());
    row.flattr().thing().title().ifPresent(title -> flattr.add("title", title));
    creator(row).ifPresent(creator -> flattr.add("creator", creator));
    row.flattr().code().ifPresent(code -> flattr.add("code", code));
    share(row).ifPresent(share -> flattr.add("share", share));
    return flattr;
  }
}
