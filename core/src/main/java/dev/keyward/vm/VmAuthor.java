package dev.keyward.vm;

import dev.keyward.KeywardException;
import dev.keyward.VerificationFailedException;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.internal.crypto.cipher.StreamCipher;
import dev.keyward.protector.TransportKey;
import dev.keyward.protector.VerifiedKeyProtector;
import dev.keyward.vm.layout.Binding;
import dev.keyward.vm.layout.BlockFile;
import dev.keyward.vm.layout.BlockWriter;
import dev.keyward.vm.layout.FileKind;
import dev.keyward.vm.layout.PartForm;
import dev.keyward.vm.layout.PartKeys;
import dev.keyward.vm.layout.PartSeal;
import dev.keyward.vm.layout.SealedBlocks;
import dev.keyward.vm.layout.SignedHeader;
import dev.keyward.vm.sealing.Ancestry;
import dev.keyward.vm.sealing.Lineage;
import dev.keyward.vm.sealing.PartName;
import dev.keyward.vm.sealing.PartSource;
import dev.keyward.vm.sealing.SealedPart;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Writes the files of shielded VMs in a stream; content is never held as a whole. */
public final class VmAuthor {

  private static final int CHUNK = 1 << 16;

  private final RsaEngine engine;
  private final SecureRandom random;

  /** With the provider, and the source of keys and salts. */
  public VmAuthor(RsaEngine engine, SecureRandom random) {
    this.engine = engine;
    this.random = random;
  }

  /**
   * A new file, of generation 1.
   *
   * @param parts at most 64, of the kinds that a machine has, each name once
   * @throws VerificationFailedException if header and protector do not agree
   * @throws IOException also if a content has not the size that was announced
   */
  public void shield(VmDraft draft, List<PartSource> parts, OutputStream out)
      throws KeywardException, IOException {
    long names = parts.stream().map(PartSource::name).distinct().count();
    if (names != parts.size() || parts.size() > BlockFile.MAX_PARTS) {
      throw new IllegalArgumentException("at most 64 parts, each name once");
    }
    if (!parts.stream().allMatch(part -> part.name().isOfMachine())) {
      throw new IllegalArgumentException("the parts are " + PartName.OF_MACHINE);
    }
    List<Fresh> fresh = parts.stream().map(VmAuthor::fresh).toList();
    Ancestry none = new Ancestry(Lineage.create(random), List.of());
    write(draft, fresh, new State(1, none), out);
  }

  /** The same machine with a new header, protector, keys and changed parts, one generation on. */
  void reseal(OpenedVm old, VmDraft draft, VmChange change, OutputStream out)
      throws KeywardException, IOException {
    List<Fresh> fresh = new ArrayList<>();
    for (SealedPart part : old.file().parts()) {
      if (!change.removed().contains(part.name())) {
        fresh.add(change.inPlaceOf(part).map(VmAuthor::fresh).orElseGet(() -> fresh(old, part)));
      }
    }
    change.added(old.file()).forEach(part -> fresh.add(fresh(part)));
    write(draft, fresh, next(old.file()), out);
  }

  private static Fresh fresh(PartSource part) {
    long sealedSize = PartForm.PADDED.sealedSize(part.size());
    return new Fresh(part.name(), sealedSize, target -> copy(part, target));
  }

  /** The part of a file of before gets its padding. */
  private static Fresh fresh(OpenedVm old, SealedPart part) {
    long sealedSize =
        isPadded(old.file()) ? part.sealedSize() : PartForm.PADDED.sealedSize(part.size());
    return new Fresh(part.name(), sealedSize, target -> old.copy(part, target));
  }

  private static boolean isPadded(ShieldedVm vm) {
    return vm.blocks().binding().form() == PartForm.PADDED;
  }

  /** Writes content into a cipher's stream. */
  private interface Filler {
    void fill(OutputStream target) throws KeywardException, IOException;
  }

  private record Fresh(PartName name, long sealedSize, Filler filler) {}

  private record State(long generation, Ancestry ancestry) {}

  private void write(VmDraft draft, List<Fresh> parts, State state, OutputStream out)
      throws KeywardException, IOException {
    draft.header().addressees().requireOnly(draft.protector());
    SignedHeader header =
        SignedHeader.create(
            FileKind.SHIELDED_VM, VmHeaderForm.encode(draft.header()), draft.owner().key(), engine);
    SealingKey key = new SealingKey(draft.protector(), draft.transportKey());
    write(new Start(header, key, state), parts, out);
  }

  /** What a file says before its parts, and what seals their keys. */
  private record Start(SignedHeader header, SealingKey key, State state) {}

  /** Each part under a new key. */
  private VmHistory write(Start start, List<Fresh> parts, OutputStream out)
      throws KeywardException, IOException {
    State state = start.state();
    VerifiedKeyProtector protector = start.key().protector();
    BlockWriter writer = start.header().begin(out, state.generation(), protector);
    try (PartKeys keys = PartKeys.create(parts.size(), random)) {
      List<SealedPart> sealed = new ArrayList<>();
      for (Fresh part : parts) {
        sealed.add(seal(part, keys.cipher(sealed.size()), writer));
      }
      Binding binding =
          new Binding(
              state.generation(),
              start.header().digest(),
              SealedBlocks.wrappingsOf(protector),
              sealed,
              Optional.of(state.ancestry()));
      finish(writer, keys, start.key().transportKey(), binding);
      return new VmHistory(state.ancestry(), binding.digest(), state.generation());
    }
  }

  /**
   * The same machine with changed parts, one generation on: what a host does when a machine that
   * ran has ended. The header stays; all parts get new keys.
   *
   * @param old the file that the machine was started from
   * @param changed what takes the place of parts that the file has
   * @param key what the new file is sealed under
   * @return the state that was written
   */
  public VmHistory sealBack(
      OpenedVm old, List<PartSource> changed, SealingKey key, OutputStream out)
      throws KeywardException, IOException {
    VmChange change = new VmChange(Optional.empty(), changed, Set.of());
    if (!change.added(old.file()).isEmpty()) {
      throw new IllegalArgumentException("only parts that the file has");
    }
    old.file().header().addressees().requireOnly(key.protector());
    List<Fresh> fresh = new ArrayList<>();
    for (SealedPart part : old.file().parts()) {
      fresh.add(change.inPlaceOf(part).map(VmAuthor::fresh).orElseGet(() -> fresh(old, part)));
    }
    return write(new Start(old.file().signedHeader(), key, next(old.file())), fresh, out);
  }

  /**
   * Parts of a machine that cannot go back into its file, because the file is another one by now: a
   * file of their own, which comes from the state that the machine was started from.
   *
   * @param machine the machine that ran
   */
  public void save(RunningVm machine, List<PartSource> parts, OutputStream out)
      throws KeywardException, IOException {
    VmHistory before = machine.history();
    State state = new State(before.generation() + 1, before.next());
    List<Fresh> fresh = parts.stream().map(VmAuthor::fresh).toList();
    write(new Start(machine.signedHeader(), machine.key(), state), fresh, out);
  }

  /**
   * The same header and parts under another transport key, one generation on: what a host does
   * after a key protection service released the VM. The parts are copied as they are; those of a
   * file of before are encrypted again, with a padding.
   *
   * @param egress the new protector; the header must permit all that is in it
   * @param egressKey the key in it; it stays the caller's
   * @return the state that was written
   */
  public VmHistory roll(
      OpenedVm old, VerifiedKeyProtector egress, TransportKey egressKey, OutputStream out)
      throws KeywardException, IOException {
    ShieldedVm vm = old.file();
    vm.header().addressees().requireOnly(egress);
    State state = next(vm);
    BlockWriter writer = vm.signedHeader().begin(out, state.generation(), egress);
    List<SealedPart> parts = new ArrayList<>();
    for (SealedPart part : vm.parts()) {
      parts.add(
          isPadded(vm)
              ? copyStored(vm, part, writer)
              : seal(fresh(old, part), old.keys().cipher(parts.size()), writer));
    }
    Binding binding =
        new Binding(
            state.generation(),
            vm.headerDigest(),
            SealedBlocks.wrappingsOf(egress),
            parts,
            Optional.of(state.ancestry()));
    finish(writer, old.keys(), egressKey, binding);
    return new VmHistory(state.ancestry(), binding.digest(), state.generation());
  }

  private static SealedPart copyStored(ShieldedVm vm, SealedPart part, BlockWriter writer)
      throws KeywardException, IOException {
    MessageDigest sha = Thumbprint.sha256();
    try (InputStream in = vm.blocks().stored(part);
        OutputStream block = new DigestOutputStream(writer.block(part.sealedSize()), sha)) {
      in.transferTo(block);
    }
    SealedBlocks.requireDigest(part, sha);
    return part;
  }

  private static State next(ShieldedVm vm) throws VerificationFailedException {
    return new State(vm.blocks().binding().nextGeneration(), vm.history().next());
  }

  private void finish(BlockWriter writer, PartKeys keys, TransportKey key, Binding binding)
      throws IOException {
    writer.block(PartSeal.create(keys, key, binding, random).encode());
  }

  private static SealedPart seal(Fresh part, StreamCipher cipher, BlockWriter writer)
      throws KeywardException, IOException {
    MessageDigest sha = Thumbprint.sha256();
    OutputStream block = new DigestOutputStream(writer.block(part.sealedSize()), sha);
    try (OutputStream content = PartForm.PADDED.sealing(cipher, block, part.name())) {
      part.filler().fill(content);
    }
    return new SealedPart(part.name(), part.sealedSize(), Thumbprint.of(sha));
  }

  /** Exactly as many bytes as were announced: their number stands in the file before them. */
  public static void copy(PartSource part, OutputStream target) throws IOException {
    byte[] chunk = new byte[CHUNK];
    long left = part.size();
    try (InputStream in = part.content().open()) {
      while (left > 0) {
        int got = in.read(chunk, 0, (int) Math.min(chunk.length, left));
        if (got < 0) {
          throw new EOFException(part.name() + ": it became shorter while it was read");
        }
        target.write(chunk, 0, got);
        left -= got;
      }
      if (in.read() >= 0) {
        throw new IOException(part.name() + ": it became longer while it was read");
      }
    } finally {
      Arrays.fill(chunk, (byte) 0);
    }
  }
}
