package dev.keyward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.crypto.RsaEngine;
import dev.keyward.crypto.Tools;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.GuardianMaker;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.KeyDevice;
import dev.keyward.guardian.metadata.GuardianMetadata;
import dev.keyward.protector.Expectation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The blocks of {@code docs/library.md} compile, run, and stand in the Javadoc of the door too. */
class LibraryPageTest {

  private static final Path PAGE = Path.of("docs/library.md");
  private static final Pattern SNIPPET =
      Pattern.compile("<pre>\\{@code\n(.*?)\n \\* }</pre>", Pattern.DOTALL);
  private static final Pattern IMPORTS =
      Pattern.compile("```java imports\n(.*?)```", Pattern.DOTALL);
  private static final int TASKS = 5;
  private static final GuardianKeys KEYS = made();

  @TempDir Path folder;

  /** Valid on the day of the test, because the programs use the clock of the system. */
  private static GuardianKeys made() {
    try {
      GuardianMaker.Plan plan =
          new GuardianMaker.Plan(GuardianName.parse("Hoster"), 2048, 365, "host");
      return Keyward.with(Tools.jdk()).createGuardian(plan);
    } catch (KeywardException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> blocks() throws IOException {
    return PageCode.blocks(PAGE);
  }

  @Test
  void theReadmeShowsTheFirstThreeTasks() throws IOException {
    Matcher shown = PageCode.BLOCK.matcher(Files.readString(Path.of("../README.md")));
    assertTrue(shown.find());
    assertEquals(String.join("\n", blocks().subList(0, 3)), shown.group(1));
  }

  private static List<String> snippets() throws IOException {
    String source = Files.readString(Path.of("src/main/java/dev/keyward/Keyward.java"));
    List<String> snippets = new ArrayList<>();
    for (Matcher snippet = SNIPPET.matcher(source); snippet.find(); ) {
      snippets.add(snippet.group(1).replaceAll("(?m)^ \\* ?", "") + "\n");
    }
    return snippets;
  }

  private Class<?> compiled(String name, String source) throws Exception {
    PageCode.compile(folder, name, source);
    return PageCode.loaded(folder, name);
  }

  private Class<?> program(String name) throws Exception {
    return compiled(name, PageCode.program(PAGE, name));
  }

  private static String printed(Method method, Object... arguments) throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    System.setOut(new PrintStream(text, true, StandardCharsets.UTF_8));
    try {
      method.invoke(null, arguments);
    } finally {
      System.setOut(before);
    }
    return text.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
  }

  /** The block of imports, which begins otherwise than the blocks that are programs. */
  private static String imports() throws IOException {
    Matcher imports = IMPORTS.matcher(Files.readString(PAGE));
    assertTrue(imports.find());
    return imports.group(1);
  }

  @Test
  void theJavadocOfTheDoorHasTheBlocksOfTheFiveTasks() throws IOException {
    assertEquals(blocks().subList(0, TASKS), snippets());
  }

  @Test
  void theFiveTasksRunInTheirOrder() throws Exception {
    String source =
        imports()
            + """
        public class FiveTasks {
          public static void run(Path folder, byte[] metadata, String pinnedSha256)
              throws Exception {
        """
            + String.join("", blocks().subList(0, TASKS))
            + "System.out.println(summary.counts());\n}\n}\n";
    byte[] metadata = GuardianMetadata.create(KEYS.signing(), RsaEngine.jdk()).bytes();
    Path rows = Files.createDirectory(folder.resolve("rows"));
    Method run =
        compiled("FiveTasks", source).getMethod("run", Path.class, byte[].class, String.class);
    String pin = KEYS.guardian().signing().thumbprint().toString();
    String text = printed(run, rows, metadata, pin);
    assertTrue(text.startsWith("opens: true\nweb-1\n"), text);
  }

  @Test
  void theProvisioningProgramRuns() throws Exception {
    Method main = program("Provisioning").getMethod("main", String[].class);
    String text = printed(main, (Object) new String[0]);
    assertTrue(text.startsWith("100 protectors, "), text);
  }

  @Test
  void theProtectorOfAVmIsReadFromItsTwoFiles() throws Exception {
    Path vm = Path.of(System.getProperty("keyward.fixtures"), "machines", "vm-folder");
    Path vmcx = vm.resolve("6A4F2C1E-7B3D-4E5F-9A8B-0C1D2E3F4A5B.vmcx");
    assertEquals(
        "CN=Shielded VM Signing Certificate (UntrustedGuardian) (HV1)\n",
        printed(program("VmFile").getMethod("print", Path.class), vmcx));
  }

  @Test
  void aProtectorWithAnUnknownKeyDerivationIsVerifiedToo() throws Exception {
    Path vmcx = Path.of(System.getProperty("keyward.fixtures"), "vmcx", "buero-02.vmcx");
    assertEquals(
        3, Keyward.with(Tools.jdk()).verify(vmcx, Expectation.nothing()).wrappings().size());
  }

  @Test
  void theAuditorNamesWhoCanOpenARow() throws Exception {
    Class<?> auditor = program("Auditor");
    Constructor<?> person =
        auditor.getClassLoader().loadClass("Auditor$Person").getConstructors()[0];
    Object hoster =
        person.newInstance(KEYS.guardian().signing().x509(), KEYS.guardian().encryption().x509());
    byte[] row = Keyward.with(Tools.jdk()).createProtector(KEYS.signing(), List.of()).encode();
    String text =
        printed(
            auditor.getMethod("audit", Map.class, Map.class),
            Map.of("Hoster", hoster),
            Map.of("row-1", row));
    assertEquals("row-1: VALID, Hoster\n", text);
  }

  @Test
  void theKmsAdapterSignsAndOpensWithHandles() throws Exception {
    GuardianKeys handles = KeyDevice.handles(KEYS, false);
    Class<?> adapter = program("KmsAdapter");
    Class<?> held = adapter.getClassLoader().loadClass("KmsAdapter$Held");
    Constructor<?> of = held.getConstructor(X509Certificate.class, PrivateKey.class);
    String text =
        printed(
            adapter.getMethod("run", String.class, Provider.class, held, held),
            "Device",
            new KeyDevice(),
            of.newInstance(KEYS.guardian().signing().x509(), handles.signing().key()),
            of.newInstance(KEYS.guardian().encryption().x509(), handles.opening().key()));
    assertEquals("the device opens it: true\n", text);
  }
}
