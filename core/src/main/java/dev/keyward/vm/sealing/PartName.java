package dev.keyward.vm.sealing;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import dev.keyward.internal.io.SystemNames;
import dev.keyward.text.ForeignText;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The name of a sealed part: a kind such as {@code vtpm-state}, or a kind and a name such as {@code
 * secret/admin-password}. It is safe as a path on every file system; two names that differ in case
 * alone are equal.
 */
public final class PartName {

  /** The state of the virtual TPM. */
  public static final PartName VTPM_STATE = new PartName("vtpm-state");

  /** The passphrase under which swtpm encrypts the state of the virtual TPM. */
  public static final PartName VTPM_KEY = new PartName("vtpm-key");

  /** The variables of the UEFI firmware. */
  public static final PartName UEFI_VARS = new PartName("uefi-vars");

  /** What a shielded VM may have, in words. */
  public static final String OF_MACHINE = "vtpm-state, vtpm-key, uefi-vars or secrets";

  /** The answer file for the setup of a system. */
  public static final PartName ANSWER_FILE = new PartName("answer-file");

  private static final String SECRET = "secret";
  private static final Set<PartName> MACHINE = Set.of(VTPM_STATE, VTPM_KEY, UEFI_VARS);
  private static final String FILE = "file";
  private static final Pattern FORM =
      Pattern.compile("[a-z][a-z-]{0,31}(/[A-Za-z0-9]([A-Za-z0-9._-]{0,62}[A-Za-z0-9_-])?)?");
  private static final String EXPECTED =
      "1 to 64 letters, digits, '.', '_' or '-' that every system takes for a file name";

  private final String text;

  private PartName(String text) {
    this.text = text;
  }

  /**
   * Reads a name.
   *
   * @throws MalformedInputException code {@code bad-part-name}
   */
  public static PartName parse(String text) throws MalformedInputException {
    String file = text.substring(text.indexOf('/') + 1);
    Optional<String> broken =
        FORM.matcher(text).matches()
            ? SystemNames.brokenRule(file).filter(rule -> !file.equals(text))
            : Optional.of(EXPECTED);
    if (broken.isPresent()) {
      throw new MalformedInputException(
          Fault.of(
              "bad-part-name", "part", "\"" + ForeignText.ascii(text, 80) + "\"", broken.get()));
    }
    return new PartName(text);
  }

  /**
   * The part of a named secret.
   *
   * @throws MalformedInputException code {@code bad-part-name}
   */
  public static PartName secret(String name) throws MalformedInputException {
    return parse(SECRET + "/" + name);
  }

  /**
   * The part of a named file.
   *
   * @throws MalformedInputException code {@code bad-part-name}
   */
  public static PartName file(String name) throws MalformedInputException {
    return parse(FILE + "/" + name);
  }

  /** Whether a shielded VM may have it: vTPM state or key, UEFI variables, or a named secret. */
  public boolean isOfMachine() {
    return MACHINE.contains(this) || isSecret();
  }

  /** Whether it is a named secret. */
  public boolean isSecret() {
    return text.startsWith(SECRET + "/");
  }

  /** Whether shielding data may have it besides the answer file: a named file. */
  public boolean isOfShieldingData() {
    return text.startsWith(FILE + "/");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PartName name && name.text.equalsIgnoreCase(text);
  }

  @Override
  public int hashCode() {
    return text.toLowerCase(Locale.ROOT).hashCode();
  }

  /** The name as it was written. */
  @Override
  public String toString() {
    return text;
  }
}
