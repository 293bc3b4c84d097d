package dev.keyward.vm.shielding;

import dev.keyward.KeywardException;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.guardian.OpeningKey;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.protector.VerifiedKeyProtector;
import dev.keyward.vm.layout.BlockFile;
import dev.keyward.vm.layout.FileKind;
import dev.keyward.vm.layout.SealedBlocks;
import dev.keyward.vm.layout.SignedHeader;
import dev.keyward.vm.sealing.SealedPart;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;

/**
 * The file of shielding data, with everything verified that needs no private key: the owner's
 * signature over the header; the protector, its owner and that the header permits each of its
 * wrappings; and that every part is the one that the header names.
 */
public final class ShieldingData implements Closeable {

  /** The largest file in bytes: the files in it, and room for header, protector and paddings. */
  public static final int MAX_SIZE = ShieldingHeader.MAX_TOTAL + (1 << 22);

  private final SealedBlocks blocks;
  private final SignedHeader signed;
  private final ShieldingHeader header;

  private ShieldingData(SealedBlocks blocks, RsaEngine engine)
      throws KeywardException, IOException {
    this.blocks = blocks;
    this.signed = blocks.header(FileKind.SHIELDING_DATA);
    this.header = ShieldingHeaderForm.decode(signed.bytes());
    signed.verify(header.addressees().certificate(), engine);
    blocks.read(signed, header.addressees());
    if (blocks.binding().ancestry().isPresent()) {
      throw SealedBlocks.refused(
          "parts-of-another", "seal", "the seal of a shielded VM", "that of shielding data");
    }
    if (!blocks.parts().equals(header.parts())) {
      throw SealedBlocks.refused(
          "parts-of-another", "seal", "other parts than in the header", "those that were signed");
    }
    for (SealedPart part : header.parts()) {
      blocks.checkPart(part);
    }
  }

  /**
   * Opens and verifies a file, which stays open for its parts.
   *
   * @throws dev.keyward.MalformedInputException where it is not of the form
   * @throws dev.keyward.UnsupportedFormatException code {@code unknown-version}
   * @throws dev.keyward.VerificationFailedException code {@code header-signature}; {@code
   *     header-certificate}; {@code protector-of-another-owner}; {@code wrapping-not-permitted};
   *     {@code other-generation}, {@code header-of-another} or {@code protector-of-another}, where
   *     the part keys were sealed for another one; {@code parts-of-another} or {@code
   *     part-changed}, where the parts are not those that were signed; or a check of the protector
   */
  public static ShieldingData open(Path path, RsaEngine engine)
      throws KeywardException, IOException {
    return read(BlockFile.open(path), engine);
  }

  /** The same of a file that is held in memory. */
  public static ShieldingData of(byte[] file, RsaEngine engine)
      throws KeywardException, IOException {
    return read(BlockFile.of(file), engine);
  }

  static ShieldingData read(BlockFile file, RsaEngine engine) throws KeywardException, IOException {
    SealedBlocks blocks = new SealedBlocks(file, engine);
    try {
      return new ShieldingData(blocks, engine);
    } catch (KeywardException | IOException | RuntimeException e) {
      blocks.close();
      throw e;
    }
  }

  /** What the owner signed. */
  public ShieldingHeader header() {
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

  /**
   * Opens the protector and with it the keys of the parts.
   *
   * @throws dev.keyward.NoAccessException code {@code not-addressed}
   * @throws dev.keyward.VerificationFailedException code {@code does-not-open}, or {@code
   *     part-keys}: they were not sealed for this header, protector, generation and list of parts
   */
  public OpenedShieldingData unlock(OpeningKey key, SecureRandom random) throws KeywardException {
    return new OpenedShieldingData(this, blocks.unlock(key, random));
  }

  SealedBlocks blocks() {
    return blocks;
  }

  @Override
  public void close() throws IOException {
    blocks.close();
  }
}
