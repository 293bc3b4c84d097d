package dev.keyward.audit.policy;

import dev.keyward.finding.Place;
import java.util.Arrays;
import java.util.Optional;

/**
 * Where a finding is accepted: a file exactly as reports show it, and behind the first {@code #}
 * the VM in an export. {@code *} stands for any characters but separators of folders, {@code ?} for
 * one of these, and {@code **} for any characters at all; in the name of a VM, which has no
 * folders, {@code *} stands for any. Unlike the names of groups, a pattern covers the whole path
 * and minds case: a user who can write to one folder must not profit from what is accepted in
 * another.
 */
final class PlacePattern {

  /** The longest pattern in characters; it bounds the time for long paths. */
  static final int LONGEST = 1024;

  private static final int ONE = -1;
  private static final int SOME = -2;
  private static final int ANY = -3;

  private final String text;
  private final int[] file;
  private final Optional<int[]> vm;

  private PlacePattern(String text, int[] file, Optional<int[]> vm) {
    this.text = text;
    this.file = file;
    this.vm = vm;
  }

  /** The text of the only pattern without wildcards that matches it. */
  static String exactly(Place place) {
    return place.entry().isPresent() ? place.file() + "#" + place.vm() : place.file();
  }

  boolean isExact() {
    return text.indexOf('*') < 0 && text.indexOf('?') < 0;
  }

  /** A pattern; its text is that of the policy. */
  static PlacePattern of(String text) {
    int mark = text.indexOf('#');
    return mark < 0
        ? new PlacePattern(text, parts(text, SOME), Optional.empty())
        : new PlacePattern(
            text,
            parts(text.substring(0, mark), SOME),
            Optional.of(parts(text.substring(mark + 1), ANY)));
  }

  private static int[] parts(String text, int star) {
    int[] parts = text.codePoints().toArray();
    int length = 0;
    for (int at = 0; at < parts.length; at++) {
      boolean deep = parts[at] == '*' && at + 1 < parts.length && parts[at + 1] == '*';
      int part = parts[at] == '*' ? star : parts[at] == '?' ? ONE : parts[at];
      parts[length++] = deep ? ANY : part;
      at += deep ? 1 : 0;
    }
    return Arrays.copyOf(parts, length);
  }

  /** Without a {@code #} it means files that hold one protector, and files as a whole. */
  boolean matches(Place place) {
    return place.entry().isPresent() == vm.isPresent()
        && matches(file, place.file())
        && vm.filter(pattern -> !matches(pattern, place.vm())).isEmpty();
  }

  /** Follows all ways at once, so that no name takes more steps than pattern times name. */
  private static boolean matches(int[] pattern, String name) {
    boolean[] reached = new boolean[pattern.length + 1];
    reached[0] = true;
    skip(pattern, reached);
    for (int character : name.codePoints().toArray()) {
      boolean[] next = new boolean[pattern.length + 1];
      boolean any = false;
      for (int at = 0; at < pattern.length; at++) {
        if (reached[at] && takes(pattern[at], character)) {
          next[isStar(pattern[at]) ? at : at + 1] = true;
          any = true;
        }
      }
      if (!any) {
        return false;
      }
      skip(pattern, next);
      reached = next;
    }
    return reached[pattern.length];
  }

  private static void skip(int[] pattern, boolean[] reached) {
    for (int at = 0; at < pattern.length; at++) {
      reached[at + 1] |= reached[at] && isStar(pattern[at]);
    }
  }

  private static boolean isStar(int part) {
    return part == SOME || part == ANY;
  }

  private static boolean takes(int part, int character) {
    boolean separator = character == '/' || character == '\\';
    return part == character || part == ANY || (!separator && (part == SOME || part == ONE));
  }

  @Override
  public String toString() {
    return text;
  }
}
