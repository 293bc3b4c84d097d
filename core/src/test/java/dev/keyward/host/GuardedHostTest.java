package dev.keyward.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.KeywardException;
import dev.keyward.NotTrustedException;
import dev.keyward.ServiceRefusedException;
import dev.keyward.ServiceUnreachableException;
import dev.keyward.VerificationFailedException;
import dev.keyward.file.SafeFiles;
import dev.keyward.host.failover.AttestationStatus;
import dev.keyward.host.failover.Decision;
import dev.keyward.host.failover.FailoverRule.Next;
import dev.keyward.host.failover.HostConfiguration;
import dev.keyward.host.failover.HostTiming;
import dev.keyward.host.failover.HostTransport.Answer;
import dev.keyward.host.failover.Side;
import dev.keyward.vm.OpenedVm;
import dev.keyward.vm.ShieldedVm;
import dev.keyward.vm.sealing.SealedPart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A host, two services, and machines, without a network. */
@Tag("windows")
class GuardedHostTest {

  @TempDir Path temp;

  private TestWorld world;
  private Path app;

  @BeforeEach
  void build() throws Exception {
    world = new TestWorld(temp);
    world.configure(Optional.of("branch"), Optional.of("datacenter"));
    app = world.shielded("app", "branch", "datacenter");
  }

  private List<Next> next() {
    return world.decisions.stream().map(Decision::next).toList();
  }

  private List<String> events() throws IOException {
    Path file = world.host.path().resolve(HostFolder.EVENTS);
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  private static long generation(Path file) throws Exception {
    try (ShieldedVm vm = ShieldedVm.open(file, TestWorld.ENGINE)) {
      return vm.generation();
    }
  }

  private static byte[] secret(Path file) throws Exception {
    try (ShieldedVm vm = ShieldedVm.open(file, TestWorld.ENGINE);
        OpenedVm opened = vm.unlock(TestWorld.OWNER.opening(), TestWorld.RANDOM)) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      opened.copy(vm.parts().get(0), out);
      return out.toByteArray();
    }
  }

  @Test
  void startsThroughThePrimaryAndSealsAnew() throws Exception {
    byte[] before = Files.readAllBytes(app);
    StartedVm started = world.start(app);
    assertEquals(Side.PRIMARY, started.side());
    assertEquals(2, started.generation());
    assertEquals(2, generation(app));
    assertEquals(world.guardianOf("branch").signing(), started.sealer());
    assertEquals(List.of(Next.DONE), next());
    assertEquals(List.of("branch hostkeyattest", "branch rolltransportkey"), world.asked);
    assertArrayEquals(TestWorld.SECRET, secret(app));
    Path kept = world.machineFolder(app).resolve("last-known-good.svm");
    assertArrayEquals(before, Files.readAllBytes(kept));
    assertEquals(List.of(), events());
  }

  @Test
  void attestsOnceAsLongAsTheCertificateIsValid() throws Exception {
    world.start(app);
    world.start(app);
    assertEquals(List.of("branch rolltransportkey"), world.asked);
    world.now = world.now.plus(Duration.ofHours(9));
    world.start(app);
    assertEquals(List.of("branch hostkeyattest", "branch rolltransportkey"), world.asked);
    assertEquals(4, generation(app));
  }

  @Test
  void fallsBackAsAPairAndWritesTheEvent() throws Exception {
    world.start(app);
    world.down("branch");
    StartedVm started = world.start(app);
    assertEquals(Side.FALLBACK, started.side());
    assertEquals(List.of(Next.TRY_AGAIN, Next.TRY_FALLBACK, Next.DONE), next());
    assertEquals(
        List.of(
            "branch rolltransportkey",
            "branch rolltransportkey",
            "datacenter hostkeyattest",
            "datacenter rolltransportkey"),
        world.asked);
    String event = events().get(0);
    assertTrue(event.contains("\"id\":2021"), event);
    assertTrue(event.contains("\"reason\":\"key protection: no connection\""), event);
    assertTrue(event.contains("http://branch/KeyProtection"), event);
    assertTrue(event.contains("http://datacenter/Attestation"), event);
    assertEquals(1, events().size());
  }

  @Test
  void isBackAtThePrimaryAtOnce() throws Exception {
    world.down("branch");
    world.start(app);
    world.up("branch");
    assertEquals(Side.PRIMARY, world.start(app).side());
    assertEquals("branch hostkeyattest", world.asked.get(0));
    assertEquals(1, events().size());
  }

  @Test
  void attestationUpWithKeyProtectionDownFallsBackAsAPair() throws Exception {
    world.fault(
        "branch",
        call ->
            call.uri().getPath().startsWith("/KeyProtection")
                ? new Answer(502, new byte[0])
                : null);
    assertEquals(Side.FALLBACK, world.start(app).side());
    assertTrue(world.asked.contains("datacenter hostkeyattest"));
    assertTrue(events().get(0).contains("server error (HTTP 502)"), events().toString());
  }

  @Test
  void anUnregisteredHostIsRefusedAlthoughTheFallbackWouldHelp() throws Exception {
    world.start(app);
    world.unregister("branch");
    ServiceRefusedException e = assertThrows(ServiceRefusedException.class, () -> world.start(app));
    assertEquals("unauthorized", e.fault().code());
    assertEquals(List.of(Next.ATTEST_AGAIN, Next.STOP), next());
    assertTrue(world.asked.stream().noneMatch(each -> each.startsWith("datacenter")));
    assertEquals(AttestationStatus.UNAUTHORIZED_HOST, world.host.state().orElseThrow().status());
    assertEquals(2, generation(app));
    assertEquals(List.of(), events());
  }

  @Test
  void attestsAgainOnceWhenTheHealthCertificateIsRefused() throws Exception {
    world.start(app);
    world.unregister("branch");
    world.fault(
        "branch",
        call -> {
          if (call.uri().getPath().endsWith("hostkeyattest")) {
            try {
              world.register("branch");
            } catch (Exception e) {
              throw new IllegalStateException(e);
            }
          }
          return null;
        });
    world.start(app);
    assertEquals(List.of(Next.ATTEST_AGAIN, Next.DONE), next());
    assertEquals(
        List.of("branch rolltransportkey", "branch hostkeyattest", "branch rolltransportkey"),
        world.asked);
  }

  @Test
  void aMachineWithoutThePrimarysGuardianDoesNotStartWhileItIsUp() throws Exception {
    Path hgs = world.shielded("hgs", "datacenter");
    ServiceRefusedException e = assertThrows(ServiceRefusedException.class, () -> world.start(hgs));
    assertEquals("no-wrapping", e.fault().code());
    assertEquals(List.of(Next.STOP), next());
    world.down("branch");
    assertEquals(Side.FALLBACK, world.start(hgs).side());
  }

  @Test
  void nobodyReachable() throws Exception {
    world.down("branch");
    world.down("datacenter");
    assertThrows(ServiceUnreachableException.class, () -> world.start(app));
    assertEquals(AttestationStatus.TRANSIENT_ERROR, world.host.state().orElseThrow().status());
    assertEquals(1, generation(app));
  }

  @Test
  void aSealByAnotherThanThePinnedGuardianIsNotTaken() throws Exception {
    world.configure(Optional.of("datacenter"), Optional.of("datacenter"));
    byte[] before = Files.readAllBytes(app);
    NotTrustedException e = assertThrows(NotTrustedException.class, () -> world.start(app));
    assertEquals("sealed-by-other", e.fault().code());
    assertArrayEquals(before, Files.readAllBytes(app));
  }

  @Test
  void withoutAPinAnyPermittedGuardianMaySeal() throws Exception {
    world.configure(Optional.empty(), Optional.empty());
    assertEquals(world.guardianOf("branch").signing(), world.start(app).sealer());
  }

  @Test
  void anAnswerForAnotherMachineIsNotTaken() throws Exception {
    Path other = world.shielded("other", "branch", "datacenter");
    byte[][] recorded = new byte[1][];
    world.fault(
        "branch",
        call -> {
          if (call.uri().getPath().endsWith("rolltransportkey")) {
            recorded[0] = world.answer("branch", call).body();
          }
          return null;
        });
    world.start(other);
    byte[] answer = recorded[0];
    world.fault(
        "branch",
        call -> call.uri().getPath().endsWith("rolltransportkey") ? new Answer(200, answer) : null);
    byte[] before = Files.readAllBytes(app);
    KeywardException e = assertThrows(VerificationFailedException.class, () -> world.start(app));
    assertEquals("release-keys", e.fault().code());
    assertArrayEquals(before, Files.readAllBytes(app));
    assertTrue(world.asked.stream().noneMatch(each -> each.startsWith("datacenter")));
  }

  /** The attribute is covered by no signature, so a service could write what it likes. */
  @Test
  void anAnswerThatAllowsStartsOfflineIsNotTaken() throws Exception {
    world.fault(
        "branch",
        call -> {
          Answer answer = world.answer("branch", call);
          return call.uri().getPath().endsWith("rolltransportkey")
              ? new Answer(200, withUnwraps(answer.body()))
              : answer;
        });
    byte[] before = Files.readAllBytes(app);
    KeywardException e = assertThrows(VerificationFailedException.class, () -> world.start(app));
    assertEquals("release-unwraps", e.fault().code());
    assertArrayEquals(before, Files.readAllBytes(app));
  }

  private static byte[] withUnwraps(byte[] response) {
    String text = new String(response, StandardCharsets.UTF_8);
    Matcher egress = Pattern.compile("EgressProtector>([^<]+)<").matcher(text);
    assertTrue(egress.find(), text);
    String protector =
        new String(Base64.getMimeDecoder().decode(egress.group(1)), StandardCharsets.UTF_8);
    String changed = protector.replace("MaxOfflineUnwraps=\"0\"", "MaxOfflineUnwraps=\"7\"");
    String encoded = Base64.getEncoder().encodeToString(changed.getBytes(StandardCharsets.UTF_8));
    return text.replace(egress.group(1), encoded).getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void anAnswerWithOtherGuardiansIsNotTaken() throws Exception {
    Path hgs = world.shielded("hgs", "datacenter");
    byte[][] recorded = new byte[1][];
    world.fault(
        "datacenter",
        call -> {
          Answer answer = world.answer("datacenter", call);
          if (call.uri().getPath().endsWith("rolltransportkey")) {
            recorded[0] = recorded[0] == null ? answer.body() : recorded[0];
            return new Answer(200, recorded[0]);
          }
          return answer;
        });
    world.down("branch");
    world.start(hgs);
    KeywardException e = assertThrows(VerificationFailedException.class, () -> world.start(app));
    assertEquals("release-wrappings", e.fault().code());
    assertEquals(1, generation(app));
  }

  @Test
  void anEarlierAnswerForTheSameMachineIsNotTaken() throws Exception {
    byte[][] recorded = new byte[1][];
    world.fault(
        "branch",
        call -> {
          if (call.uri().getPath().endsWith("rolltransportkey")) {
            Answer answer =
                recorded[0] == null ? world.answer("branch", call) : new Answer(200, recorded[0]);
            recorded[0] = answer.body();
            return answer;
          }
          return null;
        });
    world.start(app);
    byte[] before = Files.readAllBytes(app);
    KeywardException e = assertThrows(VerificationFailedException.class, () -> world.start(app));
    assertEquals("release-keys", e.fault().code());
    assertArrayEquals(before, Files.readAllBytes(app));
  }

  @Test
  void anOlderFileIsRefusedUnlessThatIsAccepted() throws Exception {
    byte[] first = Files.readAllBytes(app);
    world.start(app);
    world.start(app);
    Files.write(app, first);
    KeywardException e = assertThrows(VerificationFailedException.class, () -> world.start(app));
    assertEquals("older-generation", e.fault().code());
    assertEquals(List.of(), world.asked);
    assertEquals(2, world.start(app, true).generation());
    assertEquals(3, world.start(app).generation());
  }

  @Test
  void theFileBeforeTheReplacementStillOpens() throws Exception {
    byte[] first = Files.readAllBytes(app);
    world.start(app);
    Path id = world.host.path().resolve("machines");
    assertTrue(Files.exists(id));
    // As if the host had died before the new file took its place and was remembered.
    Files.write(app, first);
    try (var machines = Files.list(id)) {
      Files.delete(machines.findFirst().orElseThrow().resolve("machine.json"));
    }
    assertEquals(2, world.start(app).generation());
  }

  @Test
  void aReceiverThatFailsLeavesTheFileAsItWas() throws Exception {
    byte[] before = Files.readAllBytes(app);
    StartOrder order =
        new StartOrder(
            app,
            Acceptance.NONE,
            opened -> {
              throw new IOException("no room");
            });
    GuardedHost host = world.guardedHost();
    assertThrows(IOException.class, () -> host.start(order, decision -> {}));
    assertArrayEquals(before, Files.readAllBytes(app));
    assertEquals(2, world.start(app).generation());
  }

  @Test
  void theOpenedPartsAreHandedOver() throws Exception {
    List<String> got = new ArrayList<>();
    StartOrder order =
        new StartOrder(
            app,
            Acceptance.NONE,
            opened -> {
              for (SealedPart part : opened.file().parts()) {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                opened.copy(part, out);
                got.add(part.name() + " " + out.toString(StandardCharsets.UTF_8));
              }
            });
    world.guardedHost().start(order, decision -> {});
    assertEquals(
        List.of("secret/word " + new String(TestWorld.SECRET, StandardCharsets.UTF_8)), got);
  }

  @Test
  void aFileThatWasReplacedMeanwhileIsNotWrittenOver() throws Exception {
    byte[] resealed = Files.readAllBytes(world.shielded("app", "datacenter"));
    Path file = world.shielded("app", "branch", "datacenter");
    StartOrder order =
        new StartOrder(
            file, Acceptance.NONE, opened -> SafeFiles.write(file, resealed, true, false));
    GuardedHost host = world.guardedHost();
    assertThrows(FileSystemException.class, () -> host.start(order, decision -> {}));
    assertArrayEquals(resealed, Files.readAllBytes(file));
  }

  @Test
  void aSecondStartOfTheSameMachineWaitsAndIsRefused() throws Exception {
    List<Exception> second = new ArrayList<>();
    StartOrder order =
        new StartOrder(
            app,
            Acceptance.NONE,
            opened -> {
              try {
                world.start(app);
              } catch (Exception e) {
                second.add(e);
              }
            });
    Duration before = world.waited();
    world.guardedHost().start(order, decision -> {});
    assertTrue(second.get(0) instanceof FileSystemException, second.toString());
    assertTrue(world.waited().minus(before).compareTo(Duration.ofSeconds(30)) >= 0);
    assertEquals(2, generation(app));
    assertEquals(3, world.start(app).generation());
  }

  @Test
  void aHostThatIsNotConfiguredAsksNobody() throws Exception {
    Path folder = temp.resolve("new-host");
    HostFolder fresh = HostFolder.create(folder, TestWorld.RANDOM);
    GuardedHost host =
        new GuardedHost(
            fresh,
            new HostTools(
                world, HostTiming.system(), () -> world.now, TestWorld.ENGINE, TestWorld.RANDOM));
    ServiceRefusedException e =
        assertThrows(
            ServiceRefusedException.class,
            () -> host.start(new StartOrder(app, Acceptance.NONE, opened -> {}), decision -> {}));
    assertEquals("not-configured", e.fault().code());
    TestedHost test = host.test(Optional.empty(), decision -> {});
    assertEquals(AttestationStatus.NOT_CONFIGURED, test.status());
  }

  @Test
  void aTestAsksTheServiceItselfWhateverIsCached() throws Exception {
    world.start(app);
    TestedHost test = world.test(Optional.of(Side.PRIMARY));
    assertEquals(AttestationStatus.PASSED, test.status());
    assertEquals(Optional.empty(), test.failure());
    assertEquals(world.guardianOf("branch").signing(), test.guardian().orElseThrow());
    assertEquals(
        List.of(
            "branch getinfo",
            "branch hostkeyattest",
            "branch signingCertificates",
            "branch metadata.xml",
            "branch probe.xml",
            "branch rolltransportkey"),
        world.asked);
    assertEquals(Optional.of(true), test.released());
  }

  @Test
  void aTestOfOneSideNeverAsksTheOther() throws Exception {
    world.down("branch");
    TestedHost test = world.test(Optional.of(Side.PRIMARY));
    assertEquals(AttestationStatus.TRANSIENT_ERROR, test.status());
    assertTrue(test.failure().isPresent());
    assertEquals(List.of("branch getinfo", "branch getinfo"), world.asked);
    assertEquals(List.of(), events());
    assertEquals(AttestationStatus.PASSED, world.test(Optional.of(Side.FALLBACK)).status());
  }

  @Test
  void aTestSaysWhenAnotherGuardianIsPinned() throws Exception {
    world.configure(Optional.of("datacenter"), Optional.of("datacenter"));
    TestedHost test = world.test(Optional.of(Side.PRIMARY));
    assertEquals("other-guardian", test.failure().orElseThrow().fault().code());
    assertEquals(AttestationStatus.PASSED, test.status());
  }

  @Test
  void aFallbackThatIsNotConfiguredIsNotConfigured() throws Exception {
    world.host.configure(
        new HostConfiguration(
            world.server("branch", Optional.of("branch")),
            Optional.empty(),
            List.of(),
            HostConfiguration.DEFAULT_LIMIT));
    assertEquals(AttestationStatus.NOT_CONFIGURED, world.test(Optional.of(Side.FALLBACK)).status());
    assertEquals(List.of(), world.asked);
    world.down("branch");
    assertThrows(ServiceUnreachableException.class, () -> world.start(app));
    assertEquals(List.of(), events());
  }

  @Test
  void aCertificateThatExpiresMeanwhileIsShownAsExpired() throws Exception {
    world.start(app);
    HostState state = world.host.state().orElseThrow();
    assertEquals(AttestationStatus.PASSED, state.statusAt(world.now));
    assertEquals(AttestationStatus.EXPIRED, state.statusAt(world.now.plus(Duration.ofHours(9))));
  }

  @Test
  void anUnfinishedLineOfTheEventLogIsEndedFirst() throws Exception {
    Files.writeString(world.host.path().resolve(HostFolder.EVENTS), "{\"time\":\"20");
    world.down("branch");
    world.start(app);
    assertEquals(2, events().size());
    assertTrue(events().get(1).startsWith("{\"time\":"), events().get(1));
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "files there have no POSIX permissions")
  void whatAHostKeepsIsItsOwnersOnly() throws Exception {
    world.start(app);
    try (var files = Files.walk(world.host.path())) {
      for (Path file : files.toList()) {
        // Sealed, as the machine's own file is.
        boolean shared = file.toString().endsWith(".svm");
        String mode =
            java.nio.file.attribute.PosixFilePermissions.toString(
                Files.getPosixFilePermissions(file));
        assertTrue(shared || mode.endsWith("------"), file + " " + mode);
        byte[] content = Files.isRegularFile(file) ? Files.readAllBytes(file) : new byte[0];
        assertFalse(
            new String(content, StandardCharsets.ISO_8859_1)
                .contains(new String(TestWorld.SECRET, StandardCharsets.ISO_8859_1)));
      }
    }
  }
}
