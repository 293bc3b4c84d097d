package dev.keyward.protector.file;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.internal.export.CsvExportReader;
import dev.keyward.internal.json.JsonExportReader;
import dev.keyward.internal.xml.clixml.ClixmlReader;
import dev.keyward.protector.form.TextShape;
import java.io.BufferedReader;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;

/** Reads an export in a stream. */
final class ExportReading {

  /** The longest base64 that a framed document of 1 MiB can have, with room for line breaks. */
  private static final int MOST_CHARACTERS = 3 << 19;

  private ExportReading() {}

  static FileReading read(
      ProtectorEncoding encoding,
      InputStream in,
      TextShape shape,
      ExportCollector.Receiver receiver)
      throws KeywardException, IOException {
    ExportCollector collector = new ExportCollector(receiver);
    in.skipNBytes(shape.markSize());
    Reader text = new BufferedReader(new InputStreamReader(in, shape.decoder()));
    try {
      switch (encoding) {
        case CLIXML -> ClixmlReader.read(text, collector, MOST_CHARACTERS);
        case CSV -> CsvExportReader.read(text, collector, MOST_CHARACTERS);
        default -> JsonExportReader.read(text, collector, MOST_CHARACTERS);
      }
      return collector.end();
    } catch (CharacterCodingException | CharConversionException e) {
      String found = "bytes that are not " + shape.charset().name();
      MalformedInputException reason =
          new MalformedInputException(Fault.of("bad-encoding", "", found, "text"), e);
      return new FileReading.Broken(reason, collector.isOfMachines());
    } catch (KeywardException e) {
      return new FileReading.Broken(e, collector.isOfMachines());
    }
  }
}
