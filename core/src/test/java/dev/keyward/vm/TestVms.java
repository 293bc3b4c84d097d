package dev.keyward.vm;

import dev.keyward.KeywardException;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.crypto.TestTools;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.GuardianMaker;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.trust.TestTrust;
import dev.keyward.guardian.trust.TrustedGuardian;
import dev.keyward.internal.crypto.TestKeys;
import dev.keyward.protector.ProtectorAuthor;
import dev.keyward.protector.ProtectorVerifier;
import dev.keyward.protector.TransportKey;
import dev.keyward.protector.VerifiedKeyProtector;
import dev.keyward.vm.sealing.Addressees;
import dev.keyward.vm.sealing.PartName;
import dev.keyward.vm.sealing.PartSource;
import dev.keyward.vm.sealing.SealedPart;
import dev.keyward.vm.sealing.VmPolicy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Guardians, and small shielded VMs of theirs. Test-only. */
public final class TestVms {

  public static final RsaEngine ENGINE = RsaEngine.jdk();
  public static final SecureRandom RANDOM = TestKeys.random(103);
  static final VmAuthor AUTHOR = new VmAuthor(ENGINE, RANDOM);

  private static final Map<String, GuardianKeys> MADE = new ConcurrentHashMap<>();

  private TestVms() {}

  public static GuardianKeys keys(String name) {
    return MADE.computeIfAbsent(name, TestVms::make);
  }

  private static GuardianKeys make(String name) {
    try {
      var plan = new GuardianMaker.Plan(GuardianName.parse(name), 2048, 3650, "test-host");
      return new GuardianMaker(RANDOM, ENGINE).create(plan, Instant.parse("2026-11-23T12:00:00Z"));
    } catch (KeywardException e) {
      throw new IllegalArgumentException(e);
    }
  }

  public static Guardian guardian(String name) {
    return keys(name).guardian();
  }

  public static List<TrustedGuardian> trustedOf(String... names) {
    return List.of(names).stream().map(each -> TestTrust.trusted(guardian(each))).toList();
  }

  static VmHeader header(String name, VmPolicy policy, String owner, String... guardians)
      throws KeywardException {
    VmIdentity identity =
        new VmIdentity(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)), name);
    return VmHeader.of(identity, policy, Addressees.of(guardian(owner), trustedOf(guardians)));
  }

  static VerifiedKeyProtector protector(TransportKey key, String owner, String... guardians)
      throws KeywardException {
    return new ProtectorVerifier(ENGINE)
        .verify(
            new ProtectorAuthor(TestTools.of(ENGINE, RANDOM))
                .create(keys(owner).signing(), trustedOf(guardians), key));
  }

  static List<PartSource> parts(Map<String, byte[]> contents) throws KeywardException {
    List<PartSource> parts = new ArrayList<>();
    for (var each : contents.entrySet()) {
      parts.add(PartSource.of(PartName.parse(each.getKey()), each.getValue()));
    }
    return parts;
  }

  /** A machine of contoso's, for branch and datacenter. */
  public static byte[] shielded(String name, Map<String, byte[]> contents) throws Exception {
    return shielded(header(name, VmPolicy.SHIELDED, "contoso", "branch", "datacenter"), contents);
  }

  public static byte[] shielded(VmHeader header, Map<String, byte[]> contents) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TransportKey key = TransportKey.create(RANDOM)) {
      VmDraft draft =
          new VmDraft(
              header,
              keys("contoso").signing(),
              protector(key, "contoso", "branch", "datacenter"),
              key);
      AUTHOR.shield(draft, parts(contents), out);
    }
    return out.toByteArray();
  }

  /** What a guardian finds in a file. */
  static Map<String, byte[]> contents(Path file, String as) throws KeywardException, IOException {
    Map<String, byte[]> contents = new LinkedHashMap<>();
    try (ShieldedVm vm = ShieldedVm.open(file, ENGINE);
        OpenedVm opened = vm.unlock(keys(as).opening(), RANDOM)) {
      for (SealedPart part : vm.parts()) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        opened.copy(part, content);
        contents.put(part.name().toString(), content.toByteArray());
      }
    }
    return contents;
  }

  static byte[] resealed(Path file, VmEdit edit) throws KeywardException, IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ShieldedVm vm = ShieldedVm.open(file, ENGINE)) {
      new VmResealer(TestTools.of(ENGINE, RANDOM)).reseal(vm, keys("contoso"), edit, out);
    }
    return out.toByteArray();
  }

  /** What a host writes after a roll by the guardian {@code sealer}. */
  static byte[] rolled(Path file, String as) throws KeywardException, IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ShieldedVm vm = ShieldedVm.open(file, ENGINE);
        OpenedVm opened = vm.unlock(keys(as).opening(), RANDOM);
        TransportKey key = TransportKey.create(RANDOM)) {
      AUTHOR.roll(opened, protector(key, "contoso", "branch", "datacenter"), key, out);
    }
    return out.toByteArray();
  }

  static Path write(Path folder, byte[] content) throws IOException {
    return Files.write(folder.resolve("vm-file"), content);
  }

  /** The blocks of a file, read without the reader under test. */
  public static List<byte[]> blocks(byte[] file) {
    List<byte[]> blocks = new ArrayList<>();
    ByteBuffer buffer = ByteBuffer.wrap(file).position(15);
    while (buffer.hasRemaining()) {
      byte[] block = new byte[Math.toIntExact(buffer.getLong())];
      buffer.get(block);
      blocks.add(block);
    }
    return blocks;
  }

  /** A file of these blocks. */
  public static byte[] file(List<byte[]> blocks) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes("KEYWARD-FILE 1\n".getBytes(StandardCharsets.UTF_8));
    for (byte[] block : blocks) {
      out.writeBytes(ByteBuffer.allocate(8).putLong(block.length).array());
      out.writeBytes(block);
    }
    return out.toByteArray();
  }

  /** {@code file} with some blocks of {@code other}. */
  public static byte[] spliced(byte[] file, byte[] other, int... taken) {
    List<byte[]> blocks = blocks(file);
    for (int block : taken) {
      blocks.set(block, blocks(other).get(block));
    }
    return file(blocks);
  }
}
