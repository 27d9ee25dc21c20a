package org.farthing.node.ledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.json.CanonicalJson;
import org.farthing.protocol.json.Json;
import org.farthing.protocol.transparency.LedgerSeal;

/**
 * The text whose SHA-256 is a seal's digest, for who has the right to see the books. Safe for use
 * by many threads.
 */
public final class SealText {
  private final LedgerStore store = new LedgerStore();

  /**
   * Writes what a seal was made over, as it stands in the ledger now; false without such a seal.
   */
  public boolean write(Transaction tx, long number, Appendable out) throws IOException {
    Optional<StoredSeal> found = SealStore.find(tx, number);
    if (found.isEmpty()) {
      return false;
    }
    out.append(HexFormat.of().formatHex(found.get().salt())).append('\n');
    LedgerSeal seal = LedgerSeal.read(Json.parseObject(found.get().document()));
    Map<Long, String> codes = new HashMap<>();
    AccountStore.accounts(tx).forEach(account -> codes.put(account.id(), account.code()));
    for (StoredTransfer each : store.between(tx, seal.first(), seal.last())) {
      byte[] line = CanonicalJson.of(TransferDocument.of(each, codes));
      out.append(new String(line, StandardCharsets.UTF_8)).append('\n');
    }
    return true;
  }
}
