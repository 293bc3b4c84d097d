package dev.keyward.protector.file;

import dev.keyward.protector.file.ExportCollector.Place;
import dev.keyward.protector.file.ReplacedPlaces.Replacement;
import dev.keyward.protector.form.TextShape;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.Writer;
import java.util.List;

/** Copies an export and puts other protectors in the places of some. */
final class ExportRewriter {

  private final InputStream in;
  private final TextShape shape;

  ExportRewriter(InputStream in, TextShape shape) {
    this.in = in;
    this.shape = shape;
  }

  /**
   * Copies to {@code target}, which is flushed and not closed.
   *
   * @param replacements in the order of their places
   */
  void replace(List<Replacement> replacements, OutputStream target) throws IOException {
    target.write(in.readNBytes(shape.markSize()));
    Reader text = new InputStreamReader(in, shape.decoder());
    Writer out = new OutputStreamWriter(target, shape.charset());
    long at = 0;
    for (Replacement replacement : replacements) {
      Place place = replacement.place();
      copy(text, out, place.start() - at);
      copy(text, Writer.nullWriter(), place.end() - place.start());
      out.write(replacement.text());
      at = place.end();
    }
    text.transferTo(out);
    out.flush();
  }

  private static void copy(Reader text, Writer out, long count) throws IOException {
    long left = count;
    char[] buffer = new char[8192];
    while (left > 0) {
      int read = text.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (read < 0) {
        throw new EOFException("the export became shorter while it was read");
      }
      out.write(buffer, 0, read);
      left -= read;
    }
  }
}
