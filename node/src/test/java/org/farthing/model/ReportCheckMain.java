package org.farthing.model;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks what {@code play} left behind: {@code ReportCheckMain SCENARIO.json DIR}. Prints each
 * difference; exit status 0 when there is none, 1 when there are, 2 for a wrong call.
 */
public final class ReportCheckMain {

  private ReportCheckMain() {}

  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 2) {
      System.err.println("usage: ReportCheckMain SCENARIO.json DIR");
      System.exit(2);
    }
    List<String> differences = differences(Path.of(arguments[0]), Path.of(arguments[1]));
    differences.forEach(System.out::println);
    System.out.println(
        differences.isEmpty() ? "every figure is right" : differences.size() + " differences");
    System.exit(differences.isEmpty() ? 0 : 1);
  }

  /** Those of the report, and of each {@code NODE.journal} that stands beside it. */
  public static List<String> differences(Path scenario, Path folder) throws IOException {
    String report = Files.readString(folder.resolve("report.json"));
    List<String> differences =
        new ArrayList<>(ReportCheck.differences(Files.readString(scenario), report));
    if (!differences.isEmpty()) {
      return differences;
    }
    JsonObject json = JsonText.object(report);
    for (JsonObject node : json.getJsonArray("nodes").getValuesAs(JsonObject.class)) {
      String name = node.getString("name");
      Path journal = folder.resolve(name + ".journal");
      if (Files.exists(journal)) {
        differences.addAll(JournalBalances.differences(json, name, Files.readString(journal)));
      } else {
        System.out.println(name + ".journal is not there, so it was not checked");
      }
    }
    return differences;
  }
}
