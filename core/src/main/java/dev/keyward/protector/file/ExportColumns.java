package dev.keyward.protector.file;

import dev.keyward.text.ForeignText;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the columns of an export mean, by their names, without regard to case. */
final class ExportColumns {

  /** PowerShell's names first; the last one is how WMI says which machine a setting is of. */
  static final List<String> NAMES = List.of("vmname", "name", "vmid", "id", "instanceid");

  static final List<String> IDS = List.of("vmid", "id", "instanceid");
  static final List<String> HOSTS = List.of("pscomputername", "computername");
  static final String PROBLEM = "problem";
  static final String CLUSTERED = "isclustered";
  static final String TPM = "tpmenabled";
  static final String ISOLATION = "gueststateisolationtype";

  private static final Set<String> FACTS = Set.of(CLUSTERED, TPM, ISOLATION);

  private static final Set<String> KEPT =
      Set.of(
          "vmname", "name", "vmid", "id", "instanceid", "pscomputername", "computername", PROBLEM);

  /** Two of these beside a name make a virtual machine. */
  private static final Set<String> OF_MACHINES =
      Set.of("generation", "state", "uptime", "isclustered", "pscomputername");

  private static final Pattern INSTANCE = Pattern.compile("(?i)Microsoft:([0-9A-F-]{36})\\\\.*");

  private ExportColumns() {}

  static String key(String column) {
    return column.toLowerCase(Locale.ROOT);
  }

  /** Whether a protector is expected there, in plain words or as a property of one. */
  static boolean holdsProtector(String column) {
    String key = key(column).replaceAll("[^a-z]", "");
    return (key.endsWith("keyprotector") && !key.startsWith("has") && !key.startsWith("is"))
        || holdsRawData(column);
  }

  /** A property that protectors have, and certificates too. */
  static boolean holdsRawData(String column) {
    return column.equalsIgnoreCase("rawdata");
  }

  /** Says that two values stand in columns that are one for PowerShell, which knows no case. */
  static String twice(String first, String second) {
    return first.equals(second)
        ? "two values for " + first + " in one object"
        : "values for both " + first + " and " + second + " in one object";
  }

  /** Whether a certificate stands in such a property. */
  static boolean holdsCertificate(String column, Optional<byte[]> content) {
    return holdsRawData(column) && content.filter(ExportColumns::isLongSequence).isPresent();
  }

  private static boolean isLongSequence(byte[] content) {
    return content.length > 4 && content[0] == 0x30 && (content[1] & 0xff) == 0x82;
  }

  static boolean isLastKnownGood(String column) {
    String key = key(column).replaceAll("[^a-z]", "");
    return key.contains("lastknowngood") || key.startsWith("lkg");
  }

  static boolean isKept(String column) {
    return KEPT.contains(key(column)) || isFact(column);
  }

  /** Whether it says something about a machine beside its name. */
  static boolean isFact(String column) {
    return FACTS.contains(key(column));
  }

  /** A name or id as it is to be shown; empty where the column only looks like one. */
  static Optional<String> value(String column, String text) {
    if (!key(column).equals("instanceid")) {
      return Optional.of(text);
    }
    Matcher instance = INSTANCE.matcher(text);
    return instance.matches() ? Optional.of(instance.group(1)) : Optional.empty();
  }

  /** The first columns, for errors. */
  static String shown(List<String> columns) {
    String first =
        columns.stream()
            .limit(12)
            .map(column -> ForeignText.ascii(column, 40))
            .collect(Collectors.joining(", "));
    return columns.size() <= 12 ? first : first + " and " + (columns.size() - 12) + " more";
  }

  /** Whether an object with these columns, as {@link #key}s, is a virtual machine. */
  static boolean areOfMachine(Set<String> columns) {
    return columns.contains("vmname")
        || columns.contains("vmid")
        || (columns.contains("name")
            && columns.stream().filter(OF_MACHINES::contains).count() >= 2);
  }
}
