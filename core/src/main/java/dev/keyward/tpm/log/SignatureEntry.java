package dev.keyward.tpm.log;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.guardian.subject.WindowsName;
import dev.keyward.internal.tpm.FieldReader;
import dev.keyward.text.ForeignText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * An entry of one of the firmware's lists (EFI_SIGNATURE_DATA), or what an image was accepted by.
 */
public final class SignatureEntry {

  private static final int GUID_BYTES = 16;
  private static final int LIST_HEADER = GUID_BYTES + 3 * Integer.BYTES;
  private static final int MOST_LABEL = 80;
  private static final String SHA256 = "2616c4c14c509240aca941f936934328";

  private final Thumbprint print;
  private final byte[] data;
  private final String otherwise;

  private SignatureEntry(Thumbprint print, byte[] data, String otherwise) {
    this.print = print;
    this.data = data;
    this.otherwise = otherwise;
  }

  /**
   * The entries of a variable such as {@code db} (a row of EFI_SIGNATURE_LIST).
   *
   * @throws MalformedInputException code {@code bad-signature-list}
   */
  public static List<SignatureEntry> list(FirmwareVariable variable)
      throws MalformedInputException {
    Fault.Kind kind =
        new Fault.Kind("bad-signature-list", variable.event().toString(), "a list of signatures");
    FieldReader fields = FieldReader.ofLog(variable.content(), kind);
    List<SignatureEntry> entries = new ArrayList<>();
    while (fields.left() > 0) {
      String type = HexFormat.of().formatHex(fields.bytes(GUID_BYTES));
      long size = fields.number32();
      long header = fields.number32();
      long each = fields.number32();
      long body = size - LIST_HEADER - header;
      if (each <= GUID_BYTES || body < 0 || body % each != 0) {
        throw fields.fault("a list of " + size + " bytes with entries of " + each);
      }
      fields.bytes(header);
      for (long at = 0; at < body; at += each) {
        fields.bytes(GUID_BYTES);
        entries.add(of(type, fields.bytes(each - GUID_BYTES)));
      }
    }
    return entries;
  }

  private static SignatureEntry of(String type, byte[] data) {
    if (type.equals(SHA256) && data.length == Thumbprint.SIZE) {
      return new SignatureEntry(Thumbprint.ofDigest(data), new byte[0], "an image");
    }
    return new SignatureEntry(Thumbprint.of(data), data, "an entry of " + data.length + " bytes");
  }

  /**
   * What an image was accepted by: the one certificate in a variable of the same name, or the
   * content of a variable that is no certificate, such as the level of shim's revocations.
   */
  public static SignatureEntry authority(FirmwareVariable variable) {
    byte[] content = variable.content();
    String name = ForeignText.name(variable.name(), MOST_LABEL);
    if (content.length > GUID_BYTES) {
      byte[] certificate = Arrays.copyOfRange(content, GUID_BYTES, content.length);
      if (holder(certificate).isPresent()) {
        return new SignatureEntry(Thumbprint.of(certificate), certificate, name);
      }
    }
    return new SignatureEntry(Thumbprint.of(content), new byte[0], name);
  }

  private static Optional<String> holder(byte[] certificate) {
    try {
      String subject = GuardianCertificate.parse(certificate, "").subject();
      return Optional.of(ForeignText.name(WindowsName.claimed(subject), MOST_LABEL));
    } catch (MalformedInputException e) {
      return Optional.empty();
    }
  }

  /** SHA-256 of the certificate, or the digest of an image where the list has that. */
  public Thumbprint print() {
    return print;
  }

  /** Who the certificate is for, or what the entry is; safe to show. */
  public String label() {
    return holder(data).orElse(otherwise);
  }

  /** Whether it has the same {@link #print}. */
  @Override
  public boolean equals(Object other) {
    return other instanceof SignatureEntry entry && entry.print.equals(print);
  }

  @Override
  public int hashCode() {
    return print.hashCode();
  }
}
