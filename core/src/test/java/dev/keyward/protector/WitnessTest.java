package dev.keyward.protector;

import static dev.keyward.guardian.trust.TestTrust.trusted;
import static dev.keyward.protector.TestGuardians.ENGINE;
import static dev.keyward.protector.TestGuardians.RANDOM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.keyward.KeywardException;
import dev.keyward.crypto.TestTools;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.keyfile.KeyFiles;
import dev.keyward.guardian.keyfile.LockedKeys;
import dev.keyward.guardian.keyfile.PfxEncryption;
import dev.keyward.guardian.metadata.GuardianMetadata;
import dev.keyward.guardian.trust.GuardianEntry;
import dev.keyward.guardian.trust.GuardianStore;
import dev.keyward.guardian.trust.Placement;
import dev.keyward.guardian.trust.TrustedGuardian;
import dev.keyward.protector.part.Wrapping;
import dev.keyward.secret.Passphrase;
import dev.keyward.secret.SecretBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Independent tools do by themselves what Keyward says; skipped aloud where they are missing. */
class WitnessTest {

  @TempDir Path folder;

  private final GuardianKeys owner = TestGuardians.of("owner");
  private final GuardianKeys branch = TestGuardians.of("branch");

  private KeyProtector protector(TransportKey key) throws KeywardException {
    return new ProtectorAuthor(TestTools.of(ENGINE, RANDOM))
        .create(owner.signing(), trusted(branch), key);
  }

  private String run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), () -> String.join(" ", command) + ": " + said);
    return said;
  }

  private void needs(String tool) throws InterruptedException {
    boolean there;
    try {
      there = new ProcessBuilder("which", tool).start().waitFor() == 0;
    } catch (IOException e) {
      there = false;
    }
    assumeTrue(there, "skipped: no " + tool + " here");
  }

  private void write(String file, byte[] content) throws IOException {
    Files.write(folder.resolve(file), content);
  }

  private LockedKeys exported(GuardianKeys keys, Passphrase passphrase)
      throws IOException, KeywardException {
    GuardianStore store = GuardianStore.at(folder.resolve("store"), TestTools.of(ENGINE, RANDOM));
    GuardianMetadata metadata = GuardianMetadata.create(keys.signing(), ENGINE);
    TrustedGuardian trusted = TrustedGuardian.madeHere(keys, TestTools.of(ENGINE, RANDOM));
    store.add(new GuardianEntry(trusted, metadata), keys, passphrase, Placement.NEW);
    GuardianKeys opened = store.unlock(keys.guardian(), passphrase);
    return KeyFiles.export(opened, passphrase, PfxEncryption.AES256, RANDOM);
  }

  @Test
  void opensslOpensAWrappingWithAnExportedKey() throws Exception {
    needs("openssl");
    try (TransportKey key = TransportKey.create(RANDOM);
        Passphrase passphrase = Passphrase.copyOf("test-only".toCharArray())) {
      Wrapping wrapping = protector(key).wrappings().get(1);
      write("encryption.p12", exported(branch, passphrase).encryption());
      write("wrapped", wrapping.transportKey().cipherValue());
      run(
          "openssl",
          "pkcs12",
          "-in",
          "encryption.p12",
          "-passin",
          "pass:test-only",
          "-nodes",
          "-nocerts",
          "-out",
          "key.pem");
      run(
          "openssl",
          "pkeyutl",
          "-decrypt",
          "-inkey",
          "key.pem",
          "-in",
          "wrapped",
          "-out",
          "opened",
          "-pkeyopt",
          "rsa_padding_mode:oaep",
          "-pkeyopt",
          "rsa_oaep_md:sha256",
          "-pkeyopt",
          "rsa_mgf1_md:sha256");
      byte[] opened = Files.readAllBytes(folder.resolve("opened"));
      try (SecretBytes theirs = SecretBytes.copyOf(opened)) {
        assertTrue(theirs.sameAs(key.bytes()));
      }
    }
  }

  @Test
  void opensslAcceptsTheSealOverWhatXmllintMakesOfTheWrappings() throws Exception {
    needs("openssl");
    needs("xmllint");
    try (TransportKey key = TransportKey.create(RANDOM)) {
      KeyProtector protector = protector(key);
      String document = new String(protector.encode(), StandardCharsets.UTF_8);
      String end = "</Wrappings>";
      write(
          "wrappings.xml",
          document
              .substring(document.indexOf("<Wrappings"), document.indexOf(end) + end.length())
              .getBytes(StandardCharsets.UTF_8));
      String canonical = run("xmllint", "--exc-c14n", "wrappings.xml");
      // The tool ends its output with a line feed of its own in some versions.
      byte[] signed = canonical.stripTrailing().getBytes(StandardCharsets.UTF_8);
      assertTrue(Arrays.equals(protector.canonicalWrappings(), signed));
      write("signed", signed);
      write("seal", protector.guardianSignature().signature().value());
      write("owner.cer", owner.guardian().signing().der());
      run(
          "openssl",
          "x509",
          "-inform",
          "der",
          "-in",
          "owner.cer",
          "-pubkey",
          "-noout",
          "-out",
          "owner.pem");
      assertEquals(
          "Verified OK",
          run("openssl", "dgst", "-sha256", "-verify", "owner.pem", "-signature", "seal", "signed")
              .strip());
    }
  }

  @Test
  void xmlsec1AcceptsExportedMetadata() throws Exception {
    needs("xmlsec1");
    write("metadata.xml", GuardianMetadata.create(branch.signing(), ENGINE).bytes());
    write("branch.cer", branch.guardian().signing().der());
    run("openssl", "x509", "-inform", "der", "-in", "branch.cer", "-out", "branch.pem");
    run(
        "xmlsec1",
        "--verify",
        "--id-attr:ID",
        "Metadata",
        "--trusted-pem",
        "branch.pem",
        "metadata.xml");
  }
}
