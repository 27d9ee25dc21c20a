package org.farthing.node.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TransferIdTest {

  /**
   * SHA-256("abc") is ba7816bf 8f01cfea 414140de 5dae2223 …: only the bits of version and variant
   * differ.
   */
  @Test
  void naturalKeyHasOneIdForEver() {
    assertThat(TransferId.of("abc")).hasToString("ba7816bf-8f01-8fea-a141-40de5dae2223");
    assertThat(TransferId.of("abc").value().version()).isEqualTo(8);
    assertThat(TransferId.of("abc").value().variant()).isEqualTo(2);
  }

  @Test
  void otherKeysHaveOtherIds() {
    assertThat(TransferId.of("deposit:1")).isNotEqualTo(TransferId.of("deposit:2"));
  }
}
