package org.farthing.node.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.InstantSource;
import java.util.List;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.platform.database.TestDatabase;
import org.farthing.node.platform.http.Problem;
import org.farthing.protocol.activity.Origin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MembersTest {

  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private final LocalIds ids = new LocalIds(Origin.of("https://a.example"));
  private final ActorKeyRing keys =
      new ActorKeyRing(DATABASE.get(), TestSecret.secret(), ids, InstantSource.system());
  private final Members members = new Members(DATABASE.get(), keys, ids, InstantSource.system());

  @Test
  void memberIsFoundByIdAndNameAndHasAKey() {
    Member alice = members.create("alice_1", " Alice ");

    assertThat(alice.displayName()).isEqualTo("Alice");
    assertThat(members.find(alice.id())).map(Member::name).contains("alice_1");
    assertThat(members.find("alice_1")).map(Member::id).contains(alice.id());
    assertThat(members.find("Alice_1")).isEmpty();
    assertThat(keys.ed25519(ids.member("alice_1")).id())
        .hasToString("https://a.example/users/alice_1#ed25519-key");
  }

  @Test
  void nameBelongsToOneMember() {
    members.create("bob", "Bob");

    assertThatThrownBy(() -> members.create("bob", "Another Bob"))
        .isInstanceOfSatisfying(Problem.class, e -> assertThat(e.code()).isEqualTo("name_taken"));
    assertThat(members.find("bob")).map(Member::displayName).contains("Bob");
  }

  @Test
  void namesThatCannotBeAreRefused() {
    for (String name : List.of("", "Alice", "a b", "a.b", "ä", "a/b", "a".repeat(65))) {
      assertThatThrownBy(() -> members.create(name, "Somebody"))
          .isInstanceOfSatisfying(
              Problem.class, e -> assertThat(e.code()).isEqualTo("malformed_name"));
    }
    for (String name : List.of("actor", "flattr", "inbox")) {
      assertThatThrownBy(() -> members.create(name, "Somebody"))
          .isInstanceOfSatisfying(
              Problem.class, e -> assertThat(e.code()).isEqualTo("reserved_name"));
    }
    assertThatThrownBy(() -> members.create("nameless", " "))
        .isInstanceOfSatisfying(
            Problem.class, e -> assertThat(e.code()).isEqualTo("malformed_display_name"));
  }

  @Test
  void listGoesOnWhereThePageEnded() {
    members.create("page_1", "1");
    members.create("page_2", "2");
    members.create("page_3", "3");

    List<Member> first = members.list("page_", 2);
    List<Member> second = members.list(first.getLast().name(), 1);

    assertThat(first).extracting(Member::name).containsExactly("page_1", "page_2");
    assertThat(second).extracting(Member::name).containsExactly("page_3");
  }
}
