package dev.keyward.vm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.vm.disk.TestGpt;
import dev.keyward.vm.disk.Witness;
import dev.keyward.vm.shielding.TestShielding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts in another language that know the layouts from their description only. */
class LayoutWitnessTest {

  @TempDir Path folder;

  private String write(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content).toString();
  }

  @Test
  void verifiesACatalogAndItsDisk() throws Exception {
    Path disk = TestCatalogs.disk(folder, 5 * TestCatalogs.MIB + 512);
    byte[] catalog = TestCatalogs.sign(disk, "server", "1.2.3.4", "contoso").encode();
    Checks.Ended ended = Checks.run("check_catalog.py", write("catalog", catalog), disk.toString());
    assertEquals(new Checks.Ended(0, "server 1.2.3.4"), ended);
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
    Checks.Ended ended = Checks.run("check_catalog.py", write("catalog", catalog), disk.toString());
    assertEquals(0, ended.code(), ended.output());
    assertTrue(ended.output().startsWith("server 1.2.3.4 1:part 1 "), ended.output());
  }

  @Test
  void findsTheContentOfAConvertedDiskInTheCatalog() throws Exception {
    Path disk = TestCatalogs.disk(folder, 3 * TestCatalogs.MIB);
    Path vhdx = folder.resolve("disk.vhdx");
    Witness.run(folder, ("qemu-img convert -f raw -O vhdx " + disk + " " + vhdx).split(" "));
    byte[] catalog = TestCatalogs.sign(vhdx, "server", "1.2.3.4", "contoso").encode();
    Checks.Ended ended = Checks.run("check_catalog.py", write("catalog", catalog), disk.toString());
    assertEquals(new Checks.Ended(0, "server 1.2.3.4"), ended);
  }

  @Test
  void findsAChangedDisk() throws Exception {
    Path disk = TestCatalogs.disk(folder, 3 * TestCatalogs.MIB);
    byte[] catalog = TestCatalogs.sign(disk, "server", "1.2.3.4", "contoso").encode();
    byte[] content = Files.readAllBytes(disk);
    content[2 * TestCatalogs.MIB] ^= 1;
    Checks.Ended ended =
        Checks.run("check_catalog.py", write("catalog", catalog), write("disk.img", content));
    assertEquals("other content in span 2", ended.output());
    assertNotEquals(0, ended.code());
  }

  @Test
  void refusesAChangedCatalog() throws Exception {
    Path disk = TestCatalogs.disk(folder, TestCatalogs.MIB);
    byte[] catalog = TestCatalogs.sign(disk, "server", "1.2.3.4", "contoso").encode();
    String other = new String(catalog, StandardCharsets.ISO_8859_1).replace("1.2.3.4", "1.2.3.5");
    Checks.Ended ended =
        Checks.run(
            "check_catalog.py",
            write("catalog", other.getBytes(StandardCharsets.ISO_8859_1)),
            disk.toString());
    assertEquals("the signature does not verify", ended.output());
    assertNotEquals(0, ended.code());
  }

  @Test
  void verifiesTheOwnersSignatureOverShieldingDataAndItsParts() throws Exception {
    String file = write("data", TestShielding.create("server"));
    Checks.Ended ended = Checks.run("check_header.py", file, "shielding-data");
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
    Checks.Ended ended = Checks.run("check_header.py", file, "shielding-data");
    assertEquals("the signature does not verify", ended.output());
    assertNotEquals(0, ended.code());
  }
}
