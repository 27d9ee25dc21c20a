package org.farthing.node.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class BlockListTest {

  @Test
  void listOfMastodonIsReadAndWrittenAsItWas() {
    String text =
        """
        #domain,#severity,#reject_media,#reject_reports,#public_comment,#obfuscate
        alder.example,suspend,false,false,,false
        birch.example,silence,false,false,\
        """
            + "\"Spam, they say \"\"so what\"\"\",false\n";

    BlockList list = read(text);

    assertThat(list.faults()).isEmpty();
    assertThat(list.rules())
        .containsExactly(
            rule("alder.example", Severity.SUSPEND, null),
            rule("birch.example", Severity.SILENCE, "Spam, they say \"so what\""));
    assertThat(BlockList.write(list.rules(), false)).isEqualTo(text);
  }

  @Test
  void plainListOfDomainsSuspendsThem() {
    BlockList list = read("\ufeffAlder.example\r\n\r\n# a remark\r\nbirch.example\r\n");

    assertThat(list.faults()).isEmpty();
    assertThat(list.rules())
        .containsExactly(
            rule("alder.example", Severity.SUSPEND, null),
            rule("birch.example", Severity.SUSPEND, null));
  }

  @Test
  void columnsMayStandInAnyOrderAndNoopIsPassedOver() {
    BlockList list =
        read(
            """
            severity,domain,public_comment
            limit,alder.example,"one
            two"
            noop,birch.example,
            ,cedar.example,
            """);

    assertThat(list.faults()).isEmpty();
    assertThat(list.passedOver()).isEqualTo(1);
    assertThat(list.rules())
        .containsExactly(
            rule("alder.example", Severity.SILENCE, "one\ntwo"),
            rule("cedar.example", Severity.SUSPEND, null));
  }

  @Test
  void eachBadLineIsToldWithItsNumber() {
    BlockList list =
        read(
            """
            #domain,#severity
            alder.example,suspend

            al*er.example,suspend
            birch.example,drop
            alder.example,silence
            cedar.example,"suspend
            """);

    assertThat(list.faults()).extracting(BlockList.Fault::line).containsExactly(4, 5, 6, 7);
    assertThat(list.faults())
        .extracting(BlockList.Fault::reason)
        .satisfiesExactly(
            it -> assertThat(it).startsWith("malformed_domain"),
            it -> assertThat(it).startsWith("malformed_severity"),
            it -> assertThat(it).contains("stands above already"),
            it -> assertThat(it).contains("quotation mark"));
  }

  @Test
  void plainListAllowsWhereThatIsAsked() {
    BlockList list = BlockList.read("#domain\nalder.example\n", Severity.ALLOW);

    assertThat(list.rules()).containsExactly(rule("alder.example", Severity.ALLOW, null));
    assertThat(BlockList.write(list.rules(), true)).isEqualTo("#domain\nalder.example\n");
    assertThat(BlockList.write(list.rules(), false).lines()).hasSize(1);
    assertThat(BlockList.write(List.of(), true)).isEqualTo("#domain\n");
  }

  private static BlockList read(String text) {
    return BlockList.read(text, Severity.SUSPEND);
  }

  private static DomainRule rule(String domain, Severity severity, @Nullable String commentOrNull) {
    return new DomainRule(Domain.of(domain), severity, commentOrNull, null);
  }
}
