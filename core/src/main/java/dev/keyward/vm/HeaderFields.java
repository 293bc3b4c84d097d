package dev.keyward.vm;

import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.internal.json.JsonFields;
import java.util.UUID;
import java.util.regex.Pattern;

/** Reads from headers the values that several of them have. */
final class HeaderFields {

  static final int MAX_CERTIFICATE = 1 << 14;
  private static final int LONGEST = 64;
  private static final Pattern GUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private HeaderFields() {}

  static GuardianCertificate certificate(JsonFields json, String name) throws KeywardException {
    byte[] der = json.base64(name, MAX_CERTIFICATE);
    return GuardianCertificate.parse(der, json.path() + "/" + name);
  }

  /** A GUID in lower case. */
  static UUID guid(JsonFields json, String name) throws MalformedInputException {
    String text = json.text(name, LONGEST);
    if (!GUID.matcher(text).matches()) {
      throw json.bad(name, "no GUID in lower case", "8-4-4-4-12 hexadecimal digits");
    }
    return UUID.fromString(text);
  }

  static DiskName diskName(JsonFields json, String name) throws MalformedInputException {
    String text = json.text(name, DiskName.MAX_LENGTH);
    try {
      return DiskName.parse(text);
    } catch (MalformedInputException e) {
      throw e.within(json.path());
    }
  }

  static DiskVersion diskVersion(JsonFields json, String name) throws MalformedInputException {
    String text = json.text(name, LONGEST);
    try {
      return DiskVersion.parse(text);
    } catch (MalformedInputException e) {
      throw e.within(json.path());
    }
  }
}
