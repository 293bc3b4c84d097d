package dev.keyward.vm.sealing;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * The kind of state that a file of swtpm holds. The content decides, because a file may not be what
 * its name says. swtpm's form (its {@code swtpm_nvstore.h} and {@code tlv.h}, in use since 2015) is
 * a header of 10 bytes, big-endian: version, least version that reads it, length of the header,
 * flags, and length of the file; then parts, each with a tag of 2 bytes and a length of 4.
 * Encrypted parts are not read. The only state that is accepted is the permanent one, as swtpm
 * keeps it ({@code tpm2-00.permall}) and as {@code swtpm_ioctl --save permanent} writes it.
 */
public enum SwtpmState {
  /** The permanent state of a TPM 2.0. */
  TPM_2,
  /** The permanent state of a TPM 1.2, which no policy takes for a virtual TPM. */
  TPM_1_2,
  /** A state that swtpm encrypted, of either. */
  ENCRYPTED;

  private static final String LOCK = ".lock";
  private static final int HEADER = 10;
  private static final int PART_HEADER = 6;
  private static final int KNOWN_FLAGS = 0x1f;
  private static final int MOST_VERSION = 2;

  /** swtpm writes up to three: content, its HMAC and an initial vector. */
  private static final int MOST_PARTS = 16;

  /** Bytes of the first part that are looked at: the header of a part in it, and the mark. */
  private static final int MOST_START = 12;

  private static final int DATA = 1;
  private static final int ENCRYPTED_DATA = 2;
  private static final int MIGRATION_DATA = 4;
  private static final int ENCRYPTED_MIGRATION_DATA = 5;
  private static final int LAST_TAG = 7;

  /** libtpms: all that a TPM 2.0 keeps, and what it keeps until it is switched off. */
  private static final int PERMANENT_2 = 0xab364723;

  private static final int VOLATILE_2 = 0x45637889;

  /** libtpms: the tags of a TPM 1.2 that begin its permanent data. */
  private static final int PERMANENT_1_2 = 0x00010022;

  private static final byte[] LINEAR_STORE = {'n', 'i', 'l', 'm', 'p', 't', 'w', 's'};

  /**
   * Reads what the file says of itself.
   *
   * @param in the file from its beginning; not closed
   * @param size of the file, bytes
   * @throws MalformedInputException code {@code vtpm-state} for anything else
   */
  public static SwtpmState read(InputStream in, long size)
      throws MalformedInputException, IOException {
    if (size == 0) {
      throw bad("an empty file");
    }
    byte[] start = in.readNBytes(HEADER);
    DataInputStream header = new DataInputStream(new ByteArrayInputStream(start));
    if (isLinearStore(start)) {
      throw bad("a whole store of swtpm with the state in it");
    }
    if (start.length < HEADER
        || !isVersion(header.readUnsignedByte())
        || !isVersion(header.readUnsignedByte())
        || header.readUnsignedShort() != HEADER
        || (header.readUnsignedShort() & ~KNOWN_FLAGS) != 0
        || Integer.toUnsignedLong(header.readInt()) != size) {
      throw bad("bytes that are not swtpm's");
    }
    try {
      return parts(new DataInputStream(in), size - HEADER);
    } catch (EOFException e) {
      throw bad("a state of swtpm that is cut off");
    }
  }

  private static boolean isVersion(int number) {
    return number >= 1 && number <= MOST_VERSION;
  }

  private static boolean isLinearStore(byte[] start) {
    int length = LINEAR_STORE.length;
    return start.length >= length && Arrays.equals(start, 0, length, LINEAR_STORE, 0, length);
  }

  /** The first part says whose state it is; all of them together fill the file. */
  private static SwtpmState parts(DataInputStream in, long size)
      throws MalformedInputException, IOException {
    Part first = Part.read(in, size);
    byte[] start = in.readNBytes((int) Math.min(first.length(), MOST_START));
    in.skipNBytes(first.length() - start.length);
    long left = size - first.space();
    // A file of gigabytes could have empty parts without end.
    for (int more = 1; left > 0; more++) {
      if (more == MOST_PARTS) {
        throw bad("a state of swtpm with more than " + MOST_PARTS + " parts");
      }
      Part next = Part.read(in, left);
      in.skipNBytes(next.length());
      left -= next.space();
    }
    return kind(first, new DataInputStream(new ByteArrayInputStream(start)));
  }

  private static SwtpmState kind(Part part, DataInputStream content)
      throws MalformedInputException, IOException {
    return switch (part.tag()) {
      case ENCRYPTED_DATA, ENCRYPTED_MIGRATION_DATA -> ENCRYPTED;
      case MIGRATION_DATA -> kind(Part.read(content, part.length()), content);
      case DATA -> plain(content.readInt(), content.readUnsignedShort());
      default -> throw bad("a state of swtpm that begins with part " + part.tag());
    };
  }

  /** A TPM 2.0 has a version of 2 bytes before the mark, a TPM 1.2 begins with two tags. */
  private static SwtpmState plain(int first, int next) throws MalformedInputException {
    int mark = first << Short.SIZE | next;
    if (mark == VOLATILE_2) {
      throw bad("what a TPM keeps until it is switched off");
    }
    if (mark != PERMANENT_2 && first != PERMANENT_1_2) {
      throw bad("a state of swtpm with other content");
    }
    return mark == PERMANENT_2 ? TPM_2 : TPM_1_2;
  }

  /** What is before the content of a part. */
  private record Part(int tag, long length) {

    static Part read(DataInputStream in, long most) throws MalformedInputException, IOException {
      Part part = new Part(in.readUnsignedShort(), Integer.toUnsignedLong(in.readInt()));
      if (part.tag < DATA || part.tag > LAST_TAG || part.space() > most) {
        throw bad("a state of swtpm with parts that do not fill it");
      }
      return part;
    }

    long space() {
      return PART_HEADER + length;
    }
  }

  /**
   * Whether a swtpm runs on a state: it holds the file {@code .lock} beside it. A lock that cannot
   * be asked for counts as free, as on systems without swtpm.
   */
  public static boolean isInUse(Path state) {
    Path lock = state.toAbsolutePath().resolveSibling(LOCK);
    if (!Files.isRegularFile(lock)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.READ);
        FileLock taken = channel.tryLock(0, Long.MAX_VALUE, true)) {
      return taken == null;
    } catch (IOException | OverlappingFileLockException e) {
      return false;
    }
  }

  private static MalformedInputException bad(String found) {
    return new MalformedInputException(
        Fault.of("vtpm-state", "", found, "the permanent state of a TPM as swtpm keeps it"));
  }
}
