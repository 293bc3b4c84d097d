package dev.keyward.cli.demo;

import dev.keyward.KeywardException;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.base.program.Program;
import dev.keyward.cli.vm.swtpm.SwtpmPrograms;
import dev.keyward.file.SafeFiles;
import dev.keyward.file.TemporaryFolder;
import dev.keyward.vm.sealing.PartName;
import dev.keyward.vm.sealing.PartSource;
import dev.keyward.vm.sealing.VmPolicy;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** What the owner of the guest does, on a machine of the owner's own. */
final class GuestOwner {

  private static final String NAME = "guest";
  private static final Path VARIABLES = Path.of("/usr/share/OVMF/OVMF_VARS_4M.snakeoil.fd");
  private static final int DISK_SIZE = 16 << 20;
  private static final int SECTOR = 512;

  /** So many that Base64 needs no padding: 32 characters. */
  private static final int KEY_BYTES = 24;

  private final Session session;
  private final DemoGuest guest;
  private final Path folder;
  private final GuestPlace place;
  private final DemoMachines machines;
  private byte[] vtpmKey = {};
  private byte[] variables = {};

  GuestOwner(Session session, DemoGuest guest) {
    this.session = session;
    this.guest = guest;
    this.folder = guest.folder();
    this.place = new GuestPlace(folder, Optional.empty());
    this.machines = new DemoMachines(folder, session.tools());
  }

  /** Where the guest lies. */
  GuestPlace place() {
    return place;
  }

  /** What QEMU and the guest read: the owner's key, in the first 32 bytes of a sector. */
  private Path ownerKey() {
    return folder.resolve("owner.key");
  }

  /**
   * Boots the guest for the first time.
   *
   * @param memory for the passphrase of the virtual TPM, which lies on no disk
   * @return what the guest said last
   */
  String install(Path memory) throws KeywardException, IOException {
    vtpmKey = fresh();
    byte[] key = fresh();
    SafeFiles.write(ownerKey(), key, false, true);
    SafeFiles.write(folder.resolve("owner.img"), Arrays.copyOf(key, SECTOR), false, true);
    Arrays.fill(key, (byte) 0);
    try (RandomAccessFile disk = new RandomAccessFile(place.disk().toFile(), "rw")) {
      disk.setLength(DISK_SIZE);
    }
    new SwtpmPrograms(session).create(Files.createDirectory(place.tpm()), vtpmKey);
    try (TemporaryFolder parts = new TemporaryFolder(memory, "keyward-demo-")) {
      fill(parts.path(), vtpmKey);
      Optional<Path> owner = Optional.of(folder.resolve("owner.img"));
      String last = guest.boot(parts.path(), new GuestPlace(folder, owner));
      variables = Files.readAllBytes(parts.path().resolve("uefi-vars.fd"));
      return last;
    }
  }

  private static void fill(Path parts, byte[] key) throws IOException {
    SafeFiles.write(parts.resolve("vtpm-key"), key, false, true);
    SafeFiles.write(parts.resolve("uefi-vars.fd"), Files.readAllBytes(VARIABLES), false, true);
  }

  private byte[] fresh() {
    byte[] random = new byte[KEY_BYTES];
    session.random().nextBytes(random);
    return Base64.getEncoder().encode(random);
  }

  /** Seals the passphrase and the variables of the firmware. */
  void shield(Cast cast) throws KeywardException, IOException {
    List<PartSource> parts =
        List.of(
            PartSource.of(PartName.VTPM_KEY, vtpmKey),
            PartSource.of(PartName.UEFI_VARS, variables));
    machines.shield(
        new DemoMachines.Machine(NAME, VmPolicy.ENCRYPTION_SUPPORTED, parts),
        cast.keys(Cast.Party.BUSINESS_IT).signing(),
        List.of(
            cast.seenBy(Cast.Party.BUSINESS_IT, Cast.Party.BRANCH_HGS),
            cast.seenBy(Cast.Party.BUSINESS_IT, Cast.Party.DATACENTER_HGS)));
    Arrays.fill(vtpmKey, (byte) 0);
  }

  /** Boots copies with another virtual TPM in the place of the guest's; what it said last. */
  String bootWithAnotherTpm(GuestPlace copies, Path memory) throws KeywardException, IOException {
    byte[] key = fresh();
    Files.delete(copies.tpm().resolve(SwtpmPrograms.STATE));
    new SwtpmPrograms(session).create(copies.tpm(), key);
    try (TemporaryFolder parts = new TemporaryFolder(memory, "keyward-demo-")) {
      fill(parts.path(), key);
      return guest.boot(parts.path(), copies);
    }
  }

  /** What the guest counted on its disk, read by QEMU with the owner's key. */
  String counter() throws IOException {
    try (TemporaryFolder work = new TemporaryFolder("keyward-demo-")) {
      Path opened = work.path().resolve("opened");
      Program.require(session.environment().variables(), "qemu-img", "qemu-utils")
          .run(
              List.of(
                  "convert",
                  "--object",
                  "secret,id=owner,file=" + ownerKey(),
                  "--image-opts",
                  "driver=luks,key-secret=owner,file.filename=" + place.disk(),
                  "-O",
                  "raw",
                  opened.toString()))
          .requireSuccess(place.disk().toString());
      byte[] first = new byte[16];
      try (RandomAccessFile disk = new RandomAccessFile(opened.toFile(), "r")) {
        disk.readFully(first);
      }
      return new String(first, StandardCharsets.US_ASCII).trim();
    }
  }
}
