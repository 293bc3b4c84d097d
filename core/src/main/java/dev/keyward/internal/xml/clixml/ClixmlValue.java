package dev.keyward.internal.xml.clixml;

import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.internal.export.ExportSink;
import dev.keyward.internal.xml.Base64Collector;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The simple values of CLIXML (MS-PSRP 2.2.5.1). */
final class ClixmlValue {

  private static final Set<String> NUMBERS =
      Set.of("By", "SB", "U16", "I16", "U32", "I32", "U64", "I64");

  /** Values that PowerShell prints as they are written. */
  private static final Set<String> PRINTED = Set.of("DT", "TS", "Sg", "Db", "D", "Version");

  private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]{1,40}");

  private ClixmlValue() {}

  static boolean isNumber(String element) {
    return NUMBERS.contains(element);
  }

  /** Reports the value of an element. */
  static void give(String element, String field, ExportSink.Text text, ExportSink sink)
      throws KeywardException, IOException {
    switch (element) {
      case "S", "G", "XD", "URI", "SBK" -> sink.text(field, unescaped(text));
      case "BA" -> byteArray(field, text, sink);
      case "Nil" -> sink.other(field, "null", "");
      case "B" -> sink.other(field, "true or false", truth(text.value().strip()));
      case "C" -> sink.other(field, "a character", character(text.value().strip()));
      default -> {
        String shown = shown(element, text.value().strip());
        sink.other(field, isNumber(element) ? "a number" : "another value", shown);
      }
    }
  }

  private static ExportSink.Text unescaped(ExportSink.Text text) {
    return new ExportSink.Text(ClixmlSource.unescaped(text.value()), text.start(), text.end());
  }

  private static void byteArray(String field, ExportSink.Text text, ExportSink sink)
      throws KeywardException, IOException {
    if (text.value().isBlank()) {
      sink.other(field, "no bytes", "");
      return;
    }
    ExportSink.Spelling base64 = Base64.getEncoder()::encodeToString;
    Optional<byte[]> content = decoded(text.value());
    sink.bytes(field, new ExportSink.Found(content, text.start(), text.end(), Optional.of(base64)));
  }

  private static Optional<byte[]> decoded(String text) {
    try {
      Base64Collector base64 = new Base64Collector(() -> "");
      base64.add(text.toCharArray(), 0, text.length());
      return Optional.of(base64.toBytes());
    } catch (MalformedInputException e) {
      return Optional.empty();
    }
  }

  private static String truth(String text) {
    return switch (text) {
      case "true", "1" -> "True";
      case "false", "0" -> "False";
      default -> "";
    };
  }

  /** A character is written as the number of its UTF-16 unit. */
  private static String character(String text) {
    if (!INTEGER.matcher(text).matches()) {
      return "";
    }
    BigInteger unit = new BigInteger(text);
    boolean known = unit.signum() >= 0 && unit.bitLength() <= 16;
    return known ? String.valueOf((char) unit.intValue()) : "";
  }

  private static String shown(String element, String text) {
    if (isNumber(element) && INTEGER.matcher(text).matches()) {
      return new BigInteger(text).toString();
    }
    return PRINTED.contains(element) ? text : "";
  }
}
