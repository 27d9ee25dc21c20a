package org.farthing.protocol;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** A library that others could use: no I/O, no clock, no database. */
final class ArchitectureTest {

  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.farthing.protocol");

  @Test
  void packagesHaveNoCycles() {
    slices().matching("org.farthing.protocol.(*)..").should().beFreeOfCycles().check(OURS);
  }

  @Test
  void itNeedsNothingOfTheNode() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.farthing.node..", "io.helidon..", "org.jooq..", "java.sql..")
        .check(OURS);
  }

  @Test
  void itDoesNoInputOrOutput() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.nio.file..", "java.nio.channels..", "java.net.http..")
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching(
            "java\\.net\\.(Socket|ServerSocket|URLConnection|InetAddress)|java\\.io\\.File.*")
        .check(OURS);
  }

  @Test
  void itKnowsNoClock() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .areAssignableTo(InstantSource.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Clock.class)
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .check(OURS);
  }

  @Test
  void moneyAndDocumentsStandAlone() {
    classes()
        .that()
        .resideInAnyPackage("org.farthing.protocol.money..", "org.farthing.protocol.json..")
        .should()
        .onlyDependOnClassesThat()
        .resideOutsideOfPackages(
            "org.farthing.protocol.activity..",
            "org.farthing.protocol.message..",
            "org.farthing.protocol.settlement..",
            "org.farthing.protocol.signature..")
        .check(OURS);
  }
}
