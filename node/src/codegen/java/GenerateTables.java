import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.DatabaseAddress;
import org.farthing.node.platform.database.EmbeddedMariaDb;
import org.farthing.node.platform.database.InstantBinding;
import org.farthing.node.platform.database.YearMonthConverter;
import org.jooq.codegen.GenerationTool;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.ForcedType;
import org.jooq.meta.jaxb.Generate;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Jdbc;
import org.jooq.meta.jaxb.Logging;
import org.jooq.meta.jaxb.Property;
import org.jooq.meta.jaxb.Target;

/**
 * Generates the table classes from a live, migrated database: {@code MIGRATIONS OUTPUT SOURCES…},
 * where any change below MIGRATIONS or SOURCES has them made anew.
 */
final class GenerateTables {
  private static final String SCHEMA = "farthing";

  private GenerateTables() {}

  public static void main(String[] args) throws Exception {
    Path output = Path.of(args[1]);
    Path stamp = output.resolveSibling("jooq.stamp");
    String digest = digest(Stream.of(args).filter(each -> !each.equals(args[1])).map(Path::of));
    if (Files.isDirectory(output)
        && Files.exists(stamp)
        && Files.readString(stamp).equals(digest)) {
      return;
    }
    delete(output);
    Path folder = Files.createTempDirectory("farthing-codegen-");
    try (EmbeddedMariaDb server = EmbeddedMariaDb.start(EmbeddedMariaDb.Options.in(folder))) {
      DatabaseAddress address = server.database(SCHEMA);
      Database.open(address, 2).close();
      GenerationTool.generate(configuration(address, output));
    } finally {
      delete(folder);
    }
    Files.writeString(stamp, digest);
  }

  private static Configuration configuration(DatabaseAddress address, Path output) {
    Jdbc jdbc = new Jdbc().withUrl(address.url());
    address
        .properties()
        .forEach((k, v) -> jdbc.withProperties(new Property().withKey(k).withValue(v)));
    return new Configuration()
        .withLogging(Logging.WARN)
        .withJdbc(jdbc)
        .withGenerator(
            new Generator()
                .withDatabase(
                    new org.jooq.meta.jaxb.Database()
                        .withName("org.jooq.meta.mariadb.MariaDBDatabase")
                        .withInputSchema(SCHEMA)
                        .withOutputSchemaToDefault(true)
                        .withExcludes("flyway_schema_history")
                        .withUnsignedTypes(false)
                        .withIncludeSequences(false)
                        .withIncludeRoutines(false)
                        .withIncludeTriggerRoutines(false)
                        .withForcedTypes(forcedTypes()))
                .withGenerate(
                    new Generate()
                        .withJavaTimeTypes(true)
                        .withDaos(false)
                        .withPojos(false)
                        .withSequences(false)
                        .withRoutines(false)
                        .withGlobalCatalogReferences(false)
                        .withGlobalSchemaReferences(false)
                        .withImplicitJoinPathsToOne(false)
                        .withImplicitJoinPathsToMany(false)
                        .withGeneratedAnnotation(false))
                .withTarget(
                    new Target()
                        .withPackageName("org.farthing.node.generated")
                        .withDirectory(output.toString())));
  }

  private static List<ForcedType> forcedTypes() {
    return Stream.of(
            new ForcedType()
                .withUserType("java.time.Instant")
                .withBinding(InstantBinding.class.getName())
                .withIncludeTypes("(?i:datetime.*)"),
            new ForcedType()
                .withUserType("java.time.YearMonth")
                .withConverter(YearMonthConverter.class.getName())
                .withIncludeTypes("(?i:char\\(7\\))")
                .withIncludeExpression("(?i:.*\\.(.*_)?period)"),
            new ForcedType().withName("UUID").withIncludeTypes("(?i:uuid)"),
            new ForcedType().withName("BOOLEAN").withIncludeTypes("(?i:tinyint\\(1\\))"))
        .map(type -> type.withIgnoreUnused(true))
        .toList();
  }

  private static String digest(Stream<Path> roots) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (Path root : roots.toList()) {
      try (Stream<Path> files = Files.walk(root)) {
        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
          digest.update(file.getFileName().toString().getBytes(StandardCharsets.UTF_8));
          digest.update(Files.readAllBytes(file));
        }
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
