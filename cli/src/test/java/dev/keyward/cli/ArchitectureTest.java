package dev.keyward.cli;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.Console;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The rules of the command's rooms. */
class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.keyward.cli");

  /** The rooms of the verbs, which no room of machinery knows. */
  private static final String[] VERBS = {
    "dev.keyward.cli",
    "dev.keyward.cli.audit..",
    "dev.keyward.cli.base..",
    "dev.keyward.cli.bench..",
    "dev.keyward.cli.command..",
    "dev.keyward.cli.demo..",
    "dev.keyward.cli.edit..",
    "dev.keyward.cli.fleet..",
    "dev.keyward.cli.guardian..",
    "dev.keyward.cli.hgs..",
    "dev.keyward.cli.host..",
    "dev.keyward.cli.protector..",
    "dev.keyward.cli.shielding..",
    "dev.keyward.cli.template..",
    "dev.keyward.cli.view..",
    "dev.keyward.cli.vm.."
  };

  @Test
  void usesTheLibrarysPublicPackagesOnly() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.keyward.internal..")
        .check(CLASSES);
  }

  /** Another library may have put another provider first. */
  @Test
  void algorithmsOfJavaComeFromNamedProviders() {
    noClasses().should().callMethodWhere(looksUpWithoutProvider()).check(CLASSES);
    noClasses().should().callConstructor(SecureRandom.class).check(CLASSES);
  }

  private static DescribedPredicate<JavaCall<?>> looksUpWithoutProvider() {
    return describe(
        "an algorithm is looked up without its provider",
        call ->
            call.getName().startsWith("getInstance")
                && CRYPTO.stream().anyMatch(call.getTargetOwner().getPackageName()::startsWith)
                && call.getTarget().getRawParameterTypes().size() < 2);
  }

  private static final List<String> CRYPTO =
      List.of("java.security", "javax.crypto", "javax.net.ssl", "javax.xml.crypto");

  /** What opens or edits reads protectors strictly. */
  @Test
  void onlyCheckAndVerifyReadProtectorsQuickly() {
    noClasses()
        .that()
        .haveNameNotMatching(".*\\.(CheckProtector|VerifyProtector|BulkOperations)(\\$.*)?")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("dev.keyward.protector.KeylessReader")
        .check(CLASSES);
  }

  /** What a user names may be a pipe to which nobody writes; {@code SafeFiles} refuses it. */
  @Test
  void filesOfTheUserAreOpenedThroughOneDoor() {
    noClasses()
        .that(
            not(resideInAnyPackage("dev.keyward.cli.bench..", "dev.keyward.cli.demo.."))
                .and(not(equivalentTo(Rehearsal.class))))
        .should()
        .callMethodWhere(
            describe(
                "a file is read",
                call ->
                    call.getTargetOwner().isEquivalentTo(Files.class)
                        && Set.of("newInputStream", "newBufferedReader", "readAllBytes")
                            .contains(call.getName())))
        .check(CLASSES);
  }

  @Test
  void roomsHaveNoCycles() {
    slices().matching("dev.keyward.cli.(*)..").should().beFreeOfCycles().check(CLASSES);
    slices().matching("dev.keyward.cli.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void roomsKnowNothingOfTheEntranceButExitCodes() {
    noClasses()
        .that()
        .resideInAPackage("dev.keyward.cli.*..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.keyward.cli").and(not(equivalentTo(ExitCode.class))))
        .check(CLASSES);
  }

  @Test
  void whatAllVerbsUseKnowsNoVerb() {
    noClasses()
        .that()
        .resideInAPackage("dev.keyward.cli.base..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(VERBS)
                .and(not(resideInAPackage("dev.keyward.cli.base..")))
                .and(not(equivalentTo(ExitCode.class))))
        .check(CLASSES);
  }

  @Test
  void onlyTheListOfVerbsKnowsAllNouns() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.keyward.cli.command..", "dev.keyward.cli")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.keyward.cli.command..")
        .check(CLASSES);
  }

  @Test
  void theConsoleAndTheArgumentsKnowNoCommand() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.keyward.cli.args..", "dev.keyward.cli.console..")
        .should()
        .dependOnClassesThat(resideInAnyPackage(VERBS))
        .check(CLASSES);
  }

  @Test
  void reportsKnowTheConsoleAndNoOtherRoom() {
    noClasses()
        .that()
        .resideInAPackage("dev.keyward.cli.report..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(VERBS)
                .and(not(equivalentTo(ExitCode.class)))
                .or(resideInAPackage("dev.keyward.cli.args..")))
        .check(CLASSES);
  }

  @Test
  void onlyReportsKnowTheTemplateEngine() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.keyward.cli.report..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.samskivert..")
        .check(CLASSES);
  }

  @Test
  void servicesKnowTheConsoleAndNoOtherRoom() {
    noClasses()
        .that()
        .resideInAPackage("dev.keyward.cli.serve..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(VERBS)
                .or(resideInAnyPackage("dev.keyward.cli.args..", "dev.keyward.cli.report..")))
        .check(CLASSES);
  }

  @Test
  void onlyServicesKnowTheHttpServer() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.keyward.cli.serve..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.eclipse.jetty..")
        .check(CLASSES);
  }

  @Test
  void onlyTheEntranceAndTheConsoleTouchTheProcess() {
    noClasses()
        .that(not(equivalentTo(Main.class)).and(not(resideInAPackage("dev.keyward.cli.console.."))))
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .accessField(System.class, "in")
        .orShould()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(System.class, "getenv")
        .orShould()
        .callMethod(System.class, "getenv", String.class)
        .orShould()
        .dependOnClassesThat(equivalentTo(Console.class))
        .check(CLASSES);
  }

  @Test
  void onlyArgsKnowsTheOptionParserAndOnlyTheConsoleTheProgressBar() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.keyward.cli.args..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.commons.cli..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.keyward.cli.console..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("me.tongfei..")
        .check(CLASSES);
  }

  /** What callers' tools go by. The compiler's plug-in checks every class, marked or not. */
  @Test
  void everyPackageSaysThatNothingIsNull() {
    Set<String> unmarked =
        CLASSES.stream()
            .map(JavaClass::getPackage)
            .filter(room -> !room.isAnnotatedWith("org.jspecify.annotations.NullMarked"))
            .map(JavaPackage::getName)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(Set.of(), unmarked);
  }
}
