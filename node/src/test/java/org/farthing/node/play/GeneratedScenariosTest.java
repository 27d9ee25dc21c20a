package org.farthing.node.play;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.farthing.model.ScenarioGenerator;
import org.junit.jupiter.api.Test;

class GeneratedScenariosTest {

  @Test
  void everyGeneratedScenarioIsAccepted() {
    for (long seed = 0; seed < 50; seed++) {
      byte[] json = ScenarioGenerator.scenario(seed).getBytes(StandardCharsets.UTF_8);

      assertThat(ScenarioReader.read(json).months()).as("seed " + seed).isNotEmpty();
    }
  }
}
