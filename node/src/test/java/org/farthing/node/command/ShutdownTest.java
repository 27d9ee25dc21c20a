package org.farthing.node.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What has a command that runs begin anew, instead of ending it. */
final class ShutdownTest {

  @Test
  void commandBeginsAnewWhenThatIsWanted() throws Exception {
    try (Shutdown shutdown = new Shutdown()) {
      shutdown.beginAnew();

      assertThat(shutdown.await()).isTrue();
    }
  }
}
