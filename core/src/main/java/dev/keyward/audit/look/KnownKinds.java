package dev.keyward.audit.look;

import dev.keyward.audit.result.OtherKind;
import dev.keyward.protector.hyperv.MachineFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The table of the kinds of files that are known by a few bytes at a fixed place. */
final class KnownKinds {

  private static final String TABLE = "known-kinds.txt";
  private static final Pattern PIECE = Pattern.compile("\"([^\"]*)\"|([0-9a-f?]{2})|\\s+");
  private static final int ANY = -1;
  private static final List<Row> ROWS = read();

  /** A line of the table; {@code bytes} are 0 to 255, or {@link #ANY}. */
  private record Row(OtherKind kind, int at, int[] bytes) {

    boolean fits(Glance glance) {
      byte[] from = at < 0 ? glance.end() : glance.start();
      int first = at < 0 ? from.length + at : at;
      if (first < 0 || from.length - first < bytes.length) {
        return false;
      }
      for (int index = 0; index < bytes.length; index++) {
        if (bytes[index] != ANY && bytes[index] != (from[first + index] & 0xff)) {
          return false;
        }
      }
      return true;
    }
  }

  private KnownKinds() {}

  /** What the bytes say that a file is. */
  static Optional<OtherKind> of(Glance glance) {
    return MachineFile.isGuestState(glance.start())
        ? Optional.of(OtherKind.GUEST_STATE)
        : ROWS.stream().filter(row -> row.fits(glance)).map(Row::kind).findFirst();
  }

  private static List<Row> read() {
    List<Row> rows = new ArrayList<>();
    try (InputStream in = KnownKinds.class.getResourceAsStream(TABLE);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank() && !line.startsWith("#")) {
          rows.add(row(line.split("\\|", 3)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the table of known kinds", e);
    }
    return List.copyOf(rows);
  }

  private static Row row(String[] columns) {
    List<Integer> bytes = new ArrayList<>();
    Matcher piece = PIECE.matcher(columns[2]);
    int at = 0;
    while (piece.find() && piece.start() == at) {
      at = piece.end();
      if (piece.group(1) != null) {
        piece.group(1).chars().forEach(bytes::add);
      } else if (piece.group(2) != null) {
        bytes.add(piece.group(2).equals("??") ? ANY : Integer.parseInt(piece.group(2), 16));
      }
    }
    if (at != columns[2].length() || bytes.isEmpty()) {
      throw new IllegalStateException("a line of the table of known kinds: " + columns[2]);
    }
    int[] all = bytes.stream().mapToInt(Integer::intValue).toArray();
    return new Row(
        OtherKind.find(columns[0].strip()).orElseThrow(),
        Integer.parseInt(columns[1].strip()),
        all);
  }
}
