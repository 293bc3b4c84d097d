package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets, state and policy change, and the machine stays the same to everybody who knows it. */
class UpdateVmTest {

  private static final String UPDATE = "vm update app.svm --as central-it --in-place";

  @TempDir Path folder;
  private Playground place;

  @BeforeEach
  void copyTheStore() throws Exception {
    place = Playground.in(folder);
    Files.copy(place.path("vms/app.svm"), place.path("app.svm"));
    Files.copy(place.path("vms/app.svm"), place.path("before.svm"));
    Files.writeString(place.path("new.txt"), "new");
  }

  private String secret(String name) {
    return new String(place.bytes("opened/secret/" + name), StandardCharsets.UTF_8);
  }

  @Test
  void secretsAndStateAreThoseThatWereGiven() throws Exception {
    Files.writeString(place.path("state"), "another state");
    place.done(
        UPDATE
            + " --set-secret admin-password=new.txt --set-secret b=new.txt"
            + " --vtpm-state state --vtpm-format raw");
    place.done("vm unshield app.svm --as central-it -o opened");
    assertEquals("new", secret("admin-password"));
    assertEquals("new", secret("b"));
    assertArrayEquals(place.bytes("state"), place.bytes("opened/vtpm-state"));
  }

  @Test
  void whatIsNotNamedStays() {
    place.done(UPDATE + " --set-secret b=new.txt");
    place.done("vm unshield app.svm --as central-it -o opened");
    assertArrayEquals(place.bytes("vms/password.txt"), place.bytes("opened/secret/admin-password"));
    assertArrayEquals(place.bytes("vms/vtpm-state.bin"), place.bytes("opened/vtpm-state"));
  }

  @Test
  void aSecretThatWasRemovedIsNotInTheNewFile() {
    place.done(UPDATE + " --remove-secret admin-password");
    place.done("vm unshield app.svm --as central-it -o opened");
    assertFalse(Files.exists(place.path("opened/secret")));
  }

  @Test
  void theNewFileDescendsFromTheOldOne() {
    place.done(UPDATE + " --policy encryption-supported");
    Run check = place.done("vm check app.svm --descends-from before.svm --as central-it");
    assertTrue(check.out().contains("descends from before.svm: yes"), check.out());
    assertTrue(place.done("vm show app.svm").out().contains("encryption-supported"));
  }

  @Test
  void theSameGuardiansOpenItUnderAnotherTransportKey() {
    place.done("vm reseal app.svm --as central-it --grant business-it --in-place");
    place.done("vm unshield app.svm --as business-it -o before");
    place.done(UPDATE + " --set-secret b=new.txt");
    place.done("vm unshield app.svm --as business-it -o opened");
    assertEquals("new", secret("b"));
  }

  @Test
  void onlyTheOwnerMayChangeIt() {
    place.done("vm reseal app.svm --as central-it --grant business-it --in-place");
    byte[] before = place.bytes("app.svm");
    Run run = place.typed("vm update app.svm --as business-it --set-secret b=new.txt --in-place");
    assertEquals(4, run.exit(), run.err());
    assertTrue(run.err().contains("business-it is not its owner"), run.err());
    assertArrayEquals(before, place.bytes("app.svm"));
  }

  @Test
  void aMisspeltSecretIsNotTakenForARemovedOne() {
    Run run = place.typed(UPDATE + " --remove-secret admin-pasword");
    assertEquals(3, run.exit(), run.err());
    assertTrue(run.err().contains("expected one of secret/admin-password"), run.err());
    assertArrayEquals(place.bytes("before.svm"), place.bytes("app.svm"));
  }

  @Test
  void theSecretOfAPipelineNeedsNoFile() {
    Run run =
        place
            .setting()
            .stdin("from a vault".getBytes(StandardCharsets.UTF_8))
            .run(Playground.unlocking(UPDATE + " --set-secret b=-"));
    assertEquals(0, run.exit(), run.err());
    place.done("vm unshield app.svm --as central-it -o opened");
    assertEquals("from a vault", secret("b"));
  }

  @Test
  void shieldingTheSameVmAgainNamesTheUpdate() {
    Run again =
        place.done(
            "vm shield vms/app.json --owner central-it --guardian branch-hgs --policy shielded"
                + " --secret a=new.txt -o app.svm --force");
    assertTrue(again.err().contains("hosts that know the VM refuse it"), again.err());
    assertTrue(again.err().contains("use vm update to change"), again.err());
  }

  @Test
  void anyFileIsNoStateOfAVirtualTpm() {
    Run run = place.typed(UPDATE + " --vtpm-state new.txt");
    assertEquals(3, run.exit(), run.err());
    assertTrue(run.err().contains("--vtpm-format raw"), run.err());
    assertArrayEquals(place.bytes("before.svm"), place.bytes("app.svm"));
  }

  @Test
  void atMost64PartsAreThere() {
    StringBuilder line = new StringBuilder(UPDATE);
    for (int i = 0; i < 63; i++) {
      line.append(" --set-secret s").append(i).append("=new.txt");
    }
    Run run = place.typed(line.toString());
    assertEquals(3, run.exit(), run.err());
    assertTrue(run.err().contains("65 parts, expected at most 64"), run.err());
  }

  @Test
  void certificatesOfThoseWhoStayMustBeValid() {
    Run run = place.typed(UPDATE + " --policy shielded --now 2050-01-01T00:00:00Z");
    assertEquals(4, run.exit(), run.err());
    assertTrue(run.err().contains("expected one that is valid on 2050-01-01"), run.err());
    place.done(UPDATE + " --policy shielded --now 2050-01-01T00:00:00Z --allow-expired");
  }
}
