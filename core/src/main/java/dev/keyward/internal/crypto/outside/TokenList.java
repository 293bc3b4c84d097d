package dev.keyward.internal.crypto.outside;

import dev.keyward.Fault;
import dev.keyward.KeyUnusableException;
import dev.keyward.KeywardException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The tokens that a module has. Each slot is looked at by a process of its own, because a faulty
 * module can end the process that loads it, or never answer.
 */
final class TokenList {

  /**
   * A token.
   *
   * @param index of its slot among all slots of the module
   * @param label padding taken off
   */
  record Token(int index, String label, String serial) {

    boolean fits(TokenUri uri) {
      return uri.token().orElse(label).equals(label) && uri.serial().orElse(serial).equals(serial);
    }

    /** For a person. */
    static String words(List<Token> tokens) {
      return tokens.stream()
          .map(each -> '"' + each.label() + "\" (serial " + each.serial() + ')')
          .collect(Collectors.joining(", "));
    }
  }

  private static final int MOST_BYTES = 1 << 20;
  private static final int MOST_SLOTS = 64;
  private static final Pattern SLOTS = Pattern.compile("(?m)^All slots: (.*)$");
  private static final Pattern WITH_TOKENS = Pattern.compile("(?m)^Slots with tokens: (.*)$");
  private static final Pattern LABEL = Pattern.compile("(?m)^ {2}label: (.*)$");
  private static final Pattern SERIAL = Pattern.compile("(?m)^ {2}serialNumber: (.*)$");

  private TokenList() {}

  /** All tokens of the module, in the order of their slots. */
  static List<Token> of(String module) throws KeywardException {
    List<Token> tokens = new ArrayList<>();
    String first = shown(TokenConfiguration.of(module, 0));
    List<String> slots = slots(SLOTS, first);
    List<String> filled = slots(WITH_TOKENS, first);
    for (int index = 0; index < Math.min(MOST_SLOTS, slots.size()); index++) {
      if (filled.contains(slots.get(index))) {
        String text = index == 0 ? first : shown(TokenConfiguration.of(module, index));
        Token found = new Token(index, value(LABEL, text), value(SERIAL, text));
        // A slot whose token nobody has set up yet has neither.
        if (!found.label().isEmpty() || !found.serial().isEmpty()) {
          tokens.add(found);
        }
      }
    }
    return tokens;
  }

  private static List<String> slots(Pattern pattern, String text) {
    return List.of(value(pattern, text).split(", "));
  }

  private static String value(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? matcher.group(1).strip() : "";
  }

  private static String shown(TokenConfiguration configuration) throws KeywardException {
    String where = configuration.module();
    try {
      Process process =
          new ProcessBuilder(ChildProgram.command(TokenProbe.class, configuration.text(true)))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try {
        process.getOutputStream().close();
        Optional<String> output = output(process);
        boolean shown = output.filter(text -> LABEL.matcher(text).find()).isPresent();
        boolean empty = output.filter(text -> SLOTS.matcher(text).find()).isPresent();
        if (!shown && !empty) {
          throw failed(where, output.isPresent() ? "it cannot be loaded" : "it gives no answer");
        }
        return output.orElseThrow();
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      throw failed(where, "it cannot be loaded");
    }
  }

  /** Empty if the process does not end in time. What it prints is read to its end. */
  private static Optional<String> output(Process process) throws IOException {
    AtomicBoolean late = new AtomicBoolean();
    CompletableFuture<Process> ended =
        process
            .onExit()
            .orTimeout(DeviceCall.PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
            .exceptionally(
                timeout -> {
                  late.set(true);
                  return process.destroyForcibly();
                });
    try (InputStream stream = process.getInputStream()) {
      String text = new String(stream.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
      ended.join();
      return late.get() ? Optional.empty() : Optional.of(text);
    }
  }

  private static KeyUnusableException failed(String module, String found) {
    return new KeyUnusableException(
        Fault.of("key-unusable", module, found, "a PKCS#11 module for this kind of machine"), true);
  }
}
