package dev.keyward.vm.shielding;

import dev.keyward.KeywardException;
import dev.keyward.crypto.Tools;
import dev.keyward.protector.KeyProtector;
import dev.keyward.protector.ProtectorAuthor;
import dev.keyward.protector.ProtectorVerifier;
import dev.keyward.protector.TransportKey;
import dev.keyward.vm.VmAuthor;
import dev.keyward.vm.sealing.Addressees;
import dev.keyward.vm.sealing.PartSource;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Makes shielding data: seals its parts, then signs a header that names each of them. */
public final class ShieldingAuthor {

  private static final long FIRST = 1;

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
    try (TransportKey transportKey = TransportKey.create(tools.random())) {
      KeyProtector protector =
          new ProtectorAuthor(tools).create(draft.owner(), draft.guardians(), transportKey);
      ShieldingWriter.Means means =
          new ShieldingWriter.Means(
              draft.owner(),
              new ProtectorVerifier(tools.engine()).verify(protector),
              transportKey,
              FIRST);
      return new ShieldingWriter(tools)
          .write(
              signed ->
                  new ShieldingHeader(
                      draft.policy(),
                      addressees,
                      draft.qualifiers(),
                      answerFile.substitutions(),
                      signed,
                      true),
              parts.stream().map(ShieldingAuthor::content).toList(),
              means,
              out);
    }
  }

  private static ShieldingWriter.Content content(PartSource part) {
    if (part.size() > ShieldingHeader.MAX_PART) {
      throw new IllegalArgumentException("a part of more than 16 MiB");
    }
    return new ShieldingWriter.Content(part.name(), target -> VmAuthor.copy(part, target));
  }
}
