package dev.keyward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.lang.module.FindException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires.Modifier;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Core as the module of another program, which sees what it exports and nothing else. */
class ModuleUseTest {

  private static final String CORE = "dev.keyward.core";
  private static final String DESCRIPTOR = "module outside { requires dev.keyward.core; }";

  @TempDir Path folder;

  /** How a program ended, and what it printed. */
  private record Ended(int code, String text) {}

  /**
   * Core and the modules that it needs when it runs. Those that only tests need, or only the
   * compilation of core, are left out.
   */
  private static String modulePath() {
    Map<String, ModuleReference> known = new HashMap<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      try {
        ModuleFinder.of(Path.of(entry))
            .findAll()
            .forEach(found -> known.putIfAbsent(found.descriptor().name(), found));
      } catch (FindException e) {
        // A folder or jar that cannot be a module, such as that of the tests.
        continue;
      }
    }
    assumeTrue(
        known.containsKey("com.google.crypto.tink"),
        "skipped: dependencies are no jars of their own");
    Map<String, Path> needed = new LinkedHashMap<>();
    Deque<String> open = new ArrayDeque<>(List.of(CORE));
    while (!open.isEmpty()) {
      ModuleReference found = known.get(open.pop());
      if (found != null
          && needed.put(found.descriptor().name(), Path.of(found.location().orElseThrow()))
              == null) {
        found.descriptor().requires().stream()
            .filter(required -> !required.modifiers().contains(Modifier.STATIC))
            .map(ModuleDescriptor.Requires::name)
            .forEach(open::push);
      }
    }
    return needed.values().stream()
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  private Ended run(String program, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", program).toString());
    command.addAll(Arrays.asList(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), text);
  }

  private Ended compiled(String body) throws IOException, InterruptedException {
    assumeTrue(ToolProvider.getSystemJavaCompiler() != null, "skipped: this Java has no compiler");
    Path source = Files.createDirectories(folder.resolve("outside"));
    Files.writeString(folder.resolve("module-info.java"), DESCRIPTOR);
    Path type = Files.writeString(source.resolve("Main.java"), "package outside;\n" + body);
    return run(
        "javac",
        "-J-XX:TieredStopAtLevel=1",
        "--module-path",
        modulePath(),
        "-d",
        folder.resolve("classes").toString(),
        folder.resolve("module-info.java").toString(),
        type.toString());
  }

  @Test
  void aProgramThatRequiresCoreCompilesAndRuns() throws Exception {
    Ended compiled =
        compiled(
            """
            import dev.keyward.Keyward;
            import dev.keyward.crypto.Tools;
            import dev.keyward.guardian.GuardianMaker;
            import dev.keyward.guardian.GuardianName;
            import dev.keyward.protector.Expectation;
            import java.util.List;

            public class Main {
              public static void main(String[] arguments) throws Exception {
                Keyward keyward = Keyward.with(Tools.jdk());
                var plan = new GuardianMaker.Plan(GuardianName.parse("Owner"), 2048, 30, "host");
                var owner = keyward.createGuardian(plan);
                byte[] row = keyward.createProtector(owner.signing(), List.of()).encode();
                var verified = keyward.verify(row, Expectation.ownedBy(owner.guardian()));
                keyward.open(verified, owner.opening()).close();
                System.out.println(Keyward.class.getModule().getName() + " opens it");
              }
            }
            """);
    assertEquals(0, compiled.code(), compiled.text());
    String path = modulePath() + File.pathSeparator + folder.resolve("classes");
    Ended ran = run("java", "-Xshare:auto", "--module-path", path, "-m", "outside/outside.Main");
    assertEquals("dev.keyward.core opens it", ran.text().strip());
    assertEquals(0, ran.code());
  }

  @Test
  void javacRefusesAProgramThatNamesAnInternalRoom() throws Exception {
    Ended refused =
        compiled("public class Main { Object seen = dev.keyward.internal.crypto.Jdk.class; }");
    assertNotEquals(0, refused.code());
    assertTrue(refused.text().contains("does not export"), refused.text());
  }

  @Test
  void javacRefusesAProgramThatNamesARoomOfTheCommandLine() throws Exception {
    Ended refused =
        compiled("public class Main { Object seen = dev.keyward.hgs.HgsEndpoint.class; }");
    assertNotEquals(0, refused.code());
    assertTrue(refused.text().contains("does not export"), refused.text());
  }

  @Test
  void javacRefusesAProgramThatMakesUpTrust() throws Exception {
    Ended refused =
        compiled(
            """
            import dev.keyward.guardian.trust.TrustedGuardian;

            public class Main {
              Object made = new TrustedGuardian(null, null);
            }
            """);
    assertNotEquals(0, refused.code());
    assertTrue(refused.text().contains("TrustedGuardian"), refused.text());
  }
}
