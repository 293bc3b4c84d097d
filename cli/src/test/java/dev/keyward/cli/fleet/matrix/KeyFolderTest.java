package dev.keyward.cli.fleet.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keyward.cli.Run;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates in folders: a folder for each host, and the files in which keys are kept. */
class KeyFolderTest {

  private static final Path CASES =
      Path.of(System.getProperty("keyward.fixtures"), "guardians", "folders");
  private static final String SIGNING = "AEE8B8FB206D4B944EF893ECFBC55809305DA9C7";
  private static final String ENCRYPTION = "589697C16AB9824CDFA0F9168A0A2B78DAF3CEFD";
  private static final Path PFX = CASES.resolve("pfx-per-certificate/by-thumbprint");
  private static final Path CER = CASES.resolve("thumbprint-names/g");

  @TempDir Path folder;

  @BeforeEach
  void copy() throws Exception {
    Files.copy(CASES.resolve("pfx-per-certificate/vm-a.kp"), folder.resolve("vm-a.kp"));
    Files.copy(CASES.resolve("pfx-per-certificate/pfx.txt"), folder.resolve("pfx.txt"));
    Files.createDirectories(folder.resolve("hosts/HV1"));
    Files.createDirectories(folder.resolve("hosts/hv2.example.org"));
    Files.createDirectories(folder.resolve("backup"));
  }

  private void put(Path from, String name, String to) throws Exception {
    Files.copy(from.resolve(name), folder.resolve(to).resolve(name));
  }

  private Run run(String... more) {
    List<String> words = new ArrayList<>(List.of("fleet", "matrix", "vm-a.kp", "--store", "none"));
    words.addAll(List.of("--certificates", "hosts", "--output", "json"));
    words.addAll(List.of("--now", "2026-11-29T12:00:00Z"));
    words.addAll(List.of(more));
    return Run.in(folder).run(words.toArray(String[]::new));
  }

  private static JsonNode data(Run run) throws Exception {
    return new ObjectMapper().readTree(run.out()).get("data");
  }

  private static JsonNode vm(Run run) throws Exception {
    return data(run).get("vms").get(0);
  }

  private static String remarks(Run run) throws Exception {
    return data(run).get("remarks").toString();
  }

  @Test
  void aPfxInAHostsFolderIsAKeyOnThatHost() throws Exception {
    put(PFX, ENCRYPTION + ".pfx", "hosts/HV1");
    Run run = run("--key-passphrase-file", "pfx.txt");
    assertEquals("[\"HV1\"]", vm(run).get("startsOn").toString());
  }

  @Test
  void halfAGuardianOfAHostIsSaidWithItsArticle() throws Exception {
    put(CER, ENCRYPTION + ".cer", "hosts/HV1");
    String out = run().out();
    assertTrue(out.contains(": an encryption certificate without a signing certificate"), out);
  }

  @Test
  void aLockedPfxOfAHostIsNeverPassedOver() throws Exception {
    put(PFX, ENCRYPTION + ".pfx", "hosts/HV1");
    Run run = run();
    assertEquals(4, run.exit(), run.err());
    assertTrue(run.err().contains("needs a passphrase"), run.err());
  }

  @Test
  void aCertificateWithoutKeyTellsNothingAboutTheKey() throws Exception {
    put(CER, ENCRYPTION + ".cer", "hosts/HV1");
    Run run = run();
    assertEquals("[\"HV1\"]", vm(run).get("keyUnknownOn").toString());
    assertTrue(remarks(run).contains("HasPrivateKey"), run.out());
  }

  @Test
  void base64IsTakenAsDerIs() throws Exception {
    byte[] der = Files.readAllBytes(CER.resolve(ENCRYPTION + ".cer"));
    Files.writeString(
        folder.resolve("hosts/HV1/one.cer"),
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder().encodeToString(der)
            + "\n-----END CERTIFICATE-----\n");
    assertEquals("[\"HV1\"]", vm(run()).get("keyUnknownOn").toString());
  }

  private static X509Certificate certificate(String thumbprint) throws Exception {
    try (InputStream in = Files.newInputStream(CER.resolve(thumbprint + ".cer"))) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }

  @Test
  void aFileOfPkcs7HoldsBothCertificatesOfAHost() throws Exception {
    byte[] both =
        CertificateFactory.getInstance("X.509")
            .generateCertPath(List.of(certificate(SIGNING), certificate(ENCRYPTION)))
            .getEncoded("PKCS7");
    Files.write(folder.resolve("hosts/HV1/all.p7b"), both);
    Run run = run();
    assertEquals("[\"HV1\"]", vm(run).get("keyUnknownOn").toString());
    assertFalse(run.out().contains("no-partner"), run.out());
  }

  @Test
  void aPemFileHoldsBothCertificatesOfAHost() throws Exception {
    StringBuilder pem = new StringBuilder();
    for (String each : List.of(SIGNING, ENCRYPTION)) {
      pem.append("-----BEGIN CERTIFICATE-----\n");
      pem.append(Base64.getMimeEncoder().encodeToString(certificate(each).getEncoded()));
      pem.append("\n-----END CERTIFICATE-----\n");
    }
    Files.writeString(folder.resolve("hosts/hv2.example.org/all.pem"), pem);
    assertEquals("[\"hv2.example.org\"]", vm(run()).get("keyUnknownOn").toString());
  }

  private Run plan(String words) {
    List<String> all = new ArrayList<>(List.of(words.split(" ")));
    all.addAll(List.of("--vms", "vm-a.kp", "--certificates", "hosts", "--store", "none"));
    all.addAll(List.of("--backup", "backup", "--key-passphrase-file", "pfx.txt"));
    return Run.in(folder).run(all.toArray(String[]::new));
  }

  @Test
  void aMoveTakesTheKeysFromTheBackupByItsFiles() throws Exception {
    Files.copy(PFX.resolve(ENCRYPTION + ".pfx"), folder.resolve("backup/the old key.pfx"));
    put(CER, SIGNING + ".cer", "backup");
    Run plan = plan("fleet move vm-a --to HV1");
    assertEquals(0, plan.exit(), plan.err());
    assertTrue(plan.out().contains("import the backup on HV1: the old key.pfx;"), plan.out());
    assertTrue(
        plan.out().contains("Import-PfxCertificate -FilePath 'the old key.pfx' -CertStoreLocation"),
        plan.out());
    assertFalse(plan.out().contains(SIGNING), plan.out());
  }

  @Test
  void whatIsLostWithAHostSaysWhatTheBackupHolds() throws Exception {
    put(PFX, ENCRYPTION + ".pfx", "hosts/HV1");
    put(PFX, ENCRYPTION + ".pfx", "backup");
    put(PFX, SIGNING + ".pfx", "backup");
    Run plan = plan("fleet retire HV1");
    assertEquals(0, plan.exit(), plan.err());
    assertTrue(plan.out().contains("  vm-a  backup: both keys"), plan.out());
  }

  @Test
  void aHostWithAnEmptyFolderWasCollected() throws Exception {
    Run run = run();
    assertEquals(1, run.exit(), run.err());
    assertEquals("[]", vm(run).get("notCollectedOn").toString());
  }

  @Test
  void aHostThatIsInOneInputOnlyIsSaid() throws Exception {
    assertTrue(
        remarks(run()).contains("there are certificates but no VMs of HV1, hv2.example.org"));
  }

  @Test
  void aBackupWithBothKeysStartsAStrandedVm() throws Exception {
    put(PFX, ENCRYPTION + ".pfx", "backup");
    put(PFX, SIGNING + ".pfx", "backup");
    Run run = run("--backup", "backup", "--key-passphrase-file", "pfx.txt");
    assertEquals("\"key\"", vm(run).get("backup").get("signing").toString());
    assertEquals("\"key\"", vm(run).get("backup").get("encryption").toString());
    String found = data(run).get("findings").get(0).get("found").asText();
    assertTrue(
        found.endsWith("after importing " + SIGNING + ".pfx and " + ENCRYPTION + ".pfx"), found);
  }

  @Test
  void halfAPairSaysWhichHalf() throws Exception {
    put(PFX, SIGNING + ".pfx", "backup");
    put(CER, ENCRYPTION + ".cer", "backup");
    Run run = run("--backup", "backup", "--key-passphrase-file", "pfx.txt");
    assertEquals("\"key\"", vm(run).get("backup").get("signing").toString());
    assertEquals("\"public\"", vm(run).get("backup").get("encryption").toString());
    List<String> codes =
        StreamSupport.stream(data(run).get("findings").spliterator(), false)
            .map(each -> each.get("code").asText())
            .toList();
    assertTrue(codes.contains("no-host-starts"), "" + codes);
  }

  @Test
  void whatStaysLockedIsAnAnswer() throws Exception {
    put(PFX, ENCRYPTION + ".pfx", "backup");
    Run run = run("--backup", "backup");
    assertEquals("\"locked\"", vm(run).get("backup").get("encryption").toString());
    assertEquals("\"no\"", vm(run).get("backup").get("signing").toString());
    assertTrue(remarks(run).contains("needs a passphrase"), run.out());
  }

  @Test
  void aFileForActiveDirectoryAccountsIsSaidWithAndWithoutAPassphrase() throws Exception {
    Path export = CASES.resolve("pfx-protect-to/export");
    put(export, "untrustedguardian_hv2_encrypt_20240415T1200000000Z.pfx", "backup");
    for (Run run :
        List.of(
            run("--backup", "backup"),
            run("--backup", "backup", "--key-passphrase-file", "pfx.txt"))) {
      assertTrue(remarks(run).contains("Active Directory accounts"), run.out());
    }
  }

  @Test
  void certificatesOutsideOfAHostsFolderNameNoHost() throws Exception {
    put(CER, ENCRYPTION + ".cer", "hosts");
    Run run = run();
    assertTrue(run.err().contains("certificates of a host without a name"), run.err());
    Run named = run("--certificates", "HV9=" + CER);
    assertEquals("[\"HV9\"]", vm(named).get("keyUnknownOn").toString());
  }
}
