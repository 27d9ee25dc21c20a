package org.farthing.protocol.model;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

/** A model that shared code with what it checks would share its bugs. */
class IndependenceTest {

  @Test
  void theModelKnowsNothingOfTheProtocol() {
    JavaClasses model = new ClassFileImporter().importPackages("org.farthing.protocol.model");

    classes()
        .that()
        .haveSimpleNameNotEndingWith("Test")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("org.farthing.protocol.model", "java..", "org.jspecify..")
        .check(model);
  }
}
