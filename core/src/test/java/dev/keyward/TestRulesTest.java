package dev.keyward;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.base.HasDescription;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import java.security.SecureRandom;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No test depends on how fast the machine is, or on luck. */
class TestRulesTest {

  private static final JavaClasses TESTS =
      ArchConfiguration.withThreadLocalScope(TestRulesTest::tests);

  /** What tests call is not read, which would take longer than the tests themselves. */
  private static JavaClasses tests(ArchConfiguration configuration) {
    configuration.setResolveMissingDependenciesFromClassPath(false);
    return new ClassFileImporter()
        .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
        .importPackages("dev.keyward");
  }

  /** Processes of their own, what measures by hand, and servers that answer slowly. */
  private static final List<String> OWN_CLOCK =
      List.of(
          "CrowdedPool",
          "StoreWriter",
          "LargeFleet",
          "ManyMachinesTest",
          "HttpTransportTest",
          "OaepTimingTest",
          "SoftwareTpm",
          "TroubledServiceTest");

  private static GivenClassesConjunction noTests() {
    return noClasses()
        .that(
            DescribedPredicate.<JavaClass>describe(
                "have no need of a clock",
                tested ->
                    OWN_CLOCK.stream()
                        .noneMatch(name -> tested.getName().matches(".*\\." + name + "(\\$.*)?"))));
  }

  @Test
  void noTestSleeps() {
    noTests().should().callMethod(Thread.class, "sleep", long.class).check(TESTS);
  }

  @Test
  void noTestLooksAtAClock() {
    noTests()
        .should()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .check(TESTS);
  }

  @Test
  void allRandomNumbersHaveSeeds() {
    noTests()
        .should()
        .callConstructor(Random.class)
        .orShould()
        .callConstructor(SecureRandom.class)
        .orShould()
        .callMethod(UUID.class, "randomUUID")
        .orShould()
        .callMethod(Math.class, "random")
        .check(TESTS);
  }

  @Test
  void whatIsLeftOutOnASystemSaysWhy() {
    List<String> silent =
        TESTS.stream()
            .flatMap(
                tested ->
                    Stream.concat(
                        tested.getAnnotations().stream(),
                        tested.getMethods().stream().flatMap(m -> m.getAnnotations().stream())))
            .filter(left -> left.getRawType().getSimpleName().matches("(Dis|En)abledOnOs"))
            .filter(left -> !left.hasExplicitlyDeclaredProperty("disabledReason"))
            .map(left -> ((HasDescription) left.getOwner()).getDescription())
            .toList();
    assertEquals(List.of(), silent);
  }
}
