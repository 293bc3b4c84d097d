package dev.keyward.cli.console;

import dev.keyward.file.SafeFiles;
import dev.keyward.text.RawName;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The words and variables that this process was started with. Java puts one sign of replacement in
 * the place of bytes that the locale cannot read, so that different texts become one. Linux has the
 * bytes; where it does not show them, such a sign is a byte that cannot be read.
 */
final class ProcessText {

  private static final char REPLACED = '\ufffd';
  private static final String UNKNOWN_BYTE = "\udcff";

  /** More than Linux hands to a new process. */
  private static final int MOST_BYTES = 16 << 20;

  private final Optional<Path> process;

  private ProcessText(Optional<Path> process) {
    this.process = process;
  }

  /** Of this process. */
  static ProcessText own() {
    // Windows hands over characters, so that nothing is replaced.
    boolean bytes = File.separatorChar == '/';
    return new ProcessText(bytes ? Optional.of(Path.of("/proc/self")) : Optional.empty());
  }

  /**
   * Of a process whose {@code cmdline} and {@code environ} are in {@code folder}, as in proc(5).
   */
  static ProcessText in(Path folder) {
    return new ProcessText(Optional.of(folder));
  }

  /** The last words of the command line, which Java read as {@code words}. */
  List<String> words(List<String> words) {
    if (process.isEmpty() || words.stream().noneMatch(ProcessText::isReplaced)) {
      return words;
    }
    List<byte[]> all = entries("cmdline");
    int before = all.size() - words.size();
    List<String> exact = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      Optional<byte[]> bytes = before < 0 ? Optional.empty() : Optional.of(all.get(before + i));
      exact.add(exact(words.get(i), bytes));
    }
    return exact;
  }

  /** The variables, which Java read as {@code variables}. */
  Map<String, String> variables(Map<String, String> variables) {
    if (process.isEmpty() || variables.values().stream().noneMatch(ProcessText::isReplaced)) {
      return variables;
    }
    Map<String, byte[]> bytes = new HashMap<>();
    for (byte[] entry : entries("environ")) {
      String[] parts = new String(entry, StandardCharsets.ISO_8859_1).split("=", 2);
      if (parts.length == 2) {
        bytes.putIfAbsent(parts[0], parts[1].getBytes(StandardCharsets.ISO_8859_1));
      }
    }
    Map<String, String> exact = new HashMap<>(variables);
    exact.replaceAll((name, text) -> exact(text, Optional.ofNullable(bytes.get(name))));
    return exact;
  }

  private static boolean isReplaced(String text) {
    return text.indexOf(REPLACED) >= 0;
  }

  private static String exact(String text, Optional<byte[]> bytes) {
    if (!isReplaced(text)) {
      return text;
    }
    return bytes
        .map(RawName::decoded)
        .orElseGet(() -> text.replace(Character.toString(REPLACED), UNKNOWN_BYTE));
  }

  /** Each ends with a zero byte. */
  private List<byte[]> entries(String file) {
    byte[] all;
    try (InputStream in = SafeFiles.open(process.orElseThrow().resolve(file))) {
      all = in.readNBytes(MOST_BYTES);
    } catch (IOException e) {
      // A system without such files, or one that shows them to nobody.
      return List.of();
    }
    List<byte[]> entries = new ArrayList<>();
    ByteArrayOutputStream entry = new ByteArrayOutputStream();
    for (byte each : all) {
      if (each == 0) {
        entries.add(entry.toByteArray());
        entry.reset();
      } else {
        entry.write(each);
      }
    }
    return entries;
  }
}
