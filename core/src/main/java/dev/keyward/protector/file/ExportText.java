package dev.keyward.protector.file;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import dev.keyward.internal.export.ExportSink.Found;
import dev.keyward.internal.export.ExportSink.Spelling;
import dev.keyward.internal.export.ExportSink.Text;
import dev.keyward.protector.file.HeldProtector.Value;
import dev.keyward.protector.form.ByteText;
import dev.keyward.protector.form.Frame;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/** A text in an export that may be the bytes of a protector. */
final class ExportText {

  /** No protector is as short; shorter texts count only where one is expected. */
  private static final int SHORTEST = 300;

  /** A text of so many characters of base64 was meant to be bytes. */
  private static final int LEAST_DAMAGED = 64;

  /** The base64 of a frame around nothing. */
  private static final String NONE = "AAAABA==";

  private static final Set<String> WORDS = Set.of("System.Byte[]", "System.Object[]");

  private ExportText() {}

  /** The bytes of a text that is nothing else, in a column of any name. */
  static Optional<Found> unexpected(Text text) {
    boolean candidate = text.value().length() >= SHORTEST || text.value().equals(NONE);
    return candidate && !text.value().stripLeading().startsWith("<")
        ? bytes(text)
        : Optional.empty();
  }

  /** What PowerShell writes where it does not write bytes. */
  static boolean isNothing(String text) {
    return text.isBlank() || WORDS.contains(text.strip());
  }

  /** What a text is in a column for protectors. */
  static Value expected(Text text) {
    String value = text.value().strip();
    if (value.isEmpty()) {
      return new Value.Missing("an empty text");
    }
    if (WORDS.contains(value)) {
      return new Value.Missing("the words " + value + ", which PowerShell wrote");
    }
    Optional<Found> found = bytes(text);
    Optional<byte[]> content = found.flatMap(Found::content).filter(ExportText::maybeProtector);
    if (found.isPresent() && content.isPresent()) {
      return new Value.Bytes(EncodedProtector.Content.unframed(content.get()), found.get());
    }
    return isDamaged(value)
        ? new Value.Bytes(
            EncodedProtector.Content.failed(damaged()), Found.unreadable(text.start(), text.end()))
        : new Value.Missing("a text that is not bytes");
  }

  private static boolean maybeProtector(byte[] content) {
    return content.length >= Frame.SIZE
        && (Frame.looksLikeProtector(content) || content.length >= 16);
  }

  private static Optional<Found> bytes(Text text) {
    Optional<Found> found = spelled(text);
    return text.repeated() ? found.map(Found::again) : found;
  }

  private static Optional<Found> spelled(Text text) {
    String value = text.value().strip();
    if (value.startsWith("<")) {
      Optional<byte[]> document = Optional.of(value.getBytes(StandardCharsets.UTF_8));
      return Optional.of(new Found(document, text.start(), text.end(), Optional.empty()));
    }
    Optional<ByteText> numbers = ByteText.find(value);
    if (numbers.isPresent()) {
      ByteText.Style style = numbers.get().style();
      boolean plain = style.separator().chars().allMatch(c -> c >= ' ');
      Optional<Spelling> spelling = plain ? Optional.of(style::of) : Optional.empty();
      Optional<byte[]> content = Optional.of(numbers.get().content());
      return Optional.of(new Found(content, text.start(), text.end(), spelling));
    }
    try {
      byte[] compact = value.replaceAll("[ \t\r\n]", "").getBytes(StandardCharsets.UTF_8);
      if (compact.length % 4 == 0) {
        byte[] content = Base64.getDecoder().decode(compact);
        Spelling base64 = Base64.getEncoder()::encodeToString;
        return Optional.of(Found.of(content, text.start(), text.end(), base64));
      }
    } catch (IllegalArgumentException e) {
      // It is none of them.
    }
    return Optional.empty();
  }

  private static boolean isDamaged(String value) {
    return value.length() >= LEAST_DAMAGED && value.chars().allMatch(ExportText::isOfBytes);
  }

  private static boolean isOfBytes(int c) {
    boolean letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    return letter || "+/=-, \t\r\n".indexOf(c) >= 0;
  }

  private static MalformedInputException damaged() {
    return new MalformedInputException(
        Fault.of("not-a-protector", "", "a damaged text", "base64 or numbers from 0 to 255"));
  }
}
