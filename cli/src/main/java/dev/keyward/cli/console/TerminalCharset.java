package dev.keyward.cli.console;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The charset of the terminal that standard output or standard error leads to. A console of Windows
 * has one of its country, such as code page 850.
 */
final class TerminalCharset {

  private TerminalCharset() {}

  /**
   * What Java and the launcher say of a stream.
   *
   * @param stream {@code stdout} or {@code stderr}
   * @param properties Java's properties; null for one that is not set
   * @param terminal whether Java knows that all streams are terminals
   * @return empty where the stream leads to a file or a pipe
   */
  static Optional<Charset> of(String stream, UnaryOperator<String> properties, boolean terminal) {
    Optional<String> former = property("sun." + stream + ".encoding", properties);
    Optional<String> name = former.or(() -> property(stream + ".encoding", properties));
    boolean shown =
        property("keyward.terminals", properties)
            .map(digits -> digits.contains(stream.equals("stdout") ? "1" : "2"))
            .orElseGet(() -> terminal || former.isPresent() || isOwn(name, properties));
    return shown ? Optional.of(charset(name)) : Optional.empty();
  }

  /** From Java 19 on, a file or a pipe has the charset of the system, and a console its own. */
  private static boolean isOwn(Optional<String> name, UnaryOperator<String> properties) {
    return name.isPresent() && !name.equals(property("native.encoding", properties));
  }

  private static Charset charset(Optional<String> name) {
    try {
      Charset charset = name.map(Charset::forName).orElse(StandardCharsets.UTF_8);
      // The locale C says nothing of the terminal.
      return charset.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : charset;
    } catch (IllegalArgumentException e) {
      // This Java has no such charset.
      return StandardCharsets.UTF_8;
    }
  }

  private static Optional<String> property(String name, UnaryOperator<String> properties) {
    return Optional.ofNullable(properties.apply(name));
  }
}
