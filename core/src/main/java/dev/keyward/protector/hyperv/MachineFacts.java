package dev.keyward.protector.hyperv;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a configuration says of its virtual machine. Nothing is signed, and what is missing says
 * nothing.
 *
 * @param name as found: hostile, at most 1,024 characters
 * @param id its GUID without braces, as found: hostile, at most 1,024 characters
 * @param version the version of the configuration, such as {@code 9.0}
 * @param generation 1 or 2; empty where there is no configuration
 * @param settings what {@code Get-VMSecurity} shows
 */
public record MachineFacts(
    Optional<String> name,
    Optional<String> id,
    Optional<String> version,
    Optional<Integer> generation,
    Settings settings) {

  private static final Pattern GUID =
      Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

  /** Of a file without a configuration. */
  static final MachineFacts NONE =
      new MachineFacts(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Settings.NONE);

  /**
   * Settings of the machine's security; empty where the file does not hold one.
   *
   * @param tpm whether it has a virtual TPM
   * @param shielding whether it asks to be shielded
   * @param encryptedMigration whether its state and its migration are encrypted
   * @param dataProtection whether it asks for protection of its data
   */
  public record Settings(
      Optional<Boolean> tpm,
      Optional<Boolean> shielding,
      Optional<Boolean> encryptedMigration,
      Optional<Boolean> dataProtection) {

    static final Settings NONE =
        new Settings(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * The same, with the name of the file where the configuration names nobody.
   *
   * @param file the name without its ending; Windows calls files by the machine's GUID
   */
  MachineFacts inFile(String file) {
    boolean guid = isGuid(file);
    Optional<String> other = id.or(() -> Optional.of(file).filter(all -> guid));
    Optional<String> called = name.isPresent() || other.isPresent() ? name : Optional.of(file);
    return new MachineFacts(called, other, version, generation, settings);
  }

  /** Whether a text is a GUID without braces. */
  static boolean isGuid(String text) {
    return GUID.matcher(text).matches();
  }

  /** Its name or, where there is none, its GUID. */
  public Optional<String> shownName() {
    return name.or(() -> id);
  }
}
