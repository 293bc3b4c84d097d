package dev.keyward;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The rooms of core and the rules between them. */
class ArchitectureTest {

  private static final JavaClasses CORE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.keyward");

  /** From below to above; a room with sub-rooms comes where its highest one does. */
  private static final List<String> ROOMS =
      List.of(
          "text",
          "secret",
          "finding",
          "file",
          "crypto",
          "guardian",
          "tpm",
          "protector",
          "vm",
          "audit",
          "hgs",
          "host",
          "fleet");

  /** Sub-rooms from below to above; those that a name ends before are the room itself. */
  private static final List<List<String>> COLUMNS =
      List.of(
          List.of("crypto.", "crypto.outside"),
          List.of("guardian.subject", "guardian.", "guardian.keyfile"),
          List.of("guardian.", "guardian.metadata", "guardian.metadata.download"),
          List.of("guardian.", "guardian.metadata", "guardian.trust"),
          List.of("guardian.", "guardian.folder", "guardian.trust"),
          List.of("protector.part", "protector.form", "protector.", "protector.file"),
          List.of("protector.part", "protector.form", "protector.", "protector.listing"),
          List.of("protector.form", "protector.hyperv", "protector.file"),
          List.of("protector.part", "protector.known", "protector.", "protector.file"),
          List.of("protector.part", "protector.known", "protector.known.folder"),
          List.of(
              "vm.disk",
              "vm.disk.digest",
              "vm.sealing",
              "vm.layout",
              "vm.template",
              "vm.shielding"),
          List.of("vm.sealing", "vm.layout", "vm.", "vm.shielding"),
          List.of("vm.sealing", "vm.domain", "vm."),
          List.of(
              "audit.result",
              "audit.policy",
              "audit.judge",
              "audit.ledger",
              "audit.walk",
              "audit.shard",
              "audit.site.report",
              "audit.site",
              "audit.",
              "audit.diff"),
          List.of("audit.result", "audit.look", "audit.judge", "audit.walk"),
          List.of(
              "hgs.message.release",
              "hgs.message",
              "hgs.description",
              "hgs.folder",
              "hgs.memory",
              "hgs."),
          List.of("hgs.description", "hgs.evidence", "hgs.folder"),
          List.of("tpm.structure", "tpm.log", "tpm.policy"),
          List.of("tpm.structure", "tpm.device"),
          List.of("host.failover", "host.tpm", "host.record", "host.run", "host.", "host.libvirt"),
          List.of(
              "fleet.matrix",
              "fleet.topology.fact",
              "fleet.topology",
              "fleet.availability",
              "fleet."),
          List.of("fleet.topology", "fleet.draft"),
          List.of("fleet.matrix", "fleet.plan", "fleet.matrix.finding"));

  private static String pattern(String room) {
    return "dev.keyward." + (room.endsWith(".") ? room.substring(0, room.length() - 1) : room);
  }

  private static void holdsOrder(List<String> rooms, String suffix) {
    for (int room = 0; room < rooms.size(); room++) {
      for (int above = room + 1; above < rooms.size(); above++) {
        noClasses()
            .that()
            .resideInAPackage(pattern(rooms.get(room)) + suffix)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(pattern(rooms.get(above)) + suffix)
            .check(CORE);
      }
    }
  }

  @Test
  void noRoomUsesOneAboveIt() {
    holdsOrder(ROOMS, "..");
  }

  @Test
  void noSubRoomUsesOneAboveIt() {
    COLUMNS.forEach(column -> holdsOrder(column, ""));
  }

  @Test
  void theInternalRoomsUseNothingAboveThemButTheErrors() {
    noClasses()
        .that()
        .resideInAPackage("dev.keyward.internal..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.keyward.secret..",
            "dev.keyward.finding..",
            "dev.keyward.file..",
            "dev.keyward.crypto..",
            "dev.keyward.guardian..",
            "dev.keyward.protector..",
            "dev.keyward.audit..",
            "dev.keyward.vm..",
            "dev.keyward.tpm..",
            "dev.keyward.hgs..",
            "dev.keyward.host..",
            "dev.keyward.fleet..")
        .check(CORE);
  }

  private static final DescribedPredicate<JavaClass> FRONT_DOOR =
      DescribedPredicate.describe(
          "are the front door", type -> type.getName().equals("dev.keyward.Keyward"));

  @Test
  void theErrorsUseNothing() {
    noClasses()
        .that(are(resideInAPackage("dev.keyward")).and(not(FRONT_DOOR)))
        .should()
        .dependOnClassesThat(are(resideInAPackage("dev.keyward..")).and(not(errors())))
        .check(CORE);
  }

  private static DescribedPredicate<JavaClass> errors() {
    return resideInAPackage("dev.keyward").and(not(FRONT_DOOR));
  }

  /** It lies above all rooms, in the package of the errors, which lie below them all. */
  @Test
  void noRoomUsesTheFrontDoor() {
    noClasses().that(not(FRONT_DOOR)).should().dependOnClassesThat(FRONT_DOOR).check(CORE);
  }

  @Test
  void thereAreNoCycles() {
    DescribedPredicate<JavaClass> any = DescribedPredicate.alwaysTrue();
    for (String pattern :
        List.of("dev.keyward.(*)..", "dev.keyward.(**)", "dev.keyward.internal.(*)..")) {
      slices()
          .matching(pattern)
          .should()
          .beFreeOfCycles()
          .ignoreDependency(FRONT_DOOR, any)
          .check(CORE);
    }
  }

  @Test
  void bouncyCastleTinkAndCiphersStayInTheCryptoRoom() {
    noClasses()
        .that(not(resideInAPackage("dev.keyward.internal.crypto..")))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.bouncycastle..", "com.google.crypto..", "javax.crypto..")
        .check(CORE);
  }

  @Test
  void certificatesComeThroughOneDoor() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("dev.keyward.internal.crypto.certificate.Certificates")
        .should()
        .callMethodWhere(
            DescribedPredicate.describe(
                "a certificate is read", call -> call.getName().startsWith("generateCert")))
        .check(CORE);
  }

  /** Another library may have put another provider first, so the JDK's are named in one place. */
  @Test
  void algorithmsOfJavaComeFromNamedProviders() {
    // Only the maker of a handle can use it, so that Rsa leaves those to Java's order.
    noClasses()
        .that(not(isOneOf("Jdk", "Rsa")))
        .should()
        .callMethodWhere(ProviderCalls.ofTheFirst())
        .orShould()
        .callConstructorWhere(ProviderCalls.ofTheFirst())
        .check(CORE);
  }

  private static DescribedPredicate<JavaClass> isOneOf(String... names) {
    return DescribedPredicate.describe(
        "are one of " + List.of(names),
        type ->
            type.getPackageName().equals("dev.keyward.internal.crypto")
                && List.of(names).contains(type.getSimpleName()));
  }

  /** What opens, edits or serves reads strictly, so it cannot have the quick reader. */
  @Test
  void onlyAuditsReadProtectorsQuickly() {
    noClasses()
        .that(
            not(resideInAnyPackage("dev.keyward.audit.judge", "dev.keyward.cli.."))
                .and(
                    DescribedPredicate.describe(
                        "are not of the reader's rooms",
                        type -> !QUICK.contains(type.getSimpleName()))))
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("dev.keyward.protector.KeylessReader")
        .check(CORE);
  }

  private static final Set<String> QUICK = Set.of("KeylessReader", "EncodedProtector");

  @Test
  void thirdPartyXmlAndJsonStayInTheirRooms() {
    noClasses()
        .that(not(resideInAPackage("dev.keyward.internal.xml..")))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.fasterxml.aalto..", "org.codehaus.stax2..")
        .check(CORE);
    noClasses()
        .that(not(resideInAPackage("dev.keyward.internal.json..")))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.fasterxml.jackson..")
        .check(CORE);
  }

  @Test
  void onlyTheReaderLoadsTheYamlLibrary() {
    noClasses()
        .that()
        .haveSimpleNameNotStartingWith("StrictYaml")
        .and()
        .doNotHaveSimpleName("YamlReader")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.fasterxml.jackson.dataformat..", "org.yaml..")
        .check(CORE);
  }

  /** What {@code module-info.java} exports, read from the compiled module. */
  private static DescribedPredicate<JavaClass> exported(
      String description, Predicate<ModuleDescriptor.Exports> wanted) {
    Path module = Path.of("target/classes/module-info.class");
    try (InputStream in = Files.newInputStream(module)) {
      Set<String> packages =
          ModuleDescriptor.read(in).exports().stream()
              .filter(wanted)
              .map(ModuleDescriptor.Exports::source)
              .collect(Collectors.toSet());
      return DescribedPredicate.describe(
          description, type -> packages.contains(type.getPackageName()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** To programs that use the library, or to the command line alone. */
  private static DescribedPredicate<JavaClass> exported() {
    return exported("are exported", rooms -> true);
  }

  private static DescribedPredicate<JavaClass> exportedToEverybody() {
    return exported("are exported to everybody", rooms -> !rooms.isQualified());
  }

  @Test
  void publicSignaturesShowNothingInternalOrForeign() {
    classes()
        .that(exported())
        .and(DescribedPredicate.describe("are reached from outside", ArchitectureTest::isReached))
        .should(showOnly(exported()))
        .check(CORE);
  }

  @Test
  void theLibraryShowsNoRoomOfTheCommandLine() {
    classes()
        .that(exportedToEverybody())
        .and(DescribedPredicate.describe("are reached from outside", ArchitectureTest::isReached))
        .should(showOnly(exportedToEverybody()))
        .check(CORE);
  }

  /** A member of an interface is public even where the type around it is not. */
  private static boolean isReached(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC)
        && type.getEnclosingClass().map(ArchitectureTest::isReached).orElse(true);
  }

  private static ArchCondition<JavaClass> showOnly(DescribedPredicate<JavaClass> visible) {
    var hidden =
        resideInAPackage("dev.keyward..")
            .and(not(visible))
            .or(
                resideInAnyPackage(
                    "org.bouncycastle..", "com.google..", "com.fasterxml..", "org.codehaus.."));
    return new ArchCondition<>("show only the JDK's and public types") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        for (JavaMethod method : type.getMethods()) {
          if (!method.getModifiers().contains(JavaModifier.PUBLIC)) {
            continue;
          }
          Set<JavaClass> shown = new java.util.HashSet<>(method.getRawParameterTypes());
          shown.add(method.getRawReturnType());
          shown.stream()
              .filter(hidden)
              .forEach(
                  each ->
                      events.add(
                          SimpleConditionEvent.violated(
                              method, method.getFullName() + " shows " + each.getName())));
        }
      }
    };
  }

  @Test
  void publicTypesAreFinalSealedOrInterfaces() {
    classes()
        .that(not(resideInAPackage("dev.keyward.internal..")))
        .and()
        .arePublic()
        .and()
        .areNotInterfaces()
        .and()
        .doNotHaveFullyQualifiedName("dev.keyward.KeywardException")
        .and()
        .areNotEnums()
        .should()
        .haveModifier(JavaModifier.FINAL)
        .check(CORE);
  }

  @Test
  void nothingIsCalledUtilHelperOrManager() {
    noClasses().should().haveSimpleNameEndingWith("Util").check(CORE);
    noClasses().should().haveSimpleNameEndingWith("Utils").check(CORE);
    noClasses().should().haveSimpleNameEndingWith("Helper").check(CORE);
    noClasses().should().haveSimpleNameEndingWith("Manager").check(CORE);
  }

  @Test
  void nobodyWritesToTheConsoleOrEndsTheProcess() {
    noClasses().should().accessField(System.class, "out").check(CORE);
    noClasses().should().accessField(System.class, "err").check(CORE);
    noClasses().should().callMethod(System.class, "exit", int.class).check(CORE);
  }

  /** A caller that keeps an array could change what other code relies on. */
  @Test
  void recordsThatAreExportedCopyTheirArrays() {
    classes()
        .that(exported())
        .and()
        .arePublic()
        .and()
        .areRecords()
        // Compared with each wrapping that is read, between rooms of the protector alone.
        .and()
        .doNotHaveSimpleName("Written")
        .should(
            new ArchCondition<>("copy arrays in and out") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                type.getFields().stream()
                    .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
                    .filter(field -> field.getRawType().isEquivalentTo(byte[].class))
                    .map(field -> type.getMethod(field.getName()))
                    .filter(accessor -> !copies(accessor))
                    .forEach(
                        accessor ->
                            events.add(
                                SimpleConditionEvent.violated(
                                    accessor, accessor.getFullName() + " hands out its array")));
              }
            })
        .check(CORE);
  }

  private static boolean copies(JavaMethod accessor) {
    return accessor.getMethodCallsFromSelf().stream()
        .anyMatch(call -> Set.of("clone", "copyOf").contains(call.getName()));
  }

  /** What callers' tools go by. The compiler's plug-in checks every class, marked or not. */
  @Test
  void everyPackageSaysThatNothingIsNull() {
    Set<String> unmarked =
        CORE.stream()
            .map(JavaClass::getPackage)
            .filter(room -> !room.isAnnotatedWith("org.jspecify.annotations.NullMarked"))
            .map(JavaPackage::getName)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(Set.of(), unmarked);
  }
}
