import com.google.googlejavaformat.java.Main;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Runs google-java-format over the Java files below a folder: {@code check} lists what differs and fails, {@code apply} mends. */
final class Format {
  private Format() {}

  public static void main(String[] args) throws Exception {
    if (!Files.isDirectory(Path.of(args[1]))) {
      return;
    }
    boolean check = args[0].equals("check");
    List<String> arguments =
        new ArrayList<>(check ? List.of("--dry-run", "--set-exit-if-changed") : List.of("--replace"));
    int options = arguments.size();
    try (Stream<Path> files = Files.walk(Path.of(args[1]))) {
      files.map(Path::toString).filter(name -> name.endsWith(".java")).sorted().forEach(arguments::add);
    }
    if (arguments.size() == options) {
      return;
    }
    Main.main(arguments.toArray(String[]::new));
  }
}
