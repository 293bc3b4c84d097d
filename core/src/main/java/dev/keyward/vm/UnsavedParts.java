package dev.keyward.vm;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.VerificationFailedException;
import dev.keyward.secret.SecretOutput;
import dev.keyward.vm.sealing.PartName;
import dev.keyward.vm.sealing.PartSource;
import dev.keyward.vm.sealing.SealedPart;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the parts of a run, which did not go back into the machine's file, have that the file does
 * not have. They are held in memory until this is closed.
 */
public final class UnsavedParts implements AutoCloseable {

  /** The largest part that is held: 64 MiB. */
  public static final int MOST = 64 << 20;

  private final List<PartSource> changed = new ArrayList<>();
  private final List<PartName> foreign = new ArrayList<>();
  private final List<SecretOutput> contents = new ArrayList<>();

  private UnsavedParts() {}

  /**
   * Compares both.
   *
   * @param file the machine's file
   * @param unsaved the parts of a run of that machine
   * @throws VerificationFailedException code {@code another-vm}
   * @throws MalformedInputException code {@code too-large}
   */
  public static UnsavedParts of(OpenedVm file, OpenedVm unsaved)
      throws KeywardException, IOException {
    requireSameMachine(file.file(), unsaved.file());
    UnsavedParts parts = new UnsavedParts();
    try {
      for (SealedPart part : unsaved.file().parts()) {
        parts.add(file, unsaved, part);
      }
      return parts;
    } catch (KeywardException | IOException | RuntimeException e) {
      parts.close();
      throw e;
    }
  }

  private static void requireSameMachine(ShieldedVm file, ShieldedVm unsaved)
      throws VerificationFailedException {
    boolean same =
        file.header().vm().id().equals(unsaved.header().vm().id())
            && file.header().certificate().sameKeyAs(unsaved.header().certificate())
            && file.history().lineage().equals(unsaved.history().lineage());
    if (!same) {
      throw new VerificationFailedException(
          Fault.of(
              "another-vm",
              "",
              "parts of another VM, of another owner or of a VM that was shielded again",
              "parts of the same VM"));
    }
  }

  private void add(OpenedVm file, OpenedVm unsaved, SealedPart part)
      throws KeywardException, IOException {
    Optional<SealedPart> present = file.file().part(part.name());
    if (present.isEmpty()) {
      foreign.add(part.name());
    } else if (!file.digest(present.get()).equals(unsaved.digest(part))) {
      hold(unsaved, part);
    }
  }

  private void hold(OpenedVm vm, SealedPart part) throws KeywardException, IOException {
    SecretOutput content = new SecretOutput(MOST);
    contents.add(content);
    vm.copy(part, content);
    changed.add(new PartSource(part.name(), content.size(), content::content));
  }

  /** Parts that the file has with another content. */
  public List<PartSource> changed() {
    return List.copyOf(changed);
  }

  /** Parts that the file does not have any more. */
  public List<PartName> foreign() {
    return List.copyOf(foreign);
  }

  @Override
  public void close() {
    contents.forEach(SecretOutput::close);
  }
}
