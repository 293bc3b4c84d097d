package dev.keyward.vm.disk;

import static java.nio.charset.StandardCharsets.UTF_16LE;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.zip.CRC32;

/** A disk with a GPT of eight entries that a test can break. */
public final class TestGpt {

  public static final UUID EFI = UUID.fromString("c12a7328-f81f-11d2-ba4b-00a0c93ec93b");
  public static final UUID BASIC = UUID.fromString("ebd0a0a2-b9e5-4433-87c0-68b6b72699c7");
  static final int COUNT = 8;
  static final int ENTRY = 128;

  public final ByteBuffer disk;
  public final int header;
  final int entries;

  private final int sector;

  public TestGpt(int size, int sector) {
    this.sector = sector;
    this.header = sector;
    this.entries = 2 * sector;
    this.disk = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    int sectors = size / sector;
    disk.put(446 + 4, (byte) 0xee).putInt(446 + 8, 1).putInt(446 + 12, sectors - 1);
    disk.putShort(510, (short) 0xaa55);
    writeHeader(header, 1, sectors);
    seal();
  }

  private void writeHeader(int at, long own, long sectors) {
    disk.put(at, "EFI PART".getBytes(StandardCharsets.US_ASCII));
    disk.putInt(at + 8, 0x10000).putInt(at + 12, 92);
    disk.putLong(at + 24, own).putLong(at + 32, sectors - 1);
    disk.putLong(at + 40, 40).putLong(at + 48, sectors - 40);
    disk.putLong(at + 56, 1).putLong(at + 72, 2).putInt(at + 80, COUNT).putInt(at + 84, ENTRY);
  }

  /** An entry, by its number from 1, over sectors from first to last. */
  public TestGpt partition(int number, UUID type, long first, long last) {
    int at = entry(number);
    guid(at, type);
    guid(at + 16, unique(number));
    disk.putLong(at + 32, first).putLong(at + 40, last);
    return this;
  }

  public TestGpt name(int number, String name) {
    disk.put(entry(number) + 56, name.getBytes(UTF_16LE));
    return this;
  }

  public static UUID unique(int number) {
    return UUID.fromString("0fc63daf-8483-4772-8e79-3d69d8477d0" + number);
  }

  public int entry(int number) {
    return entries + (number - 1) * ENTRY;
  }

  private void guid(int at, UUID id) {
    disk.putInt(at, (int) (id.getMostSignificantBits() >>> 32));
    disk.putShort(at + 4, (short) (id.getMostSignificantBits() >>> 16));
    disk.putShort(at + 6, (short) id.getMostSignificantBits());
    disk.putLong(at + 8, Long.reverseBytes(id.getLeastSignificantBits()));
  }

  /** Makes the checksums right, of the entries where they are said to be if that is possible. */
  public TestGpt seal() {
    disk.putInt(header + 88, crc(entries, COUNT * ENTRY));
    return sealHeader();
  }

  public TestGpt sealHeader() {
    disk.putInt(header + 16, 0);
    disk.putInt(header + 16, crc(header, Math.floorMod(disk.getInt(header + 12), sector + 1)));
    return this;
  }

  private int crc(int at, int length) {
    CRC32 crc = new CRC32();
    crc.update(disk.array(), at, length);
    return (int) crc.getValue();
  }
}
