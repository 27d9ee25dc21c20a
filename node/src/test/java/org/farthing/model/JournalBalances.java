package org.farthing.model;

import static java.math.BigInteger.ZERO;

import jakarta.json.JsonObject;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The final balances of an hledger journal, in micro-units. Reads plain transactions alone: a
 * header that begins with a date, indented postings of one commodity, one of them perhaps without
 * amount.
 */
final class JournalBalances {

  private static final int MICRO_DECIMALS = 6;
  private static final Pattern POSTING = Pattern.compile("(?:[*!] )?(.+?)(?:(?: {2,}|\t)(.*))?");
  private static final Pattern DIGITS = Pattern.compile("[0-9][0-9,]*(?:\\.[0-9]+)?");

  private final Map<String, BigInteger> balances = new TreeMap<>();
  private BigInteger unbalanced = ZERO;
  private @Nullable String withoutAmount;

  private JournalBalances() {}

  static Map<String, BigInteger> of(String journal) {
    JournalBalances reading = new JournalBalances();
    boolean inTransaction = false;
    for (String line : journal.lines().toList()) {
      String text = line.replaceFirst("(^|\\s);.*", "");
      if (text.isBlank()) {
        continue;
      }
      if (!Character.isWhitespace(text.charAt(0))) {
        reading.endTransaction();
        inTransaction = Character.isDigit(text.charAt(0));
      } else if (inTransaction) {
        reading.posting(text.strip());
      }
    }
    reading.endTransaction();
    return reading.balances;
  }

  private void posting(String text) {
    Matcher posting = POSTING.matcher(text);
    if (!posting.matches()) {
      throw new IllegalArgumentException("No posting: " + text);
    }
    String account = JsonText.present(posting.group(1));
    @Nullable String written = posting.group(2);
    String amount = written == null ? "" : written.replaceFirst("[=@].*", "");
    Matcher digits = DIGITS.matcher(amount);
    if (!digits.find()) {
      withoutAmount = account;
      return;
    }
    BigDecimal value = new BigDecimal(digits.group().replace(",", ""));
    BigInteger micros = value.movePointRight(MICRO_DECIMALS).toBigIntegerExact();
    post(account, amount.contains("-") ? micros.negate() : micros);
  }

  private void post(String account, BigInteger micros) {
    balances.merge(account, micros, BigInteger::add);
    unbalanced = unbalanced.add(micros);
  }

  private void endTransaction() {
    if (withoutAmount != null) {
      post(withoutAmount, unbalanced.negate());
      withoutAmount = null;
    }
    if (unbalanced.signum() != 0) {
      throw new IllegalArgumentException("A transaction is off balance by " + unbalanced);
    }
  }

  /**
   * Compares a node's journal with its report.
   *
   * @return one line for each account whose balance is another
   */
  static List<String> differences(JsonObject report, String node, String journal) {
    Map<String, BigInteger> balances = of(journal);
    List<String> differences = new ArrayList<>();
    expected(report, node)
        .forEach(
            (account, expected) ->
                compare(node, account, expected, sum(balances, account), differences));
    expectedPeers(report, node)
        .forEach(
            (peer, expected) -> {
              BigInteger found =
                  sum(balances, "assets:peer:" + peer)
                      .add(sum(balances, "liabilities:peer:" + peer));
              compare(node, "peer " + peer, expected, found, differences);
            });
    return differences;
  }

  private static void compare(
      String node, String what, BigInteger expected, BigInteger found, List<String> differences) {
    if (!found.equals(expected)) {
      differences.add(node + ".journal " + what + ": expected " + expected + ", found " + found);
    }
  }

  private static BigInteger sum(Map<String, BigInteger> balances, String account) {
    return balances.entrySet().stream()
        .filter(entry -> (entry.getKey() + ":").startsWith(account + ":"))
        .map(Map.Entry::getValue)
        .reduce(ZERO, BigInteger::add);
  }

  private static Map<String, BigInteger> expected(JsonObject report, String name) {
    Map<String, BigInteger> expected = new TreeMap<>();
    for (JsonObject node : report.getJsonArray("nodes").getValuesAs(JsonObject.class)) {
      if (node.getString("name").equals(name)) {
        expected.put("assets:bank", micros(node, "bank"));
        JsonObject fee = node.getJsonObject("fee");
        expected.put("income:fee:pending", micros(fee, "pending").negate());
        expected.put("income:fee:available", micros(fee, "available").negate());
        node.getJsonArray("members")
            .getValuesAs(JsonObject.class)
            .forEach(member -> expectMember(member, expected));
      }
    }
    return expected;
  }

  private static void expectMember(JsonObject member, Map<String, BigInteger> expected) {
    String handle = member.getString("member");
    String account = "liabilities:member:" + handle.substring(0, handle.indexOf('@'));
    expected.put(account + ":funds", micros(member, "funds").negate());
    expected.put(account + ":reserved", ZERO);
    expected.put(account + ":pending", micros(member, "pending").negate());
    expected.put(account + ":available", micros(member, "available").negate());
  }

  /** What the node still owes its peers (below zero) or has to get from them, after all months. */
  private static Map<String, BigInteger> expectedPeers(JsonObject report, String name) {
    Map<String, BigInteger> expected = new TreeMap<>();
    for (JsonObject node : report.getJsonArray("nodes").getValuesAs(JsonObject.class)) {
      if (!node.getString("name").equals(name)) {
        expected.put(node.getString("name"), ZERO);
      }
    }
    List<JsonObject> months = report.getJsonArray("months").getValuesAs(JsonObject.class);
    JsonObject last = months.getLast();
    for (JsonObject net : last.getJsonArray("nets").getValuesAs(JsonObject.class)) {
      BigInteger carried = micros(net, "carried");
      if (net.getString("payee").equals(name)) {
        expected.put(net.getString("payer"), carried);
      } else if (net.getString("payer").equals(name)) {
        expected.put(net.getString("payee"), carried.negate());
      }
    }
    return expected;
  }

  private static BigInteger micros(JsonObject object, String name) {
    return new BigInteger(object.getString(name));
  }
}
