package org.farthing.node.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {

  @TempDir Path folder;

  @Test
  void secretIsMadeOnceAndForItsOwnerAlone() throws IOException {
    Path path = folder.resolve("node.key");

    NodeSecret first = new KeyFile(path).open();
    NodeSecret second = new KeyFile(path).open();

    assertThat(Files.getPosixFilePermissions(path))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(path).hasSize(32);
    assertThat(first.derive("salt")).isEqualTo(second.derive("salt")).hasSize(32);
    assertThat(first.derive("salt")).isNotEqualTo(first.derive("tag"));
    assertThat(new KeyFile(folder.resolve("other.key")).open().derive("salt"))
        .isNotEqualTo(first.derive("salt"));
  }

  @Test
  void whatIsNoKeyFileIsRefusedInASentence() throws IOException {
    Path cut = Files.write(folder.resolve("cut.key"), new byte[31]);

    assertThatThrownBy(() -> new KeyFile(cut).open())
        .isInstanceOf(KeyFileRefused.class)
        .hasMessageContaining("31 bytes");
    assertThatThrownBy(() -> new KeyFile(folder).open()).isInstanceOf(KeyFileRefused.class);
    assertThatThrownBy(() -> new KeyFile(cut.resolve("below/a/file.key")).open())
        .isInstanceOf(KeyFileRefused.class);
  }

  @Test
  void folderOfTheKeyFileIsMade() {
    Path deep = folder.resolve("no/such/folder.key");

    new KeyFile(deep).open();

    assertThat(deep).exists();
  }

  @Test
  void whatIsSealedOpensUnderItsOwnNameAlone() {
    NodeSecret secret = TestSecret.secret();

    byte[] sealed = secret.seal(new byte[] {1, 2, 3}, "alice");

    assertThat(secret.open(sealed, "alice")).containsExactly(1, 2, 3);
    assertThat(secret.seal(new byte[] {1, 2, 3}, "alice")).isNotEqualTo(sealed);
    assertThatThrownBy(() -> secret.open(sealed, "bob")).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> secret.open(new byte[5], "alice"))
        .isInstanceOf(IllegalStateException.class);
  }
}
