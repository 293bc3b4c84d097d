package dev.keyward.hgs.folder;

import static dev.keyward.hgs.TestHgs.RANDOM;
import static dev.keyward.hgs.TestHgs.name;
import static dev.keyward.hgs.TestHgs.passphrase;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.TestFolder;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.hgs.TestHgs;
import dev.keyward.hgs.description.CertificateUse;
import dev.keyward.hgs.description.HgsCertificate;
import dev.keyward.hgs.description.HgsNumber;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERSequence;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A state of a service counts only as a whole, and each has a number. */
@Tag("windows")
class HgsManifestTest {

  private static final Map<String, byte[]> FILES =
      Map.of("service.json", new byte[] {1}, "metadata.xml", new byte[] {2});

  @TempDir Path temp;

  private HgsFolder folder;

  @BeforeEach
  void make() throws Exception {
    folder = new TestHgs(temp.resolve("hgs")).folder;
  }

  private Path generation() throws IOException {
    Path service = temp.resolve("hgs/service");
    return service.resolve(Files.readString(service.resolve("current")).strip());
  }

  private void remove() throws Exception {
    folder.changeHosts(before -> before.without(name("host-1")));
  }

  private String refused() {
    KeywardException e = assertThrows(KeywardException.class, folder::describe);
    assertEquals("damaged-service", e.fault().code());
    return e.getMessage();
  }

  @Test
  void everyChangeAddsOneAndNamesTheStateBefore() throws Exception {
    HgsNumber before = folder.state().number();
    remove();
    assertEquals(before.value() + 1, folder.state().number().value());
    assertEquals(Optional.of(before.manifest()), folder.state().number().previous());
  }

  @Test
  void theManifestIsWrittenLast() throws Exception {
    FileTime last = Files.getLastModifiedTime(generation().resolve("manifest.json"));
    for (String file : List.of("service.json", "metadata.xml")) {
      assertTrue(Files.getLastModifiedTime(generation().resolve(file)).compareTo(last) <= 0, file);
    }
  }

  @Test
  void aCopyHasTheSameNumber() throws Exception {
    Path copy = Files.createDirectory(temp.resolve("copy"));
    TestFolder.copy(temp.resolve("hgs"), copy);
    assertEquals(folder.state().number(), HgsFolder.at(copy, RANDOM).state().number());
  }

  @Test
  void twoFoldersOfBeforeHaveTheSameIdentityIfTheyAreCopies() throws Exception {
    Files.delete(generation().resolve("manifest.json"));
    Files.delete(temp.resolve("hgs/service/number"));
    Path copy = Files.createDirectory(temp.resolve("copy"));
    TestFolder.copy(temp.resolve("hgs"), copy);
    assertEquals(0, folder.state().number().value());
    HgsNumber before = folder.state().number();
    assertEquals(before, HgsFolder.at(copy, RANDOM).state().number());
    remove();
    assertEquals(1, folder.state().number().value());
    assertEquals(Optional.of(before.manifest()), folder.state().number().previous());
  }

  @Test
  void onceAManifestWasSeenAStateWithoutOneIsNotWhole() throws Exception {
    Files.delete(generation().resolve("manifest.json"));
    assertTrue(refused().contains("manifest.json"), refused());
  }

  @Test
  void aStateThatIsCopiedFileByFileCountsWithItsLastFile() throws Exception {
    Path copy = temp.resolve("copy");
    HgsFolder slow = HgsFolder.at(copy, RANDOM);
    Path to =
        Files.createDirectories(copy.resolve("service/" + generation().getFileName() + "/keys"));
    Path service = temp.resolve("hgs/service");
    Files.copy(service.resolve("number"), copy.resolve("service/number"));
    Files.copy(service.resolve("current"), copy.resolve("service/current"));
    try (var files = Files.walk(generation())) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        assertThrows(KeywardException.class, () -> slow.unlock(passphrase()), file.toString());
        Files.copy(file, to.resolveSibling(generation().relativize(file).toString()));
      }
    }
    assertEquals(folder.state().number(), slow.unlock(passphrase()).number());
  }

  @Test
  void namesThatLeaveTheFolderAreNeverRead() throws Exception {
    Path manifest = generation().resolve("manifest.json");
    String json = Files.readString(manifest);
    for (String name : List.of("../current", "/etc/passwd", "keys/..", "policies/x.yaml")) {
      Files.writeString(
          manifest,
          json.replace(
              "\"files\":[",
              "\"files\":[{\"name\":\"" + name + "\",\"sha256\":\"" + "0".repeat(64) + "\"},"));
      assertTrue(refused().contains("files that are not of this service"), refused());
    }
  }

  @Test
  void aManifestIsBounded() throws Exception {
    Path manifest = generation().resolve("manifest.json");
    Files.write(manifest, new byte[HgsManifest.MOST_BYTES + 1]);
    KeywardException e = assertThrows(KeywardException.class, folder::describe);
    assertEquals("too-large", e.fault().code());
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "symbolic links need a right there")
  void aLinkToAnotherFileIsAnotherFile() throws Exception {
    Path secret = Files.writeString(temp.resolve("secret"), "of somebody else");
    Path metadata = generation().resolve("metadata.xml");
    Files.delete(metadata);
    Files.createSymbolicLink(metadata, secret);
    assertFalse(refused().contains("somebody"), refused());
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "symbolic links need a right there")
  void inAFolderOfBeforeOnlyMetadataThatTheServiceSignedIsPublished() throws Exception {
    Path secret = Files.writeString(temp.resolve("secret"), "of somebody else");
    Path metadata = generation().resolve("metadata.xml");
    Files.delete(generation().resolve("manifest.json"));
    Files.delete(temp.resolve("hgs/service/number"));
    Files.delete(metadata);
    Files.createSymbolicLink(metadata, secret);
    assertThrows(MalformedInputException.class, () -> folder.unlock(passphrase()));
  }

  @Test
  void aManifestWithAStrangeNumberIsRefused() throws Exception {
    String json = new String(HgsManifest.first(FILES).encode(), StandardCharsets.UTF_8);
    for (String number : List.of("0", "-1", "2000000001", "1.5", "99999999999999999999", "\"1\"")) {
      byte[] other =
          json.replace("\"number\":1", "\"number\":" + number).getBytes(StandardCharsets.UTF_8);
      assertThrows(MalformedInputException.class, () -> HgsManifest.parse(other, "m"), number);
    }
    byte[] over =
        json.replace("\"number\":1", "\"number\":1,\"over\":1").getBytes(StandardCharsets.UTF_8);
    assertThrows(MalformedInputException.class, () -> HgsManifest.parse(over, "m"));
  }

  @Test
  void afterTheHighestNumberNothingIsWritten() throws Exception {
    HgsManifest last = HgsManifest.first(FILES).over(HgsNumber.MOST - 1, FILES);
    assertEquals(HgsNumber.MOST, last.number().value());
    assertThrows(MalformedInputException.class, () -> last.next(FILES));
  }

  @Test
  void whatIsWrittenIsRead() throws Exception {
    HgsManifest written = HgsManifest.first(FILES).over(7, FILES);
    HgsManifest read = HgsManifest.parse(written.encode(), "m");
    assertEquals(written.number(), read.number());
    assertEquals(8, read.number().value());
    assertEquals(Optional.of(Thumbprint.of(new byte[] {2})), read.digest("metadata.xml"));
  }

  /** A file without a MAC opens with any passphrase, so anybody could put one there. */
  @Test
  void aKeyFileThatAnybodyCanMakeIsRefused() throws Exception {
    HgsCertificate encryption = folder.describe().primary(CertificateUse.ENCRYPTION).orElseThrow();
    Path key = generation().resolve(HgsKeyFile.names(encryption.certificate().thumbprint()).get(0));
    Files.delete(generation().resolve("manifest.json"));
    Files.delete(temp.resolve("hgs/service/number"));
    ASN1Sequence pfx = ASN1Sequence.getInstance(Files.readAllBytes(key));
    ASN1Encodable[] withoutMac = {pfx.getObjectAt(0), pfx.getObjectAt(1)};
    Files.write(key, new DERSequence(withoutMac).getEncoded());
    KeywardException e = assertThrows(KeywardException.class, () -> folder.unlock(passphrase()));
    assertTrue(e.fault().found().contains("without a MAC"), e.fault()::toString);
  }
}
