package dev.keyward.protector.file;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.internal.export.ExportSink;
import dev.keyward.internal.export.ObjectTexts;
import dev.keyward.internal.json.JsonExportReader;
import dev.keyward.internal.xml.clixml.ClixmlReader;
import dev.keyward.protector.form.TextShape;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads what {@code Get-HgsGuardian} gives ({@code MSFT_HgsGuardian}), and lists of certificates,
 * as {@code Export-Clixml} and {@code ConvertTo-Json} write them: objects with a name, and
 * certificates as byte arrays, numbers, base64 or objects with their {@code RawData}.
 */
public final class GuardianExport {

  /** The largest file, in bytes. */
  public static final int MOST_BYTES = ProtectorFile.MOST_BYTES;

  private static final int MOST_CHARACTERS = 1 << 20;
  private static final int START = 4096;

  private GuardianExport() {}

  /** Whether a file begins like such an export. */
  public static boolean isExport(byte[] file) {
    byte[] first = Arrays.copyOf(file, Math.min(START, file.length));
    String start = TextShape.of(first).decodeStart(first).stripLeading();
    return start.startsWith("[") || start.startsWith("{") || isClixml(start);
  }

  private static boolean isClixml(String start) {
    return start.startsWith("<") && start.contains("<Objs");
  }

  /**
   * The guardians of an export, at least one.
   *
   * @param file at most {@link #MOST_BYTES}
   * @throws MalformedInputException if it cannot be read or has none
   */
  public static List<ExportedGuardian> parse(byte[] file) throws KeywardException {
    GuardianCollector collector = new GuardianCollector();
    read(file, collector);
    List<ExportedGuardian> guardians = collector.end();
    if (guardians.isEmpty()) {
      throw new MalformedInputException(
          Fault.of(
              "no-guardian",
              "",
              "an export of another kind",
              "guardians or certificates, as Get-HgsGuardian gives them"));
    }
    return guardians;
  }

  /**
   * The objects of an export of any kind, with the texts of some columns; an enumeration is its
   * word where the export has that.
   *
   * @param file at most {@link #MOST_BYTES}
   * @param columns in lower case
   * @return of each object that has one of the columns, the texts by column
   * @throws MalformedInputException if it cannot be read
   */
  public static List<Map<String, String>> objects(byte[] file, Set<String> columns)
      throws KeywardException {
    ObjectTexts texts = new ObjectTexts(columns);
    read(file, texts);
    return texts.objects();
  }

  private static void read(byte[] file, ExportSink sink) throws KeywardException {
    try {
      give(file, sink);
    } catch (CharacterCodingException | CharConversionException e) {
      throw new MalformedInputException(
          Fault.of("bad-encoding", "", "bytes that are not text", "an export"), e);
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory failed", e);
    }
  }

  private static void give(byte[] file, ExportSink sink) throws KeywardException, IOException {
    TextShape shape = TextShape.of(file);
    ByteArrayInputStream in =
        new ByteArrayInputStream(file, shape.markSize(), file.length - shape.markSize());
    Reader text = new BufferedReader(new InputStreamReader(in, shape.decoder()));
    byte[] first = Arrays.copyOf(file, Math.min(START, file.length));
    if (isClixml(shape.decodeStart(first).stripLeading())) {
      ClixmlReader.read(text, sink, MOST_CHARACTERS);
    } else {
      JsonExportReader.read(text, sink, MOST_CHARACTERS);
    }
  }
}
