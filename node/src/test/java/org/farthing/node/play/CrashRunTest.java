package org.farthing.node.play;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Some months under fire; {@link CrashRun} itself plays as many as are wanted. */
@Tag("crash")
final class CrashRunTest {

  private static final long SEED = new SplittableRandom().nextLong();
  private static final int KILLS = 5;

  @Test
  void nothingIsLostOrDoubledWhateverIsKilled(@TempDir Path folder) throws Exception {
    CrashRun.Result result = CrashRun.run(KILLS, SEED, folder, _ -> {});

    assertThat(result.kills()).as("seed %d", SEED).isEqualTo(KILLS);
    assertThat(result.differences()).as("seed %d, %s", SEED, result.summary()).isEmpty();
  }

  @Test
  void oneThatIsKilledAndGoesOnFromAnOlderCopyCatchesUp(@TempDir Path folder) throws Exception {
    assertThat(CrashRun.runRestored(SEED, folder)).as("seed %d", SEED).isEmpty();
  }
}
