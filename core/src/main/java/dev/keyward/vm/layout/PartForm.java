package dev.keyward.vm.layout;

import dev.keyward.internal.crypto.cipher.StreamCipher;
import dev.keyward.internal.crypto.cipher.StreamSize;
import dev.keyward.vm.sealing.PartName;
import dev.keyward.vm.sealing.SealedPart;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** What is encrypted of a part: its content, or that and a padding that hides its length. */
public enum PartForm {
  /** Content without padding, as in files of version 1. */
  PLAIN("keyward/v1/part\0"),

  /** The content, the byte 0x80, and zeros up to a multiple of 256 bytes. */
  PADDED("keyward/v2/part\0");

  private final String prefix;

  PartForm(String prefix) {
    this.prefix = prefix;
  }

  /** The associated data of a part: {@code keyward/v1/part} or v2, a zero byte, the name. */
  byte[] associatedData(PartName name) {
    return (prefix + name).getBytes(StandardCharsets.US_ASCII);
  }

  /** How many bytes of a file content of {@code size} bytes becomes. */
  public long sealedSize(long size) {
    return StreamSize.sealed(this == PADDED ? Padding.padded(size) : size);
  }

  /** The most bytes that content of this form has more than it had before. */
  public int mostPadding() {
    return this == PADDED ? Padding.BLOCK : 0;
  }

  /** Takes content, which goes to {@code block} encrypted; closing it closes that. */
  public OutputStream sealing(StreamCipher cipher, OutputStream block, PartName name)
      throws IOException {
    OutputStream sealed = cipher.sealing(block, associatedData(name));
    return this == PADDED ? Padding.adding(sealed) : sealed;
  }

  /** Takes decrypted bytes and passes content on. */
  interface Target {

    /** The first {@code length} of {@code bytes}. */
    void write(byte[] bytes, int length) throws IOException;

    /** Passes the rest on; false where that is not of the form. */
    boolean end() throws IOException;
  }

  Target target(OutputStream out, long size) {
    return this == PADDED ? new Padding.Cut(out, size) : new Whole(out);
  }

  private record Whole(OutputStream out) implements Target {

    @Override
    public void write(byte[] bytes, int length) throws IOException {
      out.write(bytes, 0, length);
    }

    @Override
    public boolean end() {
      return true;
    }
  }

  /** Whether content of this form can have become that part. */
  public boolean mayBe(SealedPart part) {
    return this == PLAIN || part.size() > 0 && part.size() % Padding.BLOCK == 0;
  }
}
