package dev.keyward.internal.crypto.outside;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What Java's provider for PKCS#11 is set up with.
 *
 * @param module the file that speaks with the token
 * @param index of the slot among all slots of the module
 */
record TokenConfiguration(String module, int index) {

  /** New keys stay in the token, and nobody gets them out of it. */
  private static final String KEYS =
      """
      attributes(generate,CKO_PRIVATE_KEY,CKK_RSA) = {
        CKA_SENSITIVE = true
        CKA_EXTRACTABLE = false
        CKA_SIGN = true
        CKA_DECRYPT = true
      }
      """;

  /** Refuses a name that the provider would read as something else. */
  static TokenConfiguration of(String module, int index) throws MalformedInputException {
    boolean special = module.chars().anyMatch(sign -> sign < ' ' || sign == '"' || sign == '$');
    if (special || !Path.of(module).isAbsolute() || !Files.isRegularFile(Path.of(module))) {
      throw new MalformedInputException(
          Fault.of(
                  "no-module",
                  module,
                  special ? "a character that a module's name may not have" : "no such file",
                  "the absolute path of a PKCS#11 module")
              .withHint("the maker of the device says where its PKCS#11 module is"));
    }
    return new TokenConfiguration(module, index);
  }

  /** The text of the provider's configuration. */
  String text(boolean shown) {
    return String.format(
        Locale.ROOT,
        "name = Keyward%d%nlibrary = \"%s\"%nslotListIndex = %d%nshowInfo = %b%n%s",
        index,
        module.replace("\\", "\\\\"),
        index,
        shown,
        shown ? "" : KEYS);
  }
}
