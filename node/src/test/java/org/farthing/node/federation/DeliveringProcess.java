package org.farthing.node.federation;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.farthing.node.ChildJvm;
import org.farthing.node.account.ActorKeyRing;
import org.farthing.node.account.TestSecret;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.federation.outbox.InboxGone;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.DatabaseAddress;
import org.farthing.node.platform.http.AddressRule;
import org.farthing.node.platform.http.GuardedHttpClient;
import org.farthing.node.platform.http.OutboundLimits;
import org.farthing.protocol.activity.Origin;

/** A process that delivers what is in the outbox of a database, until it is killed. */
final class DeliveringProcess implements AutoCloseable {

  private static final String READY = "ready";

  private final Process process;

  private DeliveringProcess(Process process) {
    this.process = process;
  }

  /** Starts one, which works by the time this returns. */
  static DeliveringProcess start(Origin origin, DatabaseAddress database) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(origin.toString(), database.url()));
    database.properties().forEach((name, value) -> arguments.add(name + "=" + value));
    Process process = ChildJvm.of(DeliveringProcess.class, arguments).start();
    BufferedReader output = process.inputReader();
    String line = output.readLine();
    if (!READY.equals(line)) {
      process.destroyForcibly();
      throw new IllegalStateException("the process says " + line);
    }
    return new DeliveringProcess(process);
  }

  /** Kills it with SIGKILL: it can save nothing. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  @SuppressWarnings("SystemOut") // The test reads it.
  public static void main(String[] arguments) throws InterruptedException {
    Map<String, String> properties = new HashMap<>();
    for (String argument : List.of(arguments).subList(2, arguments.length)) {
      String[] property = argument.split("=", 2);
      properties.put(property[0], property[1]);
    }
    LocalIds ids = new LocalIds(Origin.of(arguments[0]));
    InstantSource system = InstantSource.system();
    Database database = Database.open(new DatabaseAddress(arguments[1], properties), 8);
    Federation federation =
        new Federation(
            database,
            ids,
            new ActorKeyRing(database, TestSecret.secret(), ids, system),
            new GuardedHttpClient(AddressRule.LOOPBACK, OutboundLimits.STANDARD),
            _ -> false,
            TestPeer.IMPATIENT,
            TestPeer.IMPATIENT,
            InboxGone.UNHEEDED,
            system);
    federation.start((_, _) -> {});
    System.out.println(READY);
    new CountDownLatch(1).await();
  }
}
