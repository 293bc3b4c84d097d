package dev.keyward.protector.file;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import dev.keyward.protector.form.ByteText;
import dev.keyward.protector.form.Frame;
import dev.keyward.text.Shown;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/** The ways in which protectors come as files. */
public enum ProtectorEncoding {
  /** The XML document itself. */
  XML("xml"),
  /** A 4-byte big-endian total length, itself included, then the document; as Hyper-V keeps it. */
  FRAMED("kp"),
  /**
   * One decimal from 0 to 255 a line, of the framed form, as PowerShell writes byte arrays; read
   * also with blanks or commas between the numbers, and as pairs of hexadecimal digits.
   */
  BYTES("txt"),
  /** Base64 of the framed form. */
  BASE64("b64"),
  /** What PowerShell's {@code Export-Clixml} writes; may hold many. */
  CLIXML("clixml"),
  /** Arrays of numbers, or objects with a name and a protector; may hold many. */
  JSON("json"),
  /** What PowerShell's {@code Export-Csv} writes; may hold many and is only read. */
  CSV("csv"),
  /** Hyper-V's own file of a machine's configuration or state; may hold some and is only read. */
  VMCX("vmcx");

  private final String fileEnding;

  ProtectorEncoding(String fileEnding) {
    this.fileEnding = fileEnding;
  }

  /**
   * The encoding of that {@link #code}.
   *
   * @throws MalformedInputException code {@code unknown-encoding}
   */
  public static ProtectorEncoding parse(String code) throws MalformedInputException {
    for (ProtectorEncoding encoding : values()) {
      if (encoding.code().equals(code)) {
        return encoding;
      }
    }
    throw new MalformedInputException(
        Fault.of("unknown-encoding", "encoding", Shown.uri(code), "xml, framed, bytes or base64"));
  }

  /** The name in options and output, such as {@code framed}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The usual ending of a file's name, without a dot. */
  public String fileEnding() {
    return fileEnding;
  }

  /** Whether a file can hold many protectors; such a one is read and changed, never made here. */
  public boolean holdsMany() {
    return this == CLIXML || this == JSON || this == CSV || this == VMCX;
  }

  /**
   * One document as a file.
   *
   * @throws IllegalArgumentException for an encoding that holds many
   */
  public byte[] encode(byte[] document) {
    return switch (this) {
      case XML -> document.clone();
      case FRAMED -> Frame.around(document);
      case BYTES ->
          (ByteText.Style.LINES.of(Frame.around(document)) + '\n')
              .getBytes(StandardCharsets.US_ASCII);
      case BASE64 -> Base64.getEncoder().encode(Frame.around(document));
      default -> throw new IllegalArgumentException("no single protector is written as " + code());
    };
  }
}
