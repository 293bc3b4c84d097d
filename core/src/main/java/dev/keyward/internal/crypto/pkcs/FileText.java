package dev.keyward.internal.crypto.pkcs;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * Takes off what editors, PowerShell and mail put around a file of keys or certificates: a byte
 * order mark, UTF-16, and base64 without lines around it. No part of it becomes a String, for the
 * file may hold a key in clear.
 */
final class FileText {

  private static final int BYTE_ORDER_MARK = 3;
  private static final int SEQUENCE = 0x30;

  private FileText() {}

  /** PEM in ASCII or DER, where the file is one of them in another form; else the file itself. */
  static byte[] plain(byte[] file) {
    byte[] text = narrow(file);
    return isBase64(text) ? decoded(text) : text;
  }

  /** Without a String, for the file may hold a key in clear. */
  static boolean contains(byte[] file, String text) {
    byte[] wanted = text.getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i + wanted.length <= file.length; i++) {
      if (Arrays.equals(file, i, i + wanted.length, wanted, 0, wanted.length)) {
        return true;
      }
    }
    return false;
  }

  private static byte[] narrow(byte[] file) {
    if (file.length >= 2 && (file[0] & 0xff) == 0xff && (file[1] & 0xff) == 0xfe) {
      return everySecond(file, 2, 0);
    }
    if (file.length >= 2 && (file[0] & 0xff) == 0xfe && (file[1] & 0xff) == 0xff) {
      return everySecond(file, 2, 1);
    }
    if (file.length >= 4 && isText(file[0]) && file[1] == 0 && isText(file[2]) && file[3] == 0) {
      return everySecond(file, 0, 0);
    }
    boolean mark =
        file.length >= BYTE_ORDER_MARK
            && (file[0] & 0xff) == 0xef
            && (file[1] & 0xff) == 0xbb
            && (file[2] & 0xff) == 0xbf;
    return mark ? Arrays.copyOfRange(file, BYTE_ORDER_MARK, file.length) : file;
  }

  private static boolean isText(byte sign) {
    return sign == '-' || sign >= '0' && sign <= '9' || sign >= 'A' && sign <= 'z';
  }

  /** The ASCII of UTF-16; other characters become a question mark, which no base64 has. */
  private static byte[] everySecond(byte[] file, int start, int low) {
    byte[] text = new byte[(file.length - start) / 2];
    for (int i = 0; i < text.length; i++) {
      int at = start + 2 * i;
      boolean ascii = file[at + 1 - low] == 0 && file[at + low] >= 0;
      text[i] = ascii ? file[at + low] : (byte) '?';
    }
    return text;
  }

  private static boolean isBase64(byte[] text) {
    for (byte sign : text) {
      boolean letter = sign >= 'A' && sign <= 'Z' || sign >= 'a' && sign <= 'z';
      boolean other = sign >= '0' && sign <= '9' || sign == '+' || sign == '/' || sign == '=';
      if (!letter && !other && !isBlank(sign)) {
        return false;
      }
    }
    return text.length > 0;
  }

  private static boolean isBlank(byte sign) {
    return sign == ' ' || sign == '\t' || sign == '\r' || sign == '\n';
  }

  /** The decoded bytes where they begin as DER does; else the text. */
  private static byte[] decoded(byte[] text) {
    try {
      byte[] der = Base64.getMimeDecoder().decode(text);
      return der.length > 1 && der[0] == SEQUENCE ? der : text;
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
