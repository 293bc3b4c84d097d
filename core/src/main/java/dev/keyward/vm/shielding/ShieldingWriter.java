package dev.keyward.vm.shielding;

import dev.keyward.KeywardException;
import dev.keyward.crypto.Tools;
import dev.keyward.guardian.SigningKey;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.protector.TransportKey;
import dev.keyward.protector.VerifiedKeyProtector;
import dev.keyward.vm.layout.Binding;
import dev.keyward.vm.layout.BlockWriter;
import dev.keyward.vm.layout.FileKind;
import dev.keyward.vm.layout.PartForm;
import dev.keyward.vm.layout.PartKeys;
import dev.keyward.vm.layout.PartSeal;
import dev.keyward.vm.layout.SealedBlocks;
import dev.keyward.vm.layout.SignedHeader;
import dev.keyward.vm.sealing.PartName;
import dev.keyward.vm.sealing.SealedPart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Writes a file of shielding data: each part under a new key, then a header that names them all.
 * The sealed parts are held in memory, since the header before them has their digests.
 */
final class ShieldingWriter {

  private final Tools tools;

  ShieldingWriter(Tools tools) {
    this.tools = tools;
  }

  /** Writes the content of a part, not encrypted. */
  interface Filler {
    void fill(OutputStream target) throws KeywardException, IOException;
  }

  /** A part that is to be sealed. */
  record Content(PartName name, Filler filler) {}

  /**
   * What it is written with.
   *
   * @param owner who signs the header
   * @param protector the header must permit all that is in it
   * @param transportKey the key in it; it stays the caller's
   * @param generation of the file
   */
  record Means(
      SigningKey owner,
      VerifiedKeyProtector protector,
      TransportKey transportKey,
      long generation) {}

  /**
   * Writes it to {@code out}.
   *
   * @param header makes the header that names these parts
   */
  ShieldingHeader write(
      Function<List<SealedPart>, ShieldingHeader> header,
      List<Content> contents,
      Means means,
      OutputStream out)
      throws KeywardException, IOException {
    try (PartKeys keys = PartKeys.create(contents.size(), tools.random())) {
      List<byte[]> stored = new ArrayList<>();
      List<SealedPart> sealed = seal(contents, keys, stored);
      ShieldingHeader said = header.apply(sealed);
      said.addressees().requireOnly(means.protector());
      SignedHeader signed =
          SignedHeader.create(
              FileKind.SHIELDING_DATA,
              ShieldingHeaderForm.encode(said),
              means.owner().key(),
              tools.engine());
      BlockWriter writer = signed.begin(out, means.generation(), means.protector());
      for (byte[] content : stored) {
        writer.block(content);
      }
      Binding binding =
          new Binding(
              means.generation(),
              signed.digest(),
              SealedBlocks.wrappingsOf(means.protector()),
              sealed,
              Optional.empty());
      writer.block(PartSeal.create(keys, means.transportKey(), binding, tools.random()).encode());
      return said;
    }
  }

  private static List<SealedPart> seal(List<Content> contents, PartKeys keys, List<byte[]> stored)
      throws KeywardException, IOException {
    List<SealedPart> sealed = new ArrayList<>();
    for (Content part : contents) {
      ByteArrayOutputStream block = new ByteArrayOutputStream();
      try (OutputStream plain =
          PartForm.PADDED.sealing(keys.cipher(sealed.size()), block, part.name())) {
        part.filler().fill(plain);
      }
      stored.add(block.toByteArray());
      Thumbprint digest = Thumbprint.of(stored.get(sealed.size()));
      sealed.add(new SealedPart(part.name(), block.size(), digest));
    }
    return sealed;
  }
}
