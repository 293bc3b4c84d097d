package dev.keyward.vm.disk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.KeywardException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Raw and VHD files, and telling the formats apart. */
class VirtualDiskTest {

  @TempDir Path folder;

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(1).nextBytes(bytes);
    return bytes;
  }

  /** A fixed VHD; the footer is changed before its checksum is made. */
  private Path vhd(byte[] content, Consumer<ByteBuffer> change) throws Exception {
    ByteBuffer footer = ByteBuffer.allocate(512);
    footer.put(0, "conectix".getBytes(StandardCharsets.US_ASCII));
    footer.putInt(8, 2).putInt(12, 0x10000).putLong(16, -1).putLong(40, content.length);
    footer.putLong(48, content.length).putInt(60, 2);
    change.accept(footer);
    int sum = 0;
    for (byte each : footer.array()) {
      sum += each & 0xff;
    }
    footer.putInt(64, ~sum);
    byte[] file = Arrays.copyOf(content, content.length + 512);
    System.arraycopy(footer.array(), 0, file, content.length, 512);
    return file(file);
  }

  private Path file(byte[] content) throws Exception {
    return Files.write(folder.resolve("disk.vhdx"), content);
  }

  @Test
  void takesAFileOfNoKnownFormatAsRawWhateverItsName() throws Exception {
    byte[] content = random(3 << 20);
    Path file = file(content);
    assertArrayEquals(content, Opening.content(file));
    try (VirtualDisk disk = Opening.open(file)) {
      assertEquals(DiskFormat.RAW, disk.format());
    }
  }

  @Test
  void readsAFixedVhdWithoutItsFooter() throws Exception {
    byte[] content = random(1536);
    Path file = vhd(content, footer -> {});
    assertArrayEquals(content, Opening.content(file));
    try (VirtualDisk disk = Opening.open(file)) {
      assertEquals(DiskFormat.VHD_FIXED, disk.format());
    }
  }

  @Test
  void refusesAVhdWithAWrongChecksum() throws Exception {
    Path file = vhd(random(1024), footer -> {});
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Opening.refused("vhd-checksum", file(bytes));
  }

  @Test
  void neverTakesAFooterWithAFlippedBitAsThatOfAVhd() throws Exception {
    byte[] whole = Files.readAllBytes(vhd(random(1024), footer -> {}));
    for (int bit = 0; bit < 512 * 8; bit++) {
      byte[] bytes = whole.clone();
      bytes[1024 + bit / 8] ^= (byte) (1 << bit % 8);
      Path file = file(bytes);
      if (bit < 64) {
        // Without its cookie it is no footer, and its bytes are content.
        assertEquals(1536, Opening.content(file).length);
      } else {
        Opening.refused("vhd-checksum", file);
      }
    }
  }

  @Test
  void refusesAVhdOfAnotherVersion() throws Exception {
    Opening.refused("vhd-version", vhd(random(1024), footer -> footer.putInt(12, 0x20000)));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 512, 1023, 1536, -1024, Long.MAX_VALUE, Long.MIN_VALUE})
  void refusesAVhdOfAnotherSizeThanItsFile(long size) throws Exception {
    Opening.refused("vhd-size", vhd(random(1024), footer -> footer.putLong(48, size)));
  }

  @Test
  void refusesAVhdOfNothing() throws Exception {
    Opening.refused("vhd-size", vhd(new byte[0], footer -> {}));
  }

  @Test
  void refusesADynamicVhdWithAHint() throws Exception {
    Opening.refused("vhd-dynamic", vhd(random(1024), footer -> footer.putInt(60, 3)));
  }

  @Test
  void refusesADifferencingVhd() throws Exception {
    Opening.refused("vhd-differencing", vhd(random(1024), footer -> footer.putInt(60, 4)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5, -1})
  void refusesAVhdOfAnUnknownType(int type) throws Exception {
    Opening.refused("vhd-type", vhd(random(1024), footer -> footer.putInt(60, type)));
  }

  @Test
  void refusesAVhdThatWasCutBeforeItsFooter() throws Exception {
    byte[] content = random(2048);
    System.arraycopy("conectix".getBytes(StandardCharsets.US_ASCII), 0, content, 0, 8);
    Opening.refused("vhd-footer-missing", file(content));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 511, 513, 1_000_000})
  void refusesARawFileThatIsNotOfWholeSectors(int length) throws Exception {
    Opening.refused("disk-size", file(random(length)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "QFI\u00fb",
        "QED\0",
        "KDMV",
        "COWD",
        "# Disk DescriptorFile",
        "<<< O",
        "WithoutFreeSpace",
        "WithouFreSpacExt",
        "Bochs Virtual HD Image",
        "EVF\t\r\n\u00ff\0",
        "AFF10\r\n\0",
        "#!/bin/sh\n#V2.0 Format\n",
        "MSWIM\0\0\0",
        "\u001f\u008b\b",
        "\u00fd7zXZ\0",
        "BZh91AY&SY",
        "(\u00b5/\u00fd",
        "PK\u0003\u0004",
        "sprs",
        "encrcdsa"
      })
  void refusesDisksOfOtherMakers(String start) throws Exception {
    byte[] content = random(1024);
    byte[] mark = start.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(mark, 0, content, 0, mark.length);
    Opening.refused("disk-format", file(content));
  }

  @Test
  void refusesAnAppleDiskImageByItsEnd() throws Exception {
    byte[] content = random(1024);
    byte[] trailer = "koly\0\0\0\4\0\0\2\0".getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(trailer, 0, content, 512, trailer.length);
    Opening.refused("disk-format", file(content));
  }

  @Test
  void namesTheFormatThatItRefuses() throws Exception {
    byte[] content = random(1024);
    byte[] mark = "WithoutFreeSpace".getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(mark, 0, content, 0, mark.length);
    KeywardException e = fault(file(content));
    assertEquals("a disk in format parallels", e.fault().found());
    assertEquals(Optional.of("convert it: qemu-img convert -O raw IN OUT"), e.fault().hint());
  }

  /** A guest may encrypt a whole disk, and the bytes are the same as in QEMU's container. */
  @Test
  void takesALuksHeaderForContent() throws Exception {
    byte[] content = random(1024);
    byte[] mark = "LUKS\u00ba\u00be".getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(mark, 0, content, 0, mark.length);
    assertArrayEquals(content, Opening.content(file(content)));
  }

  @Test
  void neverAdvisesToConvertADifferencingVhdWithQemu() throws Exception {
    KeywardException e = fault(vhd(random(1024), footer -> footer.putInt(60, 4)));
    assertEquals("vhd-differencing", e.fault().code());
    assertFalse(e.fault().hint().orElseThrow().contains("qemu"), e.fault().hint().toString());
  }

  @Test
  void advisesToKeepTheWholeSizeOfADynamicVhd() throws Exception {
    KeywardException e = fault(vhd(random(1024), footer -> footer.putInt(60, 3)));
    String hint = e.fault().hint().orElseThrow();
    assertTrue(hint.contains("force_size_calc=current_size"), hint);
  }

  private static KeywardException fault(Path file) {
    return assertThrows(KeywardException.class, () -> Opening.open(file).close());
  }

  @Test
  void refusesAFolder() {
    Opening.refused("disk-not-a-file", folder);
  }

  @Test
  void namesAFileThatIsNotThere() {
    Exception e =
        assertThrows(NoSuchFileException.class, () -> Opening.open(folder.resolve("none")));
    assertEquals("disk", e.getMessage());
  }

  @Test
  void refusesToReadPastTheEnd() throws Exception {
    try (VirtualDisk disk = Opening.open(file(random(1024)))) {
      byte[] target = new byte[1024];
      assertThrows(IndexOutOfBoundsException.class, () -> disk.read(1, target, 1024));
      assertThrows(IndexOutOfBoundsException.class, () -> disk.read(-1, target, 1));
      assertThrows(IndexOutOfBoundsException.class, () -> disk.read(0, target, 1025));
      assertThrows(IndexOutOfBoundsException.class, () -> disk.nextData(0, 1025));
    }
  }
}
