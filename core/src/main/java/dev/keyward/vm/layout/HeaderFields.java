package dev.keyward.vm.layout;

import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.internal.json.JsonFields;
import dev.keyward.vm.sealing.Addressees;
import dev.keyward.vm.sealing.PartName;
import dev.keyward.vm.sealing.PermittedGuardian;
import dev.keyward.vm.sealing.SealedPart;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/** The values that several kinds of headers have, as JSON: written and read, side by side. */
public final class HeaderFields {

  public static final int MAX_CERTIFICATE = 1 << 14;
  private static final int LONGEST = 64;
  private static final int LONGEST_PART_NAME = 100;
  private static final Pattern GUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private HeaderFields() {}

  public static GuardianCertificate certificate(JsonFields json, String name)
      throws KeywardException {
    byte[] der = json.base64(name, MAX_CERTIFICATE);
    return GuardianCertificate.parse(der, json.path() + "/" + name);
  }

  /** A GUID in lower case. */
  public static UUID guid(JsonFields json, String name) throws MalformedInputException {
    String text = json.text(name, LONGEST);
    if (!GUID.matcher(text).matches()) {
      throw json.bad(name, "not a GUID in lower case", "8-4-4-4-12 hexadecimal digits");
    }
    return UUID.fromString(text);
  }

  /** {@code owner} and {@code guardians}. */
  public static void put(Addressees addressees, Map<String, Object> json) {
    Map<String, Object> owner = guardian(addressees.owner());
    owner.put("certificate", Base64.getEncoder().encodeToString(addressees.certificate().der()));
    json.put("owner", owner);
    json.put("guardians", addressees.guardians().stream().map(HeaderFields::guardian).toList());
  }

  private static Map<String, Object> guardian(PermittedGuardian guardian) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", guardian.name().toString());
    json.put("signing", guardian.signing().toString());
    json.put("encryption", guardian.encryption().toString());
    return json;
  }

  public static Addressees addressees(JsonFields json) throws KeywardException {
    JsonFields ownerFields = json.object("owner");
    GuardianCertificate certificate = certificate(ownerFields, "certificate");
    PermittedGuardian owner = guardian(ownerFields);
    if (!owner.signing().equals(certificate.keyThumbprint())) {
      throw json.bad("owner/signing", "the digest of another key", "that of the certificate's");
    }
    List<PermittedGuardian> guardians = new ArrayList<>();
    for (JsonFields each : json.objects("guardians", Addressees.MAX_GUARDIANS)) {
      guardians.add(guardian(each));
    }
    if (!Addressees.distinct(owner, guardians)) {
      throw json.bad("guardians", "a key that occurs twice", "keys of their own");
    }
    return new Addressees(owner, certificate, guardians);
  }

  private static PermittedGuardian guardian(JsonFields json) throws KeywardException {
    String name = json.text("name", LONGEST);
    Thumbprint signing = digest(json, "signing");
    Thumbprint encryption = digest(json, "encryption");
    json.end();
    try {
      return new PermittedGuardian(GuardianName.parse(name), signing, encryption);
    } catch (MalformedInputException e) {
      throw e.within(json.path());
    }
  }

  public static Thumbprint digest(JsonFields json, String name) throws MalformedInputException {
    return Thumbprint.find(json.text(name, LONGEST))
        .orElseThrow(() -> json.bad(name, "not a SHA-256", "64 hexadecimal digits in lower case"));
  }

  /** The list of parts as it is in headers and seals. */
  public static List<Map<String, Object>> parts(List<SealedPart> parts) {
    List<Map<String, Object>> lines = new ArrayList<>();
    for (SealedPart part : parts) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("name", part.name().toString());
      line.put("size", part.sealedSize());
      line.put("sha256", part.digest().toString());
      lines.add(line);
    }
    return lines;
  }

  public static List<SealedPart> parts(JsonFields json) throws MalformedInputException {
    List<SealedPart> parts = new ArrayList<>();
    Set<PartName> names = new HashSet<>();
    for (JsonFields each : json.objects("parts", BlockFile.MAX_PARTS)) {
      PartName name = PartName.parse(each.text("name", LONGEST_PART_NAME));
      long size = each.number("size", Long.MAX_VALUE);
      Thumbprint digest = digest(each, "sha256");
      each.end();
      if (!SealedPart.isSealedSize(size)) {
        throw each.bad("size", "a size that no content has when sealed", "another");
      }
      if (!names.add(name)) {
        throw each.bad("name", "a name that occurs twice", "names of their own");
      }
      parts.add(new SealedPart(name, size, digest));
    }
    return parts;
  }
}
