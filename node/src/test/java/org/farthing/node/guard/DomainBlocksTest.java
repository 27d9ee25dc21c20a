package org.farthing.node.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.farthing.node.audit.AuditEntry;
import org.farthing.node.audit.AuditLog;
import org.farthing.node.audit.Mandate;
import org.farthing.node.federation.TestPeer;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.TestDatabase;
import org.farthing.node.platform.http.Problem;
import org.farthing.protocol.activity.ActivityDocument;
import org.farthing.protocol.json.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class DomainBlocksTest {

  private static final Mandate WHY = Mandate.ofCommand("they spam");
  private static final URI BOB = URI.create("https://sub.birch.example/users/bob");

  private final Database database = Database.open(TestDatabase.address(), 4);
  private final AuditLog audit = new AuditLog(database, InstantSource.system());
  private final DomainBlocks blocks = blocks(false);

  @AfterEach
  void close() {
    blocks.close();
    database.close();
  }

  @Test
  void suspendedDomainIsSuspendedWithItsSubdomainsUntilItIsRemoved() {
    assertThat(blocks.isSuspended(BOB)).isFalse();

    assertThat(blocks.put(rule("birch.example", Severity.SUSPEND), WHY)).isTrue();
    assertThat(blocks.put(rule("birch.example", Severity.SUSPEND), WHY)).isFalse();

    assertThat(blocks.isSuspended(BOB)).isTrue();
    assertThat(blocks.isSilenced(BOB)).isTrue();
    assertThat(blocks.isSuspended(URI.create("https://example/"))).isFalse();
    assertThat(blocks.remove(Domain.of("Birch.Example."), WHY)).isTrue();
    assertThat(blocks.remove(Domain.of("birch.example"), WHY)).isFalse();
    assertThat(blocks.isSuspended(BOB)).isFalse();
    assertThat(audit.since(Instant.EPOCH))
        .extracting(AuditEntry::action)
        .containsExactly("domain-suspend", "domain-unlist");
    assertThat(audit.since(Instant.EPOCH))
        .extracting(AuditEntry::subject)
        .containsOnly("domain:birch.example");
  }

  @Test
  void silencedDomainIsOnlyHidden() {
    blocks.put(rule("birch.example", Severity.SILENCE), WHY);

    assertThat(blocks.isSilenced(BOB)).isTrue();
    assertThat(blocks.isSuspended(BOB)).isFalse();
  }

  @Test
  void whereOnlyListedServersAreSpokenWithAllOthersAreSuspended() {
    DomainBlocks strict = blocks(true);

    assertThat(strict.isSuspended(BOB)).isTrue();
    assertThat(strict.isSuspended(URI.create("https://alder.example/users/alice"))).isFalse();
    strict.put(rule("birch.example", Severity.ALLOW), WHY);
    assertThat(strict.isSuspended(BOB)).isFalse();
    strict.put(rule("sub.birch.example", Severity.SUSPEND), WHY);
    assertThat(strict.isSuspended(BOB)).isTrue();
  }

  @Test
  void nodeDoesNotShutItselfOut() {
    for (String domain : List.of("alder.example", "example")) {
      assertThatThrownBy(() -> blocks.put(rule(domain, Severity.SUSPEND), WHY))
          .isInstanceOfSatisfying(
              Problem.class, it -> assertThat(it.code()).isEqualTo("own_domain"));
    }
    assertThat(blocks.all()).isEmpty();
  }

  @Test
  void importLoosensNothingAndIsAllOrNone() {
    blocks.put(
        new DomainRule(Domain.of("birch.example"), Severity.SUSPEND, "spam", "ask Eve"), WHY);

    int changed =
        blocks.importAll(
            List.of(rule("birch.example", Severity.SILENCE), rule("elm.example", Severity.SILENCE)),
            WHY);
    assertThatThrownBy(
            () ->
                blocks.importAll(
                    List.of(
                        rule("fir.example", Severity.SUSPEND),
                        rule("alder.example", Severity.SUSPEND)),
                    WHY))
        .isInstanceOf(Problem.class);

    assertThat(changed).isEqualTo(1);
    assertThat(blocks.all())
        .extracting(DomainRule.Kept::rule)
        .containsExactly(
            new DomainRule(Domain.of("birch.example"), Severity.SUSPEND, "spam", "ask Eve"),
            rule("elm.example", Severity.SILENCE));
  }

  @Test
  void whatAnotherProcessChangesIsKnownSoon() {
    blocks.start();
    blocks(false).put(rule("birch.example", Severity.SUSPEND), WHY);

    TestPeer.await("the other's change", () -> blocks.isSuspended(BOB));
  }

  @Test
  void suspendedServerIsNeitherHeardNorToldUnlessThereAreAccountsAndItIsAboutMoney()
      throws Exception {
    blocks.put(rule("birch.example", Severity.SUSPEND), WHY);
    BlockedServers stranger = new BlockedServers(blocks, _ -> false);
    BlockedServers peer = new BlockedServers(blocks, _ -> true);
    String receipt = Files.readString(Path.of("..", "docs/protocol/examples/receipt.json"));
    String note =
        """
        {"type": "Like", "id": "https://birch.example/1", "actor": "https://birch.example/actor",
         "object": "https://alder.example/things/1"}
        """;
    URI inbox = URI.create("https://birch.example/inbox");

    assertThat(stranger.admits(document(receipt))).isFalse();
    assertThat(stranger.admits(document(note))).isFalse();
    assertThat(stranger.isOutOfReach(inbox)).isTrue();
    assertThat(peer.admits(document(receipt))).isTrue();
    assertThat(peer.admits(document(note))).isFalse();
    assertThat(peer.isOutOfReach(inbox)).isFalse();
    assertThat(peer.releases(inbox, receipt.getBytes(StandardCharsets.UTF_8))).isTrue();
    assertThat(peer.releases(inbox, note.getBytes(StandardCharsets.UTF_8))).isFalse();
    assertThat(peer.releases(URI.create("https://elm.example/inbox"), new byte[0])).isTrue();
  }

  private static ActivityDocument document(String json) {
    return new ActivityDocument(Json.parseObject(json.getBytes(StandardCharsets.UTF_8)));
  }

  private DomainBlocks blocks(boolean onlyAllowed) {
    return new DomainBlocks(
        database, audit, InstantSource.system(), URI.create("https://alder.example"), onlyAllowed);
  }

  private static DomainRule rule(String domain, Severity severity) {
    return new DomainRule(Domain.of(domain), severity, null, null);
  }
}
