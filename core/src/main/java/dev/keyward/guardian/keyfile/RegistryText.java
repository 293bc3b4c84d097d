package dev.keyward.guardian.keyfile;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import dev.keyward.text.ForeignText;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The text of a {@code .reg} file, key by key. Only values that hold bytes and have the name that
 * is looked for are read. Of {@code REGEDIT4}, which is in the code page of its system, only ASCII
 * is understood; that is all that certificates need.
 */
final class RegistryText {

  private static final String UNICODE = "Windows Registry Editor Version 5.00";
  private static final String OLD = "REGEDIT4";
  private static final String BYTES = "hex:";
  private static final String VALUE = "\"Blob\"=";
  private static final int START = 256;
  private static final int MOST_SHOWN = 60;

  /** What one blob can have at most. */
  private static final int MOST_BLOB = 1 << 20;

  private final BufferedReader lines;
  private int number;

  /** Takes what is found. */
  interface Receiver {

    /**
     * A key begins.
     *
     * @param path its path, as found: hostile
     * @return whether its blob is wanted
     */
    boolean key(String path) throws MalformedInputException;

    /** The blob of the key, at most 1 MiB. */
    void blob(byte[] bytes) throws MalformedInputException;
  }

  RegistryText(byte[] file) {
    ByteArrayInputStream in = new ByteArrayInputStream(file);
    in.skip(markSize(file));
    lines = new BufferedReader(new InputStreamReader(in, charset(file)));
  }

  /** Whether a file begins like one. */
  static boolean isIn(byte[] file) {
    int mark = markSize(file);
    String start =
        new String(file, mark, Math.min(START, file.length - mark), charset(file)).stripLeading();
    return start.startsWith(UNICODE) || start.startsWith(OLD);
  }

  private static Charset charset(byte[] file) {
    if (begins(file, 0xff, 0xfe)) {
      return StandardCharsets.UTF_16LE;
    }
    return begins(file, 0xfe, 0xff) ? StandardCharsets.UTF_16BE : StandardCharsets.ISO_8859_1;
  }

  private static int markSize(byte[] file) {
    if (begins(file, 0xef, 0xbb, 0xbf)) {
      return 3;
    }
    return begins(file, 0xff, 0xfe) || begins(file, 0xfe, 0xff) ? 2 : 0;
  }

  private static boolean begins(byte[] file, int... mark) {
    boolean same = file.length >= mark.length;
    for (int index = 0; same && index < mark.length; index++) {
      same = (file[index] & 0xff) == mark[index];
    }
    return same;
  }

  /** Gives all keys in the order of the file. */
  void read(Receiver receiver) throws MalformedInputException {
    next();
    boolean wanted = false;
    for (Optional<String> line = next(); line.isPresent(); line = next()) {
      String text = line.get().strip();
      if (text.startsWith("[")) {
        wanted = receiver.key(key(text));
      } else if (wanted && text.regionMatches(true, 0, VALUE, 0, VALUE.length())) {
        receiver.blob(bytes(text.substring(VALUE.length())));
      } else {
        skip(text);
      }
    }
  }

  private Optional<String> next() {
    try {
      number++;
      return Optional.ofNullable(lines.readLine());
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory", e);
    }
  }

  private String key(String text) throws MalformedInputException {
    if (!text.endsWith("]") || text.startsWith("[-")) {
      throw malformed(shown(text), "a key in brackets, as reg export writes it");
    }
    return text.substring(1, text.length() - 1);
  }

  /** A value of another name may go over lines too. */
  private void skip(String first) {
    String text = first;
    boolean bytes = first.contains("=hex");
    while (bytes && text.endsWith("\\")) {
      text = next().orElse("").strip();
    }
  }

  private byte[] bytes(String first) throws MalformedInputException {
    if (!first.regionMatches(true, 0, BYTES, 0, BYTES.length())) {
      throw malformed(shown(first), "\"Blob\"=hex:");
    }
    ByteArrayOutputStream blob = new ByteArrayOutputStream();
    String text = first.substring(BYTES.length());
    while (text.endsWith("\\")) {
      add(text.substring(0, text.length() - 1), blob);
      text =
          next().orElseThrow(() -> malformed("an end within a value", "its other lines")).strip();
    }
    add(text, blob);
    return blob.toByteArray();
  }

  /** Pairs of digits, each but the last of a value with a comma behind it. */
  private void add(String text, ByteArrayOutputStream blob) throws MalformedInputException {
    String digits = text.strip();
    for (int at = 0; at < digits.length(); at += 3) {
      int high = at + 1 < digits.length() ? Character.digit(digits.charAt(at), 16) : -1;
      int low = high < 0 ? -1 : Character.digit(digits.charAt(at + 1), 16);
      boolean ended = at + 2 >= digits.length() || digits.charAt(at + 2) == ',';
      if (low < 0 || !ended) {
        throw malformed(shown(digits.substring(at)), "bytes in hexadecimal with commas");
      }
      blob.write(high << 4 | low);
    }
    if (blob.size() > MOST_BLOB) {
      throw malformed("a value of more than 1 MiB", "a certificate with its properties");
    }
  }

  private static String shown(String text) {
    return ForeignText.ascii(text, MOST_SHOWN);
  }

  private MalformedInputException malformed(String found, String expected) {
    return new MalformedInputException(
        Fault.of("bad-registry-export", "line " + number, found, expected));
  }
}
