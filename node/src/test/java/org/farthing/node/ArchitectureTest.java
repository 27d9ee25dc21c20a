package org.farthing.node;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The house keeps to its plan (ARCHITECTURE.md). */
final class ArchitectureTest {

  private static final String NODE = "org.farthing.node";
  private static final String GENERATED = NODE + ".generated..";

  /** From the ground up: each knows only those before it. Pages and commands stand on top. */
  private static final List<String> FEATURES =
      List.of(
          "platform",
          "federation",
          "account",
          "ledger",
          "audit",
          "payout",
          "peer",
          "guard",
          "social",
          "witness",
          "identity",
          "flattr",
          "publication",
          "settlement",
          "realmoney",
          "figures",
          "look",
          "notice",
          "bot",
          "signin");

  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("/generated/"))
          .importPackages(NODE);

  static IntStream features() {
    return IntStream.range(0, FEATURES.size());
  }

  @ParameterizedTest
  @MethodSource("features")
  void featuresKnowOnlyThoseBelow(int feature) {
    String[] below =
        FEATURES.subList(0, feature + 1).stream()
            .map(name -> NODE + "." + name + "..")
            .toArray(String[]::new);

    classes()
        .that(resideInAPackage(NODE + "." + FEATURES.get(feature) + ".."))
        .should()
        .onlyDependOnClassesThat(
            resideOutsideOfPackage(NODE + "..")
                .or(resideInAnyPackage(below))
                .or(resideInAPackage(GENERATED)))
        .check(OURS);
  }

  @Test
  void onlyCommandsKnowPlaysAndNobodyKnowsCommands() {
    noClasses()
        .that(not(resideInAnyPackage(NODE + ".play..", NODE + ".command..")))
        .should()
        .dependOnClassesThat(resideInAnyPackage(NODE + ".play..", NODE + ".command.."))
        .check(OURS);
    noClasses()
        .that(resideInAPackage(NODE + ".play.."))
        .should()
        .dependOnClassesThat(resideInAPackage(NODE + ".command.."))
        .check(OURS);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching(NODE + ".(**)").should().beFreeOfCycles().check(OURS);
  }

  @Test
  void onlyStoresKnowTables() {
    DescribedPredicate<JavaClass> store =
        describe("stores", type -> outermost(type).endsWith("Store"));

    noClasses()
        .that(not(store))
        .should()
        .dependOnClassesThat(resideInAPackage(GENERATED))
        .check(OURS);
  }

  @Test
  void onlyPlatformOpensSocketsAndConnections() {
    DescribedPredicate<JavaClass> connections =
        describe(
            "sockets, HTTP clients and JDBC connections",
            type ->
                type.getPackageName().startsWith("java.net.http")
                    || type.getPackageName().startsWith("io.helidon.webclient")
                    || type.getPackageName().startsWith("com.zaxxer")
                    || type.getPackageName().startsWith("javax.sql")
                    || List.of(
                            "java.net.Socket",
                            "java.nio.channels.SocketChannel",
                            "java.net.URLConnection",
                            "java.sql.Connection",
                            "java.sql.DriverManager")
                        .contains(type.getName()));

    noClasses()
        .that(not(resideInAPackage(NODE + ".platform..")))
        .should()
        .dependOnClassesThat(connections)
        .check(OURS);
  }

  @Test
  void nobodySleepsOutsideOfPlatform() {
    noClasses()
        .that(not(resideInAPackage(NODE + ".platform..")))
        .should()
        .callMethod(Thread.class, "sleep", long.class)
        .orShould()
        .callMethod(Thread.class, "sleep", Duration.class)
        .check(OURS);
  }

  @Test
  void onlyCommandsWriteToTheTerminal() {
    noClasses()
        .that(not(resideInAPackage(NODE + ".command..")))
        .should(ACCESS_STANDARD_STREAMS)
        .check(OURS);
  }

  @Test
  void namesSayWhatThingsAre() {
    noClasses()
        .should()
        .haveNameMatching(".*(Service|Manager|Helper|Util|Utils|Impl|Dto|DTO)")
        .check(OURS);
  }

  private static String outermost(JavaClass type) {
    String name = type.getName();
    int nested = name.indexOf('$');
    return nested < 0 ? name : name.substring(0, nested);
  }
}
