package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.ServiceRefusedException;
import dev.keyward.cli.serve.load.RollClient;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code hgs serve} sees what changes in its folder, and bears a load. */
@Timeout(120)
class ServedFolderTest {

  private static ServiceLab lab;
  private static ServedHere served;

  @BeforeAll
  static void serve(@TempDir Path temp) throws Exception {
    lab = new ServiceLab(temp.resolve("lab"));
    served = ServedHere.start(lab.place(), "hgs");
  }

  @AfterAll
  static void end() {
    served.close();
  }

  @Test
  void aHostThatIsRemovedIsRefusedSoonAndComesBack() throws Exception {
    RollClient client = ServiceLab.client(served.url());
    byte[] request = lab.roll(client.attest(lab.attestation()));
    client.release(request);
    lab.done("hgs", "host", "remove", "hgs", "host-1");
    Until.so(() -> client.roll(request).statusCode() == 403);
    assertThrows(ServiceRefusedException.class, () -> client.attest(lab.attestation()));
    lab.done("hgs", "host", "add", "hgs", "host-1", "--key", "hosts/host-1.pem");
    Until.so(() -> client.roll(request).statusCode() == 200);
  }

  @Test
  void aNewKeyOpensUnderThePassphraseItHolds() throws Exception {
    RollClient client = ServiceLab.client(served.url());
    byte[] request = lab.roll(client.attest(lab.attestation()));
    byte[] before = client.metadata();
    lab.done(
        "hgs",
        "certificate",
        "add",
        "hgs",
        "--use",
        "encryption",
        "--key-size",
        "2048",
        "--primary");
    Until.so(() -> !Arrays.equals(before, client.metadata()));
    client.release(request);
  }

  @Test
  void aLoadOfAFewReleasesHasNoErrors() {
    loadWithoutErrors(20);
  }

  @Test
  @Tag("soak")
  void aLoadOfManyReleasesHasNoErrors() {
    loadWithoutErrors(2000);
  }

  private static void loadWithoutErrors(int requests) {
    Run run = lab.load(served.url(), requests, 8);
    assertEquals(0, run.exit(), run.err() + run.out());
    JsonSchemas.check("hgs-load", run.out());
    assertTrue(run.out().contains("\"requests\": " + requests + ","), run.out());
    assertTrue(run.out().contains("\"errors\": [ ]"), run.out());
  }

  @Test
  void aLoadThatIsRefusedSaysSo() {
    Run run =
        lab.place()
            .run(
                ("hgs load "
                        + served.url()
                        + " --host-key hosts/host-1.key --protector protectors/hgs-vm.xml")
                    .split(" "));
    assertEquals(1, run.exit(), run.err());
    assertTrue(run.err().contains("NoWrappingForGuardianException"), run.err());
  }
}
