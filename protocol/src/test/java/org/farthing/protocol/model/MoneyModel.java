package org.farthing.protocol.model;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reckons what each node's accounts show at the end: {@code bank}, {@code funds/MEMBER}, {@code
 * stated/PEER}, {@code owed/PEER}, {@code claim/PEER}, {@code pending/CREATOR}, {@code
 * available/CREATOR}, {@code fee-pending}, {@code fee-available}; those of zero are left out.
 */
public final class MoneyModel {

  private static final long CENT = 10_000;

  private final Facts facts;
  private final Map<String, Facts.Node> nodes = new LinkedHashMap<>();
  private final Map<String, SortedMap<String, Long>> accounts = new LinkedHashMap<>();

  /** What a flattr or gift gives, by its id. */
  private final Map<String, Long> shares = new TreeMap<>();

  /** What was credited to a creator in a month so far. */
  private final Map<String, Long> credited = new TreeMap<>();

  /** What a debtor still owes a creditor from earlier months. */
  private final Map<String, Long> carried = new TreeMap<>();

  /** What a creditor's creators have coming from a debtor, oldest month first. */
  private final Map<String, List<Coming>> coming = new TreeMap<>();

  private MoneyModel(Facts facts) {
    this.facts = facts;
    for (Facts.Node node : facts.nodes()) {
      nodes.put(node.name(), node);
      accounts.put(node.name(), new TreeMap<>());
    }
  }

  private static final class Coming {
    final String month;
    final String creator;
    long net;
    long fee;

    Coming(String month, String creator, long net, long fee) {
      this.month = month;
      this.creator = creator;
      this.net = net;
      this.fee = fee;
    }
  }

  /** The balances of each node, by account. */
  public static Map<String, SortedMap<String, Long>> balances(Facts facts) {
    MoneyModel model = new MoneyModel(facts);
    model.deposit();
    model.split();
    model.give();
    model.creditOwn();
    facts.agreed().forEach(model::agree);
    facts.settled().stream()
        .sorted(Comparator.comparing(Facts.Settled::month))
        .forEach(model::settle);
    facts.returned().forEach(model::giveBack);
    model.accounts.values().forEach(of -> of.values().removeIf(amount -> amount == 0));
    return model.accounts;
  }

  private void add(String node, String account, long amount) {
    accountsOf(node).merge(account, amount, Math::addExact);
  }

  private SortedMap<String, Long> accountsOf(String node) {
    return Objects.requireNonNull(accounts.get(node));
  }

  private Facts.Node node(String name) {
    return Objects.requireNonNull(nodes.get(name));
  }

  private long share(Facts.Counted flattr) {
    return Objects.requireNonNull(shares.get(flattr.id()));
  }

  private void deposit() {
    for (Facts.Deposit deposit : facts.deposits()) {
      add(deposit.node(), "bank", deposit.amount());
      add(deposit.node(), "funds/" + deposit.member(), deposit.amount());
    }
  }

  /** Rule 6. */
  private void split() {
    for (Facts.Reserved reserved : facts.reserved()) {
      List<Facts.Counted> mine =
          facts.counted().stream()
              .filter(it -> it.month().equals(reserved.month()) && it.gift() == 0)
              .filter(it -> it.donor().equals(reserved.donor()))
              .sorted(Comparator.comparing(it -> hash(it.id()), Arrays::compareUnsigned))
              .toList();
      long given = 0;
      long count = mine.size();
      boolean capped = reserved.maximum() > 0 && isCapped(reserved, count);
      for (int place = 0; place < mine.size(); place++) {
        long share = capped ? reserved.maximum() : reserved.amount() / count;
        if (!capped && place < reserved.amount() % count) {
          share++;
        }
        shares.put(mine.get(place).id(), share);
        given += share;
        if (!mine.get(place).creatorNode().equals(reserved.node())) {
          add(reserved.node(), "stated/" + mine.get(place).creatorNode(), share);
        }
      }
      add(reserved.node(), "funds/" + reserved.donor(), -given);
    }
  }

  /** Rule 11: a gift is outside the budget, and whole. */
  private void give() {
    for (Facts.Counted gift : facts.counted()) {
      if (gift.gift() > 0) {
        String node = nodeOf(gift.donor());
        shares.put(gift.id(), gift.gift());
        add(node, "funds/" + gift.donor(), -gift.gift());
        if (!gift.creatorNode().equals(node)) {
          add(node, "stated/" + gift.creatorNode(), gift.gift());
        }
      }
    }
  }

  private static boolean isCapped(Facts.Reserved reserved, long count) {
    BigInteger all = BigInteger.valueOf(reserved.maximum()).multiply(BigInteger.valueOf(count));
    return all.compareTo(BigInteger.valueOf(reserved.amount())) <= 0;
  }

  private static byte[] hash(String id) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Rule 7: what a node's own donors give its creators comes first, and is available at once. */
  private void creditOwn() {
    Map<String, Long> gross = new TreeMap<>();
    Map<String, Facts.Counted> any = new TreeMap<>();
    for (Facts.Counted flattr : facts.counted()) {
      if (nodeOf(flattr.donor()).equals(flattr.creatorNode())) {
        String key = flattr.month() + " " + flattr.creator();
        gross.merge(key, share(flattr), Long::sum);
        any.put(key, flattr);
      }
    }
    gross.forEach(
        (key, amount) -> {
          Facts.Counted flattr = Objects.requireNonNull(any.get(key));
          Coming part = credit(flattr.creatorNode(), flattr.month(), flattr.creator(), amount);
          add(flattr.creatorNode(), "available/" + flattr.creator(), part.net);
          add(flattr.creatorNode(), "fee-available", part.fee);
        });
  }

  /** Rule 16: what a peer never agreed to returns to the donors' funds. */
  private void giveBack(Facts.Returned returned) {
    for (Facts.Counted flattr : facts.counted()) {
      if (flattr.leftOut()
          && flattr.month().equals(returned.month())
          && flattr.creatorNode().equals(returned.creditor())
          && nodeOf(flattr.donor()).equals(returned.debtor())) {
        add(returned.debtor(), "stated/" + returned.creditor(), -share(flattr));
        add(returned.debtor(), "funds/" + flattr.donor(), share(flattr));
      }
    }
  }

  private String nodeOf(String donor) {
    return facts.deposits().stream()
        .filter(it -> it.member().equals(donor))
        .findFirst()
        .orElseThrow()
        .node();
  }

  /** The fee on all of a creator's month so far, less what was taken of it before. */
  private Coming credit(String node, String month, String creator, long gross) {
    String key = month + " " + creator;
    long before = credited.getOrDefault(key, 0L);
    credited.put(key, before + gross);
    long fee = fee(node, before + gross) - fee(node, before);
    return new Coming(month, creator, gross - fee, fee);
  }

  private long fee(String node, long gross) {
    return BigInteger.valueOf(gross)
        .multiply(BigInteger.valueOf(node(node).feeBasisPoints()))
        .divide(BigInteger.valueOf(10_000))
        .longValueExact();
  }

  private long agreedOf(String month, String debtor, String creditor) {
    return lines(month, debtor, creditor).stream().mapToLong(flattr -> share(flattr)).sum();
  }

  /** What a debtor's statement comes to without what stays in dispute. */
  private List<Facts.Counted> lines(String month, String debtor, String creditor) {
    return facts.counted().stream()
        .filter(it -> it.month().equals(month) && it.creatorNode().equals(creditor))
        .filter(it -> !it.leftOut() && nodeOf(it.donor()).equals(debtor))
        .toList();
  }

  /** Rule 9: revenue from another node is pending from the agreement on. */
  private void agree(Facts.Agreed agreed) {
    Map<String, Long> gross = new TreeMap<>();
    for (Facts.Counted flattr : lines(agreed.month(), agreed.debtor(), agreed.creditor())) {
      gross.merge(flattr.creator(), share(flattr), Long::sum);
    }
    long total = agreedOf(agreed.month(), agreed.debtor(), agreed.creditor());
    add(agreed.debtor(), "stated/" + agreed.creditor(), -total);
    add(agreed.debtor(), "owed/" + agreed.creditor(), total);
    add(agreed.creditor(), "claim/" + agreed.debtor(), total);
    gross.forEach(
        (creator, amount) -> {
          Coming part = credit(agreed.creditor(), agreed.month(), creator, amount);
          add(agreed.creditor(), "pending/" + creator, part.net);
          add(agreed.creditor(), "fee-pending", part.fee);
          coming
              .computeIfAbsent(agreed.debtor() + ">" + agreed.creditor(), _ -> new ArrayList<>())
              .add(part);
        });
  }

  /** Rules 9 and 10. */
  private void settle(Facts.Settled settled) {
    String one = settled.one();
    String other = settled.other();
    if (settled.left()) {
      carried.merge(one + ">" + other, agreedOf(settled.month(), one, other), Math::addExact);
      carried.merge(other + ">" + one, agreedOf(settled.month(), other, one), Math::addExact);
      return;
    }
    long byOne = owed(settled, one, other);
    long byOther = owed(settled, other, one);
    long net = Math.abs(byOne - byOther);
    String payer = byOne > byOther ? one : other;
    String payee = payer.equals(one) ? other : one;
    boolean isPaid = net >= CENT && net >= node(payee).netMinimum();
    long paid = isPaid ? net - net % CENT : 0;
    release(settled, one, other, byOther <= byOne, byOne);
    release(settled, other, one, byOne <= byOther, byOther);
    if (paid > 0) {
      release(settled, payee, payer, true, 0);
    }
    setOff(one, other, Math.min(byOne, byOther));
    add(payer, "owed/" + payee, -paid);
    add(payer, "bank", -paid);
    add(payee, "claim/" + payer, -paid);
    add(payee, "bank", paid);
    carried.put(payer + ">" + payee, net - paid + late(settled, payer, payee));
    carried.put(payee + ">" + payer, late(settled, payee, payer));
  }

  private long owed(Facts.Settled settled, String debtor, String creditor) {
    long before = carried.getOrDefault(debtor + ">" + creditor, 0L);
    return settled.named().contains(debtor)
        ? before + agreedOf(settled.month(), debtor, creditor)
        : before;
  }

  private long late(Facts.Settled settled, String debtor, String creditor) {
    return settled.named().contains(debtor) ? 0 : agreedOf(settled.month(), debtor, creditor);
  }

  private void setOff(String one, String other, long both) {
    add(one, "owed/" + other, -both);
    add(one, "claim/" + other, -both);
    add(other, "owed/" + one, -both);
    add(other, "claim/" + one, -both);
  }

  /**
   * Makes available what is pending with a creditor from a debtor: all of it, or as far as it is
   * covered. What came too late for this month's net is not part of it.
   */
  private void release(
      Facts.Settled settled, String creditor, String debtor, boolean all, long cover) {
    List<Coming> parts =
        coming.getOrDefault(debtor + ">" + creditor, List.of()).stream()
            .filter(part -> isConcerned(settled, part, debtor))
            .toList();
    long left = cover;
    for (String month : parts.stream().map(part -> part.month).distinct().sorted().toList()) {
      List<Coming> ofMonth = parts.stream().filter(part -> part.month.equals(month)).toList();
      long total = ofMonth.stream().mapToLong(part -> part.net + part.fee).sum();
      boolean whole = all || left >= total;
      for (Coming part : ofMonth) {
        makeAvailable(
            creditor,
            part,
            whole ? part.net : share(part.net, left, total),
            whole ? part.fee : share(part.fee, left, total));
      }
      if (!whole) {
        return;
      }
      left -= total;
    }
  }

  private static boolean isConcerned(Facts.Settled settled, Coming part, String debtor) {
    int byMonth = part.month.compareTo(settled.month());
    return byMonth < 0 || (byMonth == 0 && settled.named().contains(debtor));
  }

  private static long share(long part, long cover, long total) {
    return BigInteger.valueOf(part)
        .multiply(BigInteger.valueOf(cover))
        .divide(BigInteger.valueOf(total))
        .longValueExact();
  }

  private void makeAvailable(String node, Coming part, long net, long fee) {
    part.net -= net;
    part.fee -= fee;
    add(node, "pending/" + part.creator, -net);
    add(node, "available/" + part.creator, net);
    add(node, "fee-pending", -fee);
    add(node, "fee-available", fee);
  }
}
