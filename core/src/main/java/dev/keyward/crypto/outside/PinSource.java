package dev.keyward.crypto.outside;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import dev.keyward.file.SafeFiles;
import dev.keyward.internal.crypto.outside.TokenUri;
import dev.keyward.secret.Passphrase;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** The file that the attribute {@code pin-source} of a PKCS#11 URI names (RFC 7512). */
final class PinSource {

  private static final String FILE = "file:";
  private static final int MOST_BYTES = 1024;

  private PinSource() {}

  /** What the URI's source says; empty where the URI names none. */
  static Optional<Passphrase> read(TokenUri uri) throws MalformedInputException, IOException {
    Optional<String> source = uri.pinSource();
    return source.isPresent() ? Optional.of(read(source.get())) : Optional.empty();
  }

  /**
   * The first line of the file.
   *
   * @param source an absolute path, or {@code file:} and one
   * @throws MalformedInputException code {@code bad-pin-source}
   */
  private static Passphrase read(String source) throws MalformedInputException, IOException {
    byte[] bytes = SafeFiles.readAtMost(path(source), MOST_BYTES);
    CharBuffer line = CharBuffer.allocate(bytes.length);
    try {
      int end = 0;
      while (end < bytes.length && bytes[end] != '\n' && bytes[end] != '\r') {
        end++;
      }
      line = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, end));
      char[] characters = new char[line.remaining()];
      line.duplicate().get(characters);
      return Passphrase.takeFrom(characters);
    } catch (CharacterCodingException e) {
      throw bad(source, "bytes that are not UTF-8", e);
    } finally {
      Arrays.fill(bytes, (byte) 0);
      wipe(line);
    }
  }

  private static void wipe(CharBuffer line) {
    line.clear();
    while (line.hasRemaining()) {
      line.put('\0');
    }
  }

  private static Path path(String source) throws MalformedInputException {
    String name = source.startsWith(FILE) ? source.substring(FILE.length()) : source;
    try {
      Path path = Path.of(name);
      if (path.isAbsolute()) {
        return path;
      }
    } catch (InvalidPathException e) {
      throw bad(source, "a name that no file can have", e);
    }
    throw bad(source, "not an absolute path", new InvalidPathException(name, "not absolute"));
  }

  private static MalformedInputException bad(String source, String found, Exception cause) {
    return new MalformedInputException(
        Fault.of("bad-pin-source", source, found, "the absolute path of a file with the PIN"),
        cause);
  }
}
