package dev.postern;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Keeps the floors of docs/ARCHITECTURE.md: a package imports only from floors below it. */
class SidecarFloorsTest {
  private static final List<List<String>> FLOORS =
      List.of(
          List.of("dev.postern.files.."),
          List.of(
              "dev.postern.config..",
              "dev.postern.audit..",
              "dev.postern.store..",
              "dev.postern.sources..",
              "dev.postern.offheap..",
              "dev.postern.metrics.."),
          List.of("dev.postern.wire.."),
          List.of("dev.postern.identity..", "dev.postern.mapping.."),
          List.of("dev.postern.grpc..", "dev.postern.http..", "dev.postern.aws.."),
          List.of("dev.postern"));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPath(Path.of("target", "classes"));

  @Test
  void aPackageKnowsOnlyTheFloorsBelowIt() {
    for (int floor = 0; floor < FLOORS.size(); floor++) {
      for (String name : FLOORS.get(floor)) {
        List<String> forbidden = new ArrayList<>();
        FLOORS.subList(floor, FLOORS.size()).stream()
            .flatMap(List::stream)
            .filter(other -> !other.equals(name))
            .forEach(forbidden::add);
        if (!forbidden.isEmpty()) {
          noClasses()
              .that()
              .resideInAPackage(name)
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage(forbidden.toArray(String[]::new))
              .allowEmptyShould(true)
              .check(CLASSES);
        }
      }
    }
  }

  @Test
  void everyPackageHasAFloor() {
    noClasses()
        .should()
        .resideOutsideOfPackages(FLOORS.stream().flatMap(List::stream).toArray(String[]::new))
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void thereAreNoCycles() {
    slices()
        .matching("dev.postern.(*)..")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void packagesAreNotCores() {
    noClasses()
        .should()
        .resideInAnyPackage(
            "dev.postern.model..",
            "dev.postern.text..",
            "dev.postern.policy..",
            "dev.postern.syntax..",
            "dev.postern.directory..",
            "dev.postern.explain..",
            "dev.postern.engine..",
            "dev.postern.cache..",
            "dev.postern.documents..",
            "dev.postern.pdp..")
        .allowEmptyShould(true)
        .check(CLASSES);
  }
}
