package org.farthing.node.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.farthing.node.generated.Tables.API_TOKEN;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.platform.database.TestDatabase;
import org.farthing.protocol.activity.Origin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ApiTokensTest {

  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final LocalIds IDS = new LocalIds(Origin.of("https://a.example"));

  private final ApiTokens tokens = new ApiTokens(DATABASE.get(), InstantSource.system());

  @Test
  void bearerIsWhoTheTokenWasIssuedTo() {
    Member alice = member("alice");

    String token = tokens.issue(alice.id(), "phone");
    String admin = tokens.issueForAdmin("scripts");

    assertThat(tokens.authenticate(token)).contains(new TokenHolder.OfMember(alice.id()));
    assertThat(tokens.authenticate(admin)).contains(new TokenHolder.Admin());
    assertThat(tokens.authenticate(token.substring(1))).isEmpty();
    assertThat(tokens.authenticate(token.substring(0, token.length() - 2) + "AA")).isEmpty();
  }

  @Test
  void revokedTokenIsRefusedAtOnce() {
    String token = tokens.issue(member("bob").id(), "phone");
    assertThat(tokens.authenticate(token)).isPresent();

    assertThat(tokens.revoke(token)).isTrue();

    assertThat(tokens.authenticate(token)).isEmpty();
    assertThat(tokens.revoke(token)).isFalse();
  }

  @Test
  void tokenIsNotInTheDatabase() {
    String token = tokens.issue(member("carol").id(), "phone");

    List<String> rows =
        DATABASE.get().read(tx -> tx.dsl().selectFrom(API_TOKEN).fetch().map(Object::toString));

    assertThat(rows).isNotEmpty().noneMatch(row -> row.contains(token));
  }

  @Test
  void setUpLinkOpensOnceAndNotForTheApi() {
    String link = tokens.issueForSetUp(Duration.ofHours(1));

    assertThat(tokens.authenticate(link)).isEmpty();
    assertThat(tokens.redeemForSetUp(link)).isTrue();
    assertThat(tokens.redeemForSetUp(link)).isFalse();
  }

  @Test
  void setUpLinkEndsWithItsTime() {
    Instant yesterday = Instant.now().minus(Duration.ofDays(1));
    ApiTokens then = new ApiTokens(DATABASE.get(), InstantSource.fixed(yesterday));

    String link = then.issueForSetUp(Duration.ofHours(1));

    assertThat(tokens.redeemForSetUp(link)).isFalse();
  }

  private static Member member(String name) {
    ActorKeyRing keys =
        new ActorKeyRing(DATABASE.get(), TestSecret.secret(), IDS, InstantSource.system());
    return new Members(DATABASE.get(), keys, IDS, InstantSource.system()).create(name, name);
  }
}
