package dev.keyward.vm.shielding;

import dev.keyward.KeywardException;
import dev.keyward.crypto.TestTools;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.protector.TransportKey;
import dev.keyward.protector.VerifiedKeyProtector;
import dev.keyward.vm.TestVms;
import dev.keyward.vm.layout.Binding;
import dev.keyward.vm.layout.BlockFile;
import dev.keyward.vm.layout.FileKind;
import dev.keyward.vm.layout.PartKeys;
import dev.keyward.vm.layout.PartSeal;
import dev.keyward.vm.layout.SealedBlocks;
import dev.keyward.vm.sealing.PartName;
import dev.keyward.vm.sealing.PartSource;
import dev.keyward.vm.sealing.SealedPart;
import dev.keyward.vm.sealing.VmPolicy;
import dev.keyward.vm.template.DiskName;
import dev.keyward.vm.template.DiskVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Small shielding data of contoso's, for branch and datacenter. Test-only. */
public final class TestShielding {

  public static final byte[] ANSWERS =
      ("<unattend xmlns=\"urn:schemas-microsoft-com:unattend\"><a>@ComputerName@</a>"
              + "<b>a secret of the test</b></unattend>")
          .getBytes(StandardCharsets.UTF_8);
  public static final byte[] SETUP = "a script of the test".getBytes(StandardCharsets.UTF_8);

  private TestShielding() {}

  public static VolumeIdQualifier qualifier(String name) throws KeywardException {
    return new VolumeIdQualifier(
        DiskName.parse(name),
        Thumbprint.of(name.getBytes(StandardCharsets.UTF_8)),
        DiskVersion.parse("1.2.3.4"),
        VersionRule.GREATER,
        Optional.empty());
  }

  public static byte[] create(String disk) throws KeywardException, IOException {
    return create(disk, "contoso");
  }

  public static byte[] create(String disk, String owner) throws KeywardException, IOException {
    ShieldingDraft draft =
        new ShieldingDraft(
            VmPolicy.SHIELDED,
            TestVms.keys(owner).signing(),
            TestVms.trustedOf("branch", "datacenter"),
            List.of(qualifier(disk)));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new ShieldingAuthor(TestTools.of(TestVms.ENGINE, TestVms.RANDOM))
        .create(
            draft,
            AnswerFile.parse(ANSWERS),
            List.of(
                PartSource.of(PartName.ANSWER_FILE, ANSWERS),
                PartSource.of(PartName.file("setup.ps1"), SETUP)),
            out);
    return out.toByteArray();
  }

  public static ShieldingData read(byte[] file) throws KeywardException, IOException {
    return ShieldingData.read(BlockFile.of(file), TestVms.ENGINE);
  }

  /** What a guardian finds in it. */
  public static Map<String, String> contents(byte[] file, String as)
      throws KeywardException, IOException {
    Map<String, String> contents = new LinkedHashMap<>();
    try (ShieldingData data = read(file);
        OpenedShieldingData opened = data.unlock(TestVms.keys(as).opening(), TestVms.RANDOM)) {
      for (SealedPart part : data.header().parts()) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        opened.copy(part, content);
        contents.put(part.name().toString(), content.toString(StandardCharsets.UTF_8));
      }
    }
    return contents;
  }

  /** The file with another header, properly signed by {@code signer}. */
  public static byte[] resigned(byte[] file, byte[] header, String signer) throws KeywardException {
    List<byte[]> blocks = TestVms.blocks(file);
    blocks.set(0, header);
    blocks.set(
        1,
        TestVms.ENGINE
            .sign(
                TestVms.keys(signer).signing().key(),
                FileKind.SHIELDING_DATA.signedPrefix(),
                header)
            .value());
    return TestVms.file(blocks);
  }

  /** The file under another protector and key, as who can open it can write it. */
  static byte[] resealed(
      byte[] file, GuardianKeys keys, VerifiedKeyProtector protector, TransportKey key)
      throws KeywardException, IOException {
    List<byte[]> blocks = TestVms.blocks(file);
    try (ShieldingData data = read(file);
        PartKeys parts = data.blocks().unlock(keys.opening(), TestVms.RANDOM)) {
      Binding before = data.blocks().binding();
      Binding binding =
          new Binding(
              before.nextGeneration(),
              before.header(),
              SealedBlocks.wrappingsOf(protector),
              before.parts(),
              Optional.empty());
      byte[] document = protector.protector().encode();
      blocks.set(
          2,
          ByteBuffer.allocate(Long.BYTES + document.length)
              .putLong(binding.generation())
              .put(document)
              .array());
      blocks.set(5, PartSeal.create(parts, key, binding, TestVms.RANDOM).encode());
    }
    return TestVms.file(blocks);
  }
}
