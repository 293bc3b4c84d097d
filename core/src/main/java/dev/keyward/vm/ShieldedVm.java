package dev.keyward.vm;

import dev.keyward.KeywardException;
import dev.keyward.VerificationFailedException;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.file.InPlaceEdit;
import dev.keyward.guardian.OpeningKey;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.protector.TransportKey;
import dev.keyward.protector.VerifiedKeyProtector;
import dev.keyward.vm.domain.DomainRefusal;
import dev.keyward.vm.domain.LibvirtDomain;
import dev.keyward.vm.layout.Binding;
import dev.keyward.vm.layout.BlockFile;
import dev.keyward.vm.layout.FileKind;
import dev.keyward.vm.layout.SealedBlocks;
import dev.keyward.vm.layout.SignedHeader;
import dev.keyward.vm.sealing.Ancestry;
import dev.keyward.vm.sealing.Lineage;
import dev.keyward.vm.sealing.PartName;
import dev.keyward.vm.sealing.SealedPart;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The file of a shielded VM, with everything verified that needs no private key: the owner's
 * signature over the header; the protector, its owner and that the header permits each of its
 * wrappings; and that header, protector, generation and list of parts say that they belong
 * together. That the parts are what the list says is told by {@link #checkPart}, and that nobody
 * changed the list by {@link #unlock}.
 */
public final class ShieldedVm implements Closeable {

  private final SealedBlocks blocks;
  private final SignedHeader signed;
  private final VmHeader header;

  private ShieldedVm(SealedBlocks blocks, RsaEngine engine) throws KeywardException, IOException {
    this.blocks = blocks;
    signed = blocks.header(FileKind.SHIELDED_VM);
    header = VmHeaderForm.decode(signed.bytes());
    signed.verify(header.certificate(), engine);
    blocks.read(signed, header.addressees());
  }

  /**
   * Opens and verifies a file, which stays open for its parts.
   *
   * @throws dev.keyward.MalformedInputException where it is not of the form
   * @throws dev.keyward.UnsupportedFormatException code {@code unknown-version}
   * @throws VerificationFailedException code {@code header-signature}; {@code
   *     protector-of-another-owner}; {@code wrapping-not-permitted}; {@code other-generation},
   *     {@code header-of-another} or {@code protector-of-another}, where the part keys were sealed
   *     for another one; {@code parts-of-another}, where the parts are not those of the list; or a
   *     check of the protector
   */
  public static ShieldedVm open(Path path, RsaEngine engine) throws KeywardException, IOException {
    return read(BlockFile.open(path), engine);
  }

  /** The same of the file of an edit, as it was when the edit began. */
  public static ShieldedVm open(InPlaceEdit edit, RsaEngine engine)
      throws KeywardException, IOException {
    return read(BlockFile.open(edit), engine);
  }

  private static ShieldedVm read(BlockFile file, RsaEngine engine)
      throws KeywardException, IOException {
    SealedBlocks blocks = new SealedBlocks(file, engine);
    try {
      ShieldedVm vm = new ShieldedVm(blocks, engine);
      vm.requirePartsOfMachine();
      return vm;
    } catch (KeywardException | IOException | RuntimeException e) {
      blocks.close();
      throw e;
    }
  }

  private void requirePartsOfMachine() throws KeywardException {
    for (SealedPart part : parts()) {
      if (!part.name().isOfMachine()) {
        throw SealedBlocks.refused(
            "parts-of-another", "seal", "a part " + part.name(), PartName.OF_MACHINE);
      }
    }
  }

  /** What the owner signed. */
  public VmHeader header() {
    return header;
  }

  /** The SHA-256 of the header's bytes. */
  public Thumbprint headerDigest() {
    return signed.digest();
  }

  /** The protector in the file. */
  public VerifiedKeyProtector protector() {
    return blocks.protector();
  }

  /** 1 for a new file, one more for each roll and reseal; true only once it was unlocked. */
  public long generation() {
    return blocks.binding().generation();
  }

  /** Which state of the VM it is, and what was before; true only once it was unlocked. */
  public VmHistory history() {
    Binding binding = blocks.binding();
    Ancestry ancestry =
        binding
            .ancestry()
            .orElseGet(
                () ->
                    new Ancestry(
                        Lineage.ofBefore(header.certificate().keyThumbprint(), header.vm().id()),
                        List.of()));
    return new VmHistory(ancestry, binding.digest(), binding.generation());
  }

  /** Whether the file names its history; one of before does not, and its parts have no padding. */
  public boolean hasHistory() {
    return blocks.binding().ancestry().isPresent();
  }

  /** The parts in order; true only once it was unlocked. */
  public List<SealedPart> parts() {
    return blocks.parts();
  }

  /** The part of that name; empty where there is none. True only once it was unlocked. */
  public Optional<SealedPart> part(PartName name) {
    return parts().stream().filter(each -> each.name().equals(name)).findFirst();
  }

  /**
   * Why this machine may not start as that domain; empty where it may. Besides what its policy
   * refuses, the domain must have its id; and if a key of its virtual TPM is sealed, libvirt must
   * encrypt the state of that TPM.
   */
  public List<DomainRefusal> refusals(LibvirtDomain domain) {
    List<DomainRefusal> refusals = new ArrayList<>();
    if (!domain.id().equalsIgnoreCase(header.vm().id().toString())) {
      String other = "the domain is another machine than " + header.vm().id();
      refusals.add(new DomainRefusal("<uuid>", "domain", other));
    }
    refusals.addAll(domain.refusals(header.policy()));
    if (part(PartName.VTPM_KEY).isPresent() && domain.vtpmSecret().isEmpty()) {
      String open = "no secret='UUID': libvirt would keep the virtual TPM's state in the clear";
      refusals.add(new DomainRefusal("<encryption>", "domain/devices/tpm/backend", open));
    }
    return refusals;
  }

  /**
   * Reads a part and holds its digest against the list.
   *
   * @throws VerificationFailedException code {@code part-changed}
   */
  public void checkPart(SealedPart part) throws KeywardException, IOException {
    blocks.checkPart(part);
  }

  /**
   * Opens the protector and with it the keys of the parts.
   *
   * @throws dev.keyward.NoAccessException code {@code not-addressed}
   * @throws VerificationFailedException code {@code does-not-open}, or as below
   */
  public OpenedVm unlock(OpeningKey key, SecureRandom random) throws KeywardException {
    return new OpenedVm(this, blocks.unlock(key, random));
  }

  /**
   * Opens the keys of the parts with the transport key, which stays the caller's.
   *
   * @throws VerificationFailedException code {@code part-keys}: they were not sealed under this key
   *     for this header, protector, generation and list of parts
   */
  public OpenedVm unlock(TransportKey transportKey) throws VerificationFailedException {
    return new OpenedVm(this, blocks.unlock(transportKey));
  }

  SealedBlocks blocks() {
    return blocks;
  }

  SignedHeader signedHeader() {
    return signed;
  }

  @Override
  public void close() throws IOException {
    blocks.close();
  }
}
