package dev.keyward.vm.template;

import dev.keyward.Fault;
import dev.keyward.KeyUnusableException;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.guardian.keyfile.CertifiedKey;
import dev.keyward.vm.layout.BlockFile;
import dev.keyward.vm.layout.BlockWriter;
import dev.keyward.vm.layout.FileKind;
import dev.keyward.vm.layout.SignedHeader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * A volume signature catalog: what its signer says of a template disk, and the signature, verified.
 * The layout is told by this package's description; it is Keyward's own and not Windows'.
 *
 * <p>That the signature verifies says only that the holder of the key of the certificate in it
 * signed it. To trust the signer, compare the SHA-256 of that certificate.
 */
public final class VolumeSignatureCatalog {

  /** The longest file in bytes. */
  public static final int MAX_SIZE = 1 << 19;

  private static final int BLOCKS = 2;

  private final SignedHeader signed;
  private final CatalogHeader header;

  private VolumeSignatureCatalog(SignedHeader signed, CatalogHeader header) {
    this.signed = signed;
    this.header = header;
  }

  /**
   * Signs what is to be said of a disk.
   *
   * @param signer the key of the header's certificate
   */
  public static VolumeSignatureCatalog create(
      CatalogHeader header, CertifiedKey signer, RsaEngine engine) throws KeyUnusableException {
    if (!signer.certificate().equals(header.signer())) {
      throw new IllegalArgumentException("the key is not that of the header's certificate");
    }
    SignedHeader signed =
        SignedHeader.create(
            FileKind.VOLUME_SIGNATURE_CATALOG,
            CatalogHeaderForm.encode(header),
            signer.key(),
            engine);
    return new VolumeSignatureCatalog(signed, header);
  }

  /**
   * Reads a catalog and verifies its signature.
   *
   * @param file at most {@link #MAX_SIZE} bytes
   * @throws MalformedInputException where it is not of the form; {@code wrong-kind} for another
   *     file of Keyward's
   * @throws dev.keyward.UnsupportedFormatException code {@code unknown-version}
   * @throws dev.keyward.VerificationFailedException code {@code header-signature}, or {@code
   *     header-certificate} for one that may not sign
   */
  public static VolumeSignatureCatalog parse(byte[] file, RsaEngine engine)
      throws KeywardException {
    if (file.length > MAX_SIZE) {
      throw new MalformedInputException(
          Fault.of("too-large", "", file.length + " bytes", "at most " + MAX_SIZE));
    }
    try (BlockFile blocks = BlockFile.of(file)) {
      SignedHeader signed = SignedHeader.read(FileKind.VOLUME_SIGNATURE_CATALOG, blocks);
      CatalogHeader header = CatalogHeaderForm.decode(signed.bytes());
      if (blocks.count() != BLOCKS) {
        throw BlockFile.bad(blocks.count() + " blocks", "header and signature only");
      }
      signed.verify(header.signer(), engine);
      return new VolumeSignatureCatalog(signed, header);
    } catch (IOException e) {
      throw new IllegalStateException("memory has no input errors", e);
    }
  }

  /** The file: the bytes that were signed, as they were, and the signature. */
  public byte[] encode() {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try {
      signed.write(new BlockWriter(file));
    } catch (IOException e) {
      throw new IllegalStateException("memory has no output errors", e);
    }
    return file.toByteArray();
  }

  /** What the signer says. */
  public CatalogHeader header() {
    return header;
  }
}
