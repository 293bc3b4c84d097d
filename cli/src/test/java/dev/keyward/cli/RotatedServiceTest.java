package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.guardian.Thumbprint;
import dev.keyward.hgs.description.CertificateUse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A service whose keys are rotated twice while a host starts VMs of all generations: what check,
 * audit and fleet say is what the service and the host then do.
 */
class RotatedServiceTest {

  private static final String FLEET =
      """
      schema: keyward.fleet/1
      sites: [here]
      hgs: [{name: branch, site: here, folder: ../branch, address: "%s"}]
      hosts: [{name: host-1, site: here, version: 1809, configuration: host.json}]
      vms: [{name: vm, host: host-1, protector: %s}]
      """;

  @TempDir Path base;

  private Path work;
  private LocalHgs service;

  @BeforeEach
  void build() throws Exception {
    work = Files.createDirectory(base.resolve("work"));
    service = new LocalHgs(base.resolve("branch"), "branch");
    done("guardian create owner --key-size 2048");
    Files.write(work.resolve("metadata.xml"), service.metadata());
    done("guardian import branch metadata.xml --allow-untrusted-root");
    done("host init host");
    service.register(work.resolve("host/host-key.pem"));
    configure();
  }

  @AfterEach
  void end() {
    service.close();
  }

  private String done(String line) {
    return BranchHost.done(work, line);
  }

  private void configure() throws Exception {
    done("host configure host --primary " + service.url() + " --guardian branch");
    Files.writeString(work.resolve("host.json"), done("host show host --output json"));
  }

  private Path shield(String name) throws Exception {
    SecretVm.shield(work, "--guardian branch", this::done);
    return Files.move(work.resolve("app.svm"), work.resolve(name));
  }

  /** Takes the new keys into the store, by the signing key that it has. */
  private void update(Thumbprint former) throws Exception {
    Files.write(work.resolve("metadata.xml"), service.metadataSignedBy(former));
    done("guardian update branch metadata.xml");
  }

  private void updated() throws Exception {
    Files.write(work.resolve("metadata.xml"), service.metadata());
    done("guardian update branch metadata.xml");
  }

  /** That all say the machine starts, or that it does not, and that it is so. */
  private void agree(Path vm, boolean starts) throws Exception {
    String name = vm.getFileName().toString();
    Files.writeString(
        work.resolve("fleet.yaml"),
        String.format(Locale.ROOT, FLEET, service.url().substring(7), name));
    Spawned.Ended check =
        BranchHost.run(work, "vm check " + name + " --guardian branch --hgs ../branch");
    assertEquals(starts ? 0 : 1, check.code(), check.out() + check.err());
    String audit = BranchHost.run(work, "audit " + name + " --hgs ../branch").out();
    assertEquals(!starts, audit.contains("branch has retired"), audit);
    String fleet = BranchHost.run(work, "fleet check fleet.yaml --protectors " + name).out();
    assertEquals(!starts, fleet.contains("error  service-keys-unusable"), fleet);
    Spawned.Ended start = start(vm);
    assertEquals(starts, start.code() == 0, start.err());
    assertEquals(!starts, start.err().contains("certificate of branch"), start.err());
  }

  /** Starts a copy: the file itself keeps the wrappings and the generation that it has. */
  private Spawned.Ended start(Path vm) throws Exception {
    Files.copy(vm, work.resolve("copy.svm"), StandardCopyOption.REPLACE_EXISTING);
    return BranchHost.run(work, "host start host copy.svm --accept-rollback --accept-branch");
  }

  /** Whether the host takes what the present signing key of the service seals. */
  private void pinsAreCurrent(Path fresh, boolean current) throws Exception {
    String fleet =
        BranchHost.run(work, "fleet check fleet.yaml --protectors " + fresh.getFileName()).out();
    assertEquals(!current, fleet.contains("host-pin-out-of-date"), fleet);
    String test = BranchHost.run(work, "host test host").err();
    assertEquals(!current, test.contains("host-pin-out-of-date"), test);
    assertEquals(current, start(fresh).code() == 0);
  }

  @Test
  void whatIsSaidOfAServiceIsWhatItDoes() throws Exception {
    Path first = shield("first.svm");
    Thumbprint opens = service.rotate(CertificateUse.ENCRYPTION);
    Thumbprint signs = service.rotate(CertificateUse.SIGNING);
    update(signs);
    Path second = shield("second.svm");
    agree(first, true);
    pinsAreCurrent(second, false);
    configure();
    service.disable(opens);
    agree(first, false);
    agree(second, true);
  }

  @Test
  @Tag("soak")
  void itIsSoThroughTwoRotationsOfBothKeys() throws Exception {
    Path first = shield("first.svm");
    agree(first, true);
    Thumbprint opens = service.rotate(CertificateUse.ENCRYPTION);
    agree(first, true);
    updated();
    Thumbprint signs = service.rotate(CertificateUse.SIGNING);
    agree(first, true);
    update(signs);
    Path second = shield("second.svm");
    pinsAreCurrent(second, false);
    configure();
    agree(second, true);
    pinsAreCurrent(second, true);
    service.rotate(CertificateUse.ENCRYPTION);
    Thumbprint signedThen = service.rotate(CertificateUse.SIGNING);
    update(signedThen);
    Path third = shield("third.svm");
    pinsAreCurrent(third, false);
    configure();
    agree(first, true);
    agree(second, true);
    agree(third, true);
    service.disable(opens);
    agree(first, false);
    agree(second, true);
    service.disable(signedThen);
    agree(second, false);
    agree(third, true);
    assertTrue(
        BranchHost.run(work, "vm check first.svm --hgs ../branch")
            .err()
            .contains("keyward guardian retire branch "));
  }
}
