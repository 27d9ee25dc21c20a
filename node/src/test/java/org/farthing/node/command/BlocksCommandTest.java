package org.farthing.node.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What an admin types to shut servers out. */
final class BlocksCommandTest extends TypedCommands {

  @Test
  void domainIsBlockedListedAndReleased() {
    succeeds("blocks", "add", "Birch.Example", "--reason", "spam", "--public-comment", "they spam");
    assertThat(out).isEqualTo("Now: birch.example suspend.\n");
    succeeds("blocks", "add", "alder.example", "--severity", "silence", "--reason", "loud");

    succeeds("blocks", "list");
    assertThat(out)
        .containsPattern("alder.example: silence since [^ ]+ by command\n")
        .containsPattern("birch.example: suspend since [^ ]+ by command; public: they spam\n");
    succeeds("blocks", "remove", "birch.example", "--reason", "they have stopped");
    assertThat(out).isEqualTo("Removed: birch.example.\n");
    fails(ExitStatus.REFUSED, "blocks", "remove", "birch.example", "--reason", "again");
    assertThat(err).contains("unknown_domain");
    succeeds("audit");
    assertThat(out)
        .contains("domain-suspend domain:birch.example, because: spam [nothing booked]")
        .contains("domain-unlist domain:birch.example, because: they have stopped");
  }

  @Test
  void listsGoInAndOut() throws IOException {
    Path list = folder.resolve("list.csv");
    String text =
        """
        #domain,#severity,#reject_media,#reject_reports,#public_comment,#obfuscate
        alder.example,silence,false,false,,false
        birch.example,suspend,false,false,"spam, much",false
        """;
    Files.writeString(list, text);

    succeeds("blocks", "import", list.toString(), "--reason", "list of a friend");
    assertThat(out).isEqualTo("2 domains: 2 new or changed, 0 as before; 0 passed over.\n");
    succeeds("blocks", "import", list.toString(), "--reason", "list of a friend");
    assertThat(out).isEqualTo("2 domains: 0 new or changed, 2 as before; 0 passed over.\n");

    succeeds("blocks", "export", folder.resolve("again.csv").toString());
    assertThat(folder.resolve("again.csv")).hasContent(text);
  }

  @Test
  void listWithABadLineIsToldOfAndNothingIsTakenIn() throws IOException {
    Path list = folder.resolve("list.csv");
    Files.writeString(list, "#domain,#severity\nalder.example,suspend\nbi*ch.example,suspend\n");

    fails(ExitStatus.REFUSED, "blocks", "import", list.toString(), "--reason", "list of a friend");

    assertThat(err).contains("malformed_list: nothing is taken in; line 3: malformed_domain");
    succeeds("blocks", "list");
    assertThat(out).isEmpty();
    fails(ExitStatus.REFUSED, "blocks", "import", "absent.csv", "--reason", "why not");
    assertThat(err).contains("unreadable_file");
  }
}
