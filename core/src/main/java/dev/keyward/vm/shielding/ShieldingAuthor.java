package dev.keyward.vm.shielding;

import dev.keyward.KeywardException;
import dev.keyward.crypto.Tools;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.internal.crypto.cipher.StreamCipher;
import dev.keyward.protector.KeyProtector;
import dev.keyward.protector.ProtectorAuthor;
import dev.keyward.protector.ProtectorVerifier;
import dev.keyward.protector.TransportKey;
import dev.keyward.protector.VerifiedKeyProtector;
import dev.keyward.vm.VmAuthor;
import dev.keyward.vm.layout.Binding;
import dev.keyward.vm.layout.BlockWriter;
import dev.keyward.vm.layout.FileKind;
import dev.keyward.vm.layout.PartForm;
import dev.keyward.vm.layout.PartKeys;
import dev.keyward.vm.layout.PartSeal;
import dev.keyward.vm.layout.SealedBlocks;
import dev.keyward.vm.layout.SignedHeader;
import dev.keyward.vm.sealing.Addressees;
import dev.keyward.vm.sealing.PartSource;
import dev.keyward.vm.sealing.SealedPart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes shielding data: seals its parts, then signs a header that names each of them. */
public final class ShieldingAuthor {

  private final Tools tools;

  /** With what to work with. */
  public ShieldingAuthor(Tools tools) {
    this.tools = tools;
  }

  /**
   * Writes a new file. The sealed parts are held in memory, at most 64 MiB, since the header before
   * them has their digests.
   *
   * @param answerFile what was said of the answer file
   * @param parts {@code answer-file} first, then files of different names, at most 64; each of at
   *     most {@link ShieldingHeader#MAX_PART} bytes, together {@link ShieldingHeader#MAX_TOTAL}
   * @return what was signed
   * @throws dev.keyward.VerificationFailedException code {@code keys-in-use} or {@code
   *     too-many-guardians}
   * @throws dev.keyward.NotTrustedException code {@code expired}
   * @throws IOException also if a content has not the size that was announced
   */
  public ShieldingHeader create(
      ShieldingDraft draft, AnswerFile answerFile, List<PartSource> parts, OutputStream out)
      throws KeywardException, IOException {
    Addressees addressees = Addressees.of(draft.owner().guardian(), draft.guardians());
    SecureRandom random = tools.random();
    try (TransportKey transportKey = TransportKey.create(random);
        PartKeys keys = PartKeys.create(parts.size(), random)) {
      KeyProtector protector =
          new ProtectorAuthor(tools).create(draft.owner(), draft.guardians(), transportKey);
      VerifiedKeyProtector verified = new ProtectorVerifier(tools.engine()).verify(protector);
      List<byte[]> contents = new ArrayList<>();
      List<SealedPart> sealed = seal(parts, keys, contents);
      ShieldingHeader header =
          new ShieldingHeader(
              draft.policy(), addressees, draft.qualifiers(), answerFile.substitutions(), sealed);
      SignedHeader signed =
          SignedHeader.create(
              FileKind.SHIELDING_DATA,
              ShieldingHeaderForm.encode(header),
              draft.owner().key(),
              tools.engine());
      BlockWriter writer = signed.begin(out, 1, verified);
      for (byte[] content : contents) {
        writer.block(content);
      }
      Binding binding =
          new Binding(
              1, signed.digest(), SealedBlocks.wrappingsOf(verified), sealed, Optional.empty());
      writer.block(PartSeal.create(keys, transportKey, binding, random).encode());
      return header;
    }
  }

  private static List<SealedPart> seal(List<PartSource> parts, PartKeys keys, List<byte[]> contents)
      throws IOException {
    List<SealedPart> sealed = new ArrayList<>();
    for (PartSource part : parts) {
      if (part.size() > ShieldingHeader.MAX_PART) {
        throw new IllegalArgumentException("a part of more than 16 MiB");
      }
      StreamCipher cipher = keys.cipher(sealed.size());
      ByteArrayOutputStream content = new ByteArrayOutputStream();
      try (OutputStream plain = PartForm.PLAIN.sealing(cipher, content, part.name())) {
        VmAuthor.copy(part, plain);
      }
      contents.add(content.toByteArray());
      Thumbprint digest = Thumbprint.of(contents.get(sealed.size()));
      sealed.add(new SealedPart(part.name(), content.size(), digest));
    }
    return sealed;
  }
}
