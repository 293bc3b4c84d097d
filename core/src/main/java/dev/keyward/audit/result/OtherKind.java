package dev.keyward.audit.result;

import java.util.Optional;
import java.util.stream.Stream;

/** The kind of a file in an audited folder that is neither a protector nor a damaged one. */
public enum OtherKind {
  /** A certificate or a list of revoked ones, binary or as text. */
  CERTIFICATE("certificate"),
  /** Certificates together, PKCS#7. */
  PKCS7("pkcs7"),
  /** Keys with their certificates, PKCS#12. */
  PKCS12("pkcs12"),
  /** Another block of text armour, such as a private key. */
  PEM("pem"),
  /** A virtual disk. */
  DISK("disk"),
  /** What changed on a virtual disk. */
  CHANGE_TRACKING("change tracking"),
  /** Firmware variables and the virtual TPM of a VM. */
  GUEST_STATE("guest state"),
  /** A VM's memory. */
  SAVED_STATE("saved state"),
  /** An optical disk. */
  ISO("iso"),
  /** Files packed together, or one that is compressed. */
  ARCHIVE("archive"),
  /** A document of an office program. */
  OFFICE_FILE("office file"),
  /** A document as pages. */
  PDF("pdf"),
  /** A picture. */
  IMAGE("image"),
  /** A font, sound or film. */
  MEDIA("media"),
  /** A program or a part of one. */
  PROGRAM("program"),
  /** A database in one file. */
  DATABASE("database"),
  /** Events as Windows exports them. */
  EVENT_EXPORT("event export"),
  /** What the firmware of a host measured at a boot, as the TCG writes it down. */
  BOOT_LOG("boot log"),
  /** A file of Keyward's own. */
  KEYWARD("keyward"),
  /** A link that leads out of the folder; it was not read. */
  LINK_OUT_OF_THE_FOLDER("link out of the folder"),
  /** Text of another kind. */
  TEXT("text"),
  /** A file without any bytes. */
  EMPTY("empty"),
  /** Another process holds it, as a running VM holds its own. */
  IN_USE("in use"),
  /** A file that the audit writes, or that is just being made. */
  BEING_WRITTEN("being written"),
  /** Nothing that is known. */
  UNKNOWN("unknown");

  private final String words;

  OtherKind(String words) {
    this.words = words;
  }

  /** The stable name in reports, lower case. */
  public String words() {
    return words;
  }

  /** The kind of that name, if there is one; an earlier Keyward wrote {@code link} for a link. */
  public static Optional<OtherKind> find(String words) {
    return words.equals("link")
        ? Optional.of(LINK_OUT_OF_THE_FOLDER)
        : Stream.of(values()).filter(kind -> kind.words.equals(words)).findFirst();
  }
}
