package dev.keyward.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.keyward.hgs.HgsPaths;
import dev.keyward.host.failover.AttestationStatus;
import dev.keyward.host.failover.ClockDifference;
import dev.keyward.host.failover.HostTransport.Answer;
import dev.keyward.host.failover.HostTransport.Call;
import dev.keyward.host.failover.Side;
import dev.keyward.protector.KeyProtector;
import dev.keyward.vm.ShieldedVm;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A test of a host asks what a start asks, and says what a start would meet. */
class HostProbeTest {

  @TempDir Path temp;
  private TestWorld world;

  @BeforeEach
  void build() throws Exception {
    world = new TestWorld(temp);
    world.configure(Optional.of("branch"), Optional.of("datacenter"));
  }

  private static boolean isProbe(Call call) {
    return call.uri().getPath().equals(HgsPaths.PROBE);
  }

  private static boolean isRoll(Call call) {
    return call.uri().getPath().equals(HgsPaths.ROLL_V2);
  }

  private String failure() throws Exception {
    return world.test(Optional.empty()).failure().orElseThrow().fault().code();
  }

  @Test
  void aServiceWithoutAProbeIsNotTestedSoFarAndNotRefused() throws Exception {
    world.fault("branch", call -> isProbe(call) ? new Answer(404, new byte[0]) : null);
    TestedHost test = world.test(Optional.empty());
    assertEquals(Optional.of(false), test.released());
    assertEquals(Optional.empty(), test.failure());
    assertEquals(AttestationStatus.PASSED, test.status());
  }

  @Test
  void aServiceThatReleasesNothingSendsTheTestToTheFallbackAsItDoesAStart() throws Exception {
    world.fault("branch", call -> isRoll(call) ? new Answer(502, new byte[0]) : null);
    TestedHost test = world.test(Optional.empty());
    assertEquals(Optional.of(true), test.fallbackInUse());
    assertEquals(world.guardianOf("datacenter").signing(), test.guardian().orElseThrow());
  }

  @Test
  void aReleaseThatAStartWouldNotTakeFailsTheTest() throws Exception {
    Answer[] earlier = new Answer[1];
    world.fault(
        "branch",
        call -> {
          if (isRoll(call)) {
            earlier[0] = earlier[0] == null ? world.answer("branch", call) : earlier[0];
            return earlier[0];
          }
          return null;
        });
    assertEquals(Optional.empty(), world.test(Optional.empty()).failure());
    // Another identity key: the earlier answer does not open any more.
    world.host.renewIdentity(TestWorld.RANDOM);
    assertEquals("bad-release", failure());
  }

  @Test
  void aServiceCannotHaveAMachinesKeysReleasedAsATest() throws Exception {
    Path app = world.shielded("app", "branch");
    KeyProtector machines;
    try (ShieldedVm vm = ShieldedVm.open(app, TestWorld.ENGINE)) {
      machines = vm.protector().protector();
    }
    world.fault("branch", call -> isProbe(call) ? new Answer(200, machines.encode()) : null);
    assertEquals("bad-probe", failure());
    assertEquals("branch probe.xml", world.asked.get(world.asked.size() - 1));
  }

  @Test
  void aProbeThatAnotherServiceOwnsIsNotReleased() throws Exception {
    Answer[] others = new Answer[1];
    world.fault(
        "branch",
        call -> {
          if (!isProbe(call)) {
            return null;
          }
          others[0] = world.answer("datacenter", call);
          return others[0];
        });
    assertEquals("bad-probe", failure());
    assertEquals(200, others[0].status());
    assertEquals("branch probe.xml", world.asked.get(world.asked.size() - 1));
  }

  private Optional<ClockDifference> clocks(Duration ahead) throws Exception {
    Instant service = world.now.minus(ahead);
    world.fault(
        "branch",
        call -> {
          Answer answer = world.answer("branch", call);
          return new Answer(
              answer.status(), answer.body(), answer.retryAfter(), Optional.of(service));
        });
    return world.test(Optional.empty()).clocks();
  }

  @Test
  void clocksThatDifferByMoreThanFiveMinutesAreNamed() throws Exception {
    Duration ahead = Duration.ofSeconds(301);
    ClockDifference difference =
        new ClockDifference(world.now, world.now.minus(ahead), Side.PRIMARY);
    assertEquals(Optional.of(difference), clocks(ahead));
    assertEquals(
        Optional.of(new ClockDifference(world.now, world.now.plus(ahead), Side.PRIMARY)),
        clocks(ahead.negated()));
  }

  @Test
  void clocksThatDifferByFiveMinutesAreNot() throws Exception {
    assertEquals(Optional.empty(), clocks(Duration.ofMinutes(5)));
    assertEquals(Optional.empty(), clocks(Duration.ofMinutes(-5)));
  }
}
