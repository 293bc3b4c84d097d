package dev.keyward.protector;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.internal.json.JsonExportReader;
import dev.keyward.internal.xml.ClixmlReader;
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

  static int read(
      ProtectorEncoding encoding,
      InputStream in,
      TextShape shape,
      ExportCollector.Receiver receiver)
      throws KeywardException, IOException {
    ExportCollector collector = new ExportCollector(receiver);
    in.skipNBytes(shape.markSize());
    Reader text = new InputStreamReader(in, shape.decoder());
    try {
      if (encoding == ProtectorEncoding.CLIXML) {
        ClixmlReader.read(text, collector, MOST_CHARACTERS);
      } else {
        JsonExportReader.read(text, collector, MOST_CHARACTERS);
      }
    } catch (CharacterCodingException | CharConversionException e) {
      throw new MalformedInputException(
          Fault.of("bad-encoding", "", "bytes that are no " + shape.charset().name(), "text"), e);
    }
    collector.end();
    return collector.count();
  }
}
