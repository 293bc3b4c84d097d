package dev.keyward.cli.vm;

import dev.keyward.KeywardException;
import dev.keyward.cli.base.Text;
import dev.keyward.cli.console.Console;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.file.SafeFiles;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.vm.ShieldedVm;
import dev.keyward.vm.VmIdentity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Files with the same VM id that are there before {@code vm shield} makes the VM again: under the
 * name of the new file and beside it. The new file descends from none of them, so hosts that know
 * the VM refuse it. Hosts take files of two owner keys for two VMs.
 *
 * @param out the new file, as the user named it
 * @param there whether the file of that name has the owner's key; empty where it is no such file
 * @param owners the names of files beside it that have the owner's key
 * @param others the names of those that have another owner's key
 * @param isCut whether the folder has more files than are looked at
 */
record EarlierFiles(
    String out, Optional<Boolean> there, List<String> owners, List<String> others, boolean isCut) {

  private static final String REFUSED =
      " has a new history: hosts that know the VM refuse it without --accept-branch; use vm update"
          + " to change secrets, state or policy of a VM";

  private static final int MOST_FILES = 10_000;
  private static final int MOST_NAMES = 3;

  /** Keyward writes the id into the first hundred bytes. */
  private static final int START = 4096;

  /** None, for a new file on standard output. */
  static EarlierFiles none() {
    return new EarlierFiles("-", Optional.empty(), List.of(), List.of(), false);
  }

  /**
   * Looks at up to 10,000 files of the folder, and at no link. What cannot be read is left out.
   *
   * @param named the new file, as the user named it
   * @param path where it is
   */
  static EarlierFiles of(String named, Path path, VmIdentity vm, GuardianCertificate owner) {
    List<String> owners = new ArrayList<>();
    List<String> others = new ArrayList<>();
    int looked = 0;
    Path folder = path.toAbsolutePath().getParent();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (++looked > MOST_FILES) {
          break;
        }
        if (!file.getFileName().equals(path.getFileName())) {
          hasKeyOf(owner, vm, file)
              .ifPresent(
                  isOwners -> (isOwners ? owners : others).add(file.getFileName().toString()));
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // If the folder cannot be listed, the new file can still be written.
    }
    return new EarlierFiles(
        named, hasKeyOf(owner, vm, path), sorted(owners), sorted(others), looked > MOST_FILES);
  }

  private static List<String> sorted(List<String> names) {
    return names.stream().sorted().map(Text::listed).toList();
  }

  /** Whether the owner's key signed the file; empty where it is not a file of that VM. */
  private static Optional<Boolean> hasKeyOf(GuardianCertificate owner, VmIdentity vm, Path file) {
    try {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || !names(vm, file)) {
        return Optional.empty();
      }
      try (ShieldedVm found = ShieldedVm.open(file, RsaEngine.jdk())) {
        return found.header().vm().id().equals(vm.id())
            ? Optional.of(found.header().certificate().sameKeyAs(owner))
            : Optional.empty();
      }
    } catch (IOException | KeywardException e) {
      return Optional.empty();
    }
  }

  /** Whether it may be a file of that VM, from its first bytes: most files are not verified. */
  private static boolean names(VmIdentity vm, Path file) throws IOException {
    try (InputStream in = SafeFiles.open(file)) {
      String start = new String(in.readNBytes(START), StandardCharsets.ISO_8859_1);
      return start.startsWith("KEYWARD-FILE ") && start.contains(vm.id().toString());
    }
  }

  /** Says it before the new file is refused because the old one is there. */
  void tellRefused(Console console) {
    there.ifPresent(
        isOwners ->
            console.warning(
                out
                    + (isOwners
                        ? ": this file is the same VM, and a new one from vm shield" + REFUSED
                        : ": this file has the same VM id and another owner key: hosts treat it"
                            + " and a new file as two VMs")));
  }

  /** Says it once the new file is there. */
  void tellWritten(Console console) {
    there.ifPresent(
        isOwners ->
            console.warning(
                out
                    + (isOwners
                        ? ": the old file was the same VM, and the new one" + REFUSED
                        : ": the old file had the same VM id and another owner key: hosts treat"
                            + " the new file as another VM")));
    if (!owners.isEmpty()) {
      console.warning(
          out + ": the same VM is in " + first(owners) + " beside it, and the new file" + REFUSED);
    }
    if (!others.isEmpty()) {
      console.warning(
          out
              + ": the same VM id is in "
              + first(others)
              + " beside it, with another owner key: hosts treat the new file as another VM");
    }
    if (isCut) {
      console.note(
          out
              + ": the first "
              + MOST_FILES
              + " files of the folder were searched for the same VM, the others were not");
    }
  }

  private static String first(List<String> names) {
    return Text.first(names, MOST_NAMES, names.size());
  }
}
