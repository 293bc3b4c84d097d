package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.PageCode;
import dev.keyward.crypto.Tools;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.GuardianMaker;
import dev.keyward.guardian.GuardianName;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The provider of {@code core/docs/outside-keys.md}, as a jar in {@code lib/ext}. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a shell script")
class OutsideProviderIT {

  private static final Path DISTRIBUTION = Path.of(System.getProperty("keyward.distribution"));
  private static final Path PAGE = Path.of("../core/docs/outside-keys.md");
  private static final String SERVICES = "META-INF/services/dev.keyward.crypto.OutsideKeyProvider";

  private static Path folder;
  private static FakeKms kms;
  private static GuardianKeys keys;

  @BeforeAll
  static void importAGuardianOfTheService(@TempDir Path made) throws Exception {
    folder = made;
    for (String file : List.of("bin/keyward", "lib/keyward.jar")) {
      Path copy = folder.resolve(file);
      Files.createDirectories(copy.getParent());
      Files.copy(DISTRIBUTION.resolve(file), copy, StandardCopyOption.COPY_ATTRIBUTES);
    }
    PageCode.compile(folder, "DemoKms", PageCode.program(PAGE, "DemoKms"));
    jar("demo-kms.jar", "DemoKms", Files.readAllBytes(folder.resolve("DemoKms.class")));
    kms = FakeKms.start();
    keys =
        new GuardianMaker(Seeded.random(), Tools.jdk().engine())
            .create(
                new GuardianMaker.Plan(GuardianName.parse("owner"), 2048, 30, "host"),
                Instant.now());
    Files.write(folder.resolve("signing.cer"), keys.guardian().signing().der());
    Files.write(folder.resolve("encryption.cer"), keys.guardian().encryption().der());
    done(imported("owner", kms.put("encryption", keys.opening().key())));
  }

  @AfterAll
  static void stop() {
    if (kms != null) {
      kms.close();
    }
  }

  private static void jar(String name, String type, byte[] code) throws IOException {
    Path ext = Files.createDirectories(folder.resolve("lib/ext"));
    try (OutputStream out = Files.newOutputStream(ext.resolve(name));
        JarOutputStream jar = new JarOutputStream(out)) {
      jar.putNextEntry(new JarEntry(SERVICES));
      jar.write((type + "\n").getBytes(StandardCharsets.UTF_8));
      jar.putNextEntry(new JarEntry(type + ".class"));
      jar.write(code);
    }
  }

  private static Run imported(String name, String encryption) throws Exception {
    return keyward(
        "guardian",
        "import-keys",
        name,
        "--alias",
        "--allow-untrusted-root",
        "--signing-key",
        kms.put("signing", keys.signing().key()),
        "--signing-certificate",
        "signing.cer",
        "--encryption-key",
        encryption,
        "--encryption-certificate",
        "encryption.cer");
  }

  private static Run keyward(String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of(folder.resolve("bin/keyward").toString()));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("KEYWARD_ARCHIVE", "off");
    builder.environment().put("KEYWARD_STORE", folder.resolve("store").toString());
    // Most of these commands end before the second compiler pays.
    builder.environment().put("KEYWARD_JAVA_OPTS", "-XX:TieredStopAtLevel=1");
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), out, err);
  }

  private static Run done(Run run) {
    assertEquals(0, run.exit(), run.err());
    return run;
  }

  private static void refused(Run run, int exit, String message) {
    assertEquals(exit, run.exit(), run.err());
    assertTrue(run.err().contains(message), run.err());
  }

  @Test
  void theServiceSealsAndOpensAProtector() throws Exception {
    done(keyward("protector", "create", "--owner", "owner", "-o", "vm.kp"));
    Run proved = done(keyward("protector", "check", "vm.kp", "--guardian", "owner", "--prove"));
    assertTrue(proved.out().contains("opens, proved"), proved.out());
  }

  @Test
  void theServiceSealsAnEdit() throws Exception {
    done(keyward("protector", "create", "--owner", "owner", "-o", "edit.kp"));
    Path metadata = folder.resolve("branch.xml");
    done(keyward("guardian", "export", "owner", "-o", metadata.toString()));
    done(keyward("guardian", "renew", "owner"));
    done(keyward("protector", "renew", "edit.kp", "--in-place"));
    done(keyward("protector", "check", "edit.kp", "--guardian", "owner", "--prove"));
  }

  @Test
  void theStoreHasTheReferencesAndNothingElse() throws Exception {
    try (Stream<Path> all = Files.walk(folder.resolve("store/guardians/owner"))) {
      for (Path each : all.filter(path -> path.toString().endsWith(".ref")).toList()) {
        assertTrue(Files.readString(each).startsWith("demo-kms:http://127.0.0.1:"));
      }
    }
    assertTrue(keyward("guardian", "show", "owner").out().contains("demo-kms:http"));
  }

  @Test
  void aKeyThatIsNotTheCertificatesIsRefused() throws Exception {
    String other = kms.put("other", keys.signing().key());
    refused(imported("wrong", other), 4, "a private key that is not the certificate's");
  }

  @Test
  void aServiceThatDoesNotKnowTheKeyIsAnErrorOfTheService() throws Exception {
    String reference = kms.put("encryption", keys.opening().key()) + "-gone";
    refused(imported("gone", reference), 5, "the device fails to open");
  }

  @Test
  void aKindThatNoJarHasIsNamed() throws Exception {
    refused(imported("unknown", "other-kms:key"), 3, "a key of the kind other-kms");
  }
}
