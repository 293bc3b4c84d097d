package dev.keyward.hgs.folder;

import dev.keyward.MalformedInputException;
import dev.keyward.crypto.KeyReference;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.guardian.keyfile.LockedKeys.Form;
import dev.keyward.internal.crypto.pkcs.Pkcs12;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The file of one private key of a service: the key itself under the passphrase, or where it is.
 *
 * @param form which of both
 * @param content the bytes of the file
 */
record HgsKeyFile(Form form, byte[] content) {

  private static final String FOLDER = "keys/";

  HgsKeyFile {
    content = content.clone();
  }

  /** A file of PKCS#12. */
  static HgsKeyFile locked(byte[] pkcs12) {
    return new HgsKeyFile(Form.PKCS12, pkcs12);
  }

  static HgsKeyFile of(KeyReference reference) {
    return new HgsKeyFile(Form.REFERENCE, reference.encode());
  }

  @Override
  public byte[] content() {
    return content.clone();
  }

  boolean isReference() {
    return form == Form.REFERENCE;
  }

  /**
   * Where the key is.
   *
   * @param where names the file in errors
   */
  KeyReference reference(String where) throws MalformedInputException {
    return KeyReference.parse(content, where);
  }

  /** Refuses what is no such file. A reference that can be read is whole. */
  void requireForm(String where) throws MalformedInputException {
    if (isReference()) {
      reference(where);
    } else {
      Pkcs12.requireForm(content, where);
    }
  }

  /** The file of the key of that certificate, as the generation names it. */
  String name(Thumbprint thumbprint) {
    return name(thumbprint, form);
  }

  static String name(Thumbprint thumbprint, Form form) {
    return FOLDER + thumbprint + form.ending();
  }

  /** Both names that the file of such a key may have. */
  static List<String> names(Thumbprint thumbprint) {
    return Arrays.stream(Form.values()).map(form -> name(thumbprint, form)).toList();
  }

  /** The name in its generation of a file of this name in any folder. */
  static String within(String last) {
    return form(last).isPresent() ? FOLDER + last : last;
  }

  /** The digits of the certificate whose key file has that name in the generation. */
  static Optional<String> thumbprintOf(String name) {
    return form(name)
        .filter(form -> name.startsWith(FOLDER))
        .map(form -> name.substring(FOLDER.length(), name.length() - form.ending().length()))
        .flatMap(Thumbprint::find)
        .map(Thumbprint::toString);
  }

  private static Optional<Form> form(String name) {
    return Arrays.stream(Form.values()).filter(form -> name.endsWith(form.ending())).findFirst();
  }
}
