package dev.keyward.vm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.keyward.vm.disk.TestGpt;
import dev.keyward.vm.shielding.TestShielding;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts in another language that know the layouts from their description only. */
class LayoutWitnessTest {

  private static final Map<String, Boolean> THERE = new HashMap<>();

  @TempDir Path folder;

  private record Ended(int code, String output) {}

  private Ended run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), output.strip());
  }

  private Ended script(String name, String... arguments) throws Exception {
    assumeThere("python3", "--version");
    assumeThere("openssl", "version");
    Path script = folder.resolve(name);
    try (InputStream in = getClass().getResourceAsStream("/vm/" + name)) {
      Files.write(script, in.readAllBytes());
    }
    List<String> command = new ArrayList<>(List.of("python3", script.toString()));
    command.addAll(List.of(arguments));
    return run(command.toArray(String[]::new));
  }

  /** Asked once for each program: to start one takes longer than most tests here. */
  private void assumeThere(String command, String version) throws Exception {
    Boolean isThere = THERE.get(command);
    if (isThere == null) {
      isThere = starts(command, version);
      THERE.put(command, isThere);
    }
    assumeTrue(isThere, "SKIPPED: no " + command + " to be a witness");
  }

  private boolean starts(String command, String version) throws Exception {
    try {
      return run(command, version).code() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private String write(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content).toString();
  }

  @Test
  void verifiesACatalogAndItsDisk() throws Exception {
    Path disk = TestCatalogs.disk(folder, 5 * TestCatalogs.MIB + 512);
    byte[] catalog = TestCatalogs.sign(disk, "server", "1.2.3.4", "contoso").encode();
    Ended ended = script("check_catalog.py", write("catalog", catalog), disk.toString());
    assertEquals(new Ended(0, "server 1.2.3.4"), ended);
  }

  @ParameterizedTest
  @ValueSource(ints = {512, 4096})
  void findsTheSamePartitionsInSectorsOfEitherSize(int sector) throws Exception {
    TestGpt gpt = new TestGpt(3 * TestCatalogs.MIB, sector);
    Random random = new Random(sector);
    for (int number = 1; number <= 8; number += 1 + random.nextInt(2)) {
      long first = 40 + 20L * number + random.nextInt(10);
      gpt.partition(number, number == 1 ? TestGpt.EFI : TestGpt.BASIC, first, first + number);
      gpt.name(number, "part " + number);
    }
    Path disk = Files.write(folder.resolve("disk"), gpt.seal().disk.array());
    byte[] catalog = TestCatalogs.sign(disk, "server", "1.2.3.4", "contoso").encode();
    Ended ended = script("check_catalog.py", write("catalog", catalog), disk.toString());
    assertEquals(0, ended.code(), ended.output());
    assertTrue(ended.output().startsWith("server 1.2.3.4 1:part 1 "), ended.output());
  }

  @Test
  void findsTheContentOfAConvertedDiskInTheCatalog() throws Exception {
    assumeThere("qemu-img", "--version");
    Path disk = TestCatalogs.disk(folder, 3 * TestCatalogs.MIB);
    Path vhdx = folder.resolve("disk.vhdx");
    Ended converted =
        run("qemu-img", "convert", "-f", "raw", "-O", "vhdx", disk.toString(), vhdx.toString());
    assertEquals(0, converted.code(), converted.output());
    byte[] catalog = TestCatalogs.sign(vhdx, "server", "1.2.3.4", "contoso").encode();
    Ended ended = script("check_catalog.py", write("catalog", catalog), disk.toString());
    assertEquals(new Ended(0, "server 1.2.3.4"), ended);
  }

  @Test
  void findsAChangedDisk() throws Exception {
    Path disk = TestCatalogs.disk(folder, 3 * TestCatalogs.MIB);
    byte[] catalog = TestCatalogs.sign(disk, "server", "1.2.3.4", "contoso").encode();
    byte[] content = Files.readAllBytes(disk);
    content[2 * TestCatalogs.MIB] ^= 1;
    Ended ended = script("check_catalog.py", write("catalog", catalog), write("disk.img", content));
    assertEquals("other content in span 2", ended.output());
    assertNotEquals(0, ended.code());
  }

  @Test
  void refusesAChangedCatalog() throws Exception {
    Path disk = TestCatalogs.disk(folder, TestCatalogs.MIB);
    byte[] catalog = TestCatalogs.sign(disk, "server", "1.2.3.4", "contoso").encode();
    String other = new String(catalog, StandardCharsets.ISO_8859_1).replace("1.2.3.4", "1.2.3.5");
    Ended ended =
        script(
            "check_catalog.py",
            write("catalog", other.getBytes(StandardCharsets.ISO_8859_1)),
            disk.toString());
    assertEquals("the signature does not verify", ended.output());
    assertNotEquals(0, ended.code());
  }

  @Test
  void verifiesTheOwnersSignatureOverShieldingDataAndItsParts() throws Exception {
    String file = write("data", TestShielding.create("server"));
    Ended ended = script("check_header.py", file, "shielding-data");
    assertEquals(0, ended.code(), ended.output());
    assertEquals(
        List.of(
            "shielded branch datacenter",
            "answer-file True",
            "file/setup.ps1 True",
            "server greater 1.2.3.4"),
        ended.output().lines().toList());
  }

  @Test
  void refusesAChangedHeaderOfShieldingData() throws Exception {
    byte[] data = TestShielding.create("server");
    String other = new String(data, StandardCharsets.ISO_8859_1).replace("1.2.3.4", "1.2.3.5");
    String file = write("data", other.getBytes(StandardCharsets.ISO_8859_1));
    Ended ended = script("check_header.py", file, "shielding-data");
    assertEquals("the signature does not verify", ended.output());
    assertNotEquals(0, ended.code());
  }
}
