package dev.keyward.vm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.keyward.guardian.Thumbprint;
import dev.keyward.protector.TransportKey;
import dev.keyward.vm.sealing.PartName;
import dev.keyward.vm.sealing.PartSource;
import dev.keyward.vm.sealing.SealedPart;
import dev.keyward.vm.sealing.VmPolicy;
import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A part far larger than the memory. */
@Tag("soak")
class LargePartTest {

  @TempDir Path folder;

  /** Seals a file and opens it again, in a process of its own. */
  static final class Sealer {
    public static void main(String[] args) throws Exception {
      Path content = Path.of(args[0]);
      Path sealed = Path.of(args[1]);
      try (TransportKey key = TransportKey.create(TestVms.RANDOM);
          OutputStream out = new BufferedOutputStream(Files.newOutputStream(sealed))) {
        VmDraft draft =
            new VmDraft(
                TestVms.header("app", VmPolicy.SHIELDED, "contoso"),
                TestVms.keys("contoso").signing(),
                TestVms.protector(key, "contoso"),
                key);
        PartSource part =
            new PartSource(
                PartName.VTPM_STATE, Files.size(content), () -> Files.newInputStream(content));
        TestVms.AUTHOR.shield(draft, List.of(part), out);
      }
      MessageDigest sha = Thumbprint.sha256();
      try (ShieldedVm vm = ShieldedVm.open(sealed, TestVms.ENGINE);
          OpenedVm opened = vm.unlock(TestVms.keys("contoso").opening(), TestVms.RANDOM)) {
        opened.copy(
            vm.parts().get(0), new DigestOutputStream(OutputStream.nullOutputStream(), sha));
      }
      System.out.println(Thumbprint.of(sha));
    }
  }

  @Test
  void sealsAndOpensFourGibibytesInASmallHeap() throws Exception {
    Path content = folder.resolve("content");
    try (FileChannel channel =
        FileChannel.open(
            content,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            StandardOpenOption.SPARSE)) {
      channel.write(ByteBuffer.wrap("mark".getBytes(StandardCharsets.US_ASCII)), 3L << 30);
      channel.write(ByteBuffer.wrap(new byte[] {1}), SealedPart.MAX_SIZE - 1);
    }
    MessageDigest sha = Thumbprint.sha256();
    try (OutputStream digesting = new DigestOutputStream(OutputStream.nullOutputStream(), sha)) {
      Files.copy(content, digesting);
    }
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                Sealer.class.getName(),
                content.toString(),
                folder.resolve("sealed").toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    assertEquals(Thumbprint.of(sha).toString(), output.strip());
  }
}
