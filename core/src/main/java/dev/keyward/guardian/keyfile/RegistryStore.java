package dev.keyward.guardian.keyfile;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.WindowsThumbprint;
import dev.keyward.text.ForeignText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The certificate stores of a host's local machine, as {@code reg export} writes them: a key for
 * each certificate, named by its SHA-1, with a value {@code Blob} of properties. Nothing of it is
 * signed.
 *
 * @param isWhole whether the store of shielded VMs is in it, be it empty
 * @param held the certificates of that store and of the personal one, in the order of the file
 */
public record RegistryStore(boolean isWhole, List<Held> held) {

  /** The largest file, in bytes. */
  public static final int MOST_BYTES = 16 << 20;

  /** The store that Hyper-V looks into. */
  public static final String SHIELDED = "Shielded VM Local Certificates";

  /** Where Windows keeps that store. */
  public static final String KEY = "HKLM\\SOFTWARE\\Microsoft\\SystemCertificates\\" + SHIELDED;

  private static final int MOST_CERTIFICATES = 4096;
  private static final int MOST_SHOWN = 60;
  private static final Set<String> STORES = Set.of(SHIELDED.toLowerCase(Locale.ROOT), "my");
  private static final Pattern PATH =
      Pattern.compile(
          "[^\\\\]+(?:\\\\[^\\\\]+){0,6}?\\\\SystemCertificates(?:\\\\([^\\\\]+)(\\\\.*)?)?",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern CERTIFICATE =
      Pattern.compile("\\\\Certificates\\\\([^\\\\]+)", Pattern.CASE_INSENSITIVE);

  /**
   * A certificate.
   *
   * @param store the name of its store, as found
   * @param privateKey whether the store says where its private key is
   */
  public record Held(GuardianCertificate certificate, String store, boolean privateKey) {}

  /** Copies the list. */
  public RegistryStore {
    held = List.copyOf(held);
  }

  /** Whether a file begins like an export of any part of the registry. */
  public static boolean isIn(byte[] file) {
    return RegistryText.isIn(file);
  }

  /**
   * Reads an export.
   *
   * @throws MalformedInputException code {@code bad-registry-export} for one that is damaged,
   *     {@code no-certificates} for one of another part of the registry, {@code too-large}
   */
  public static RegistryStore parse(byte[] file) throws MalformedInputException {
    if (file.length > MOST_BYTES) {
      throw new MalformedInputException(
          Fault.of("too-large", "", "more than 16 MiB", "the certificate store of one host"));
    }
    Reading reading = new Reading();
    new RegistryText(file).read(reading);
    return reading.end();
  }

  /** Keeps the certificates while a file is read. */
  private static final class Reading implements RegistryText.Receiver {

    private final List<Held> held = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private boolean whole;
    private boolean other;
    private String store = "";
    private String thumbprint = "";

    @Override
    public boolean key(String path) {
      Matcher key = PATH.matcher(path);
      if (!key.matches()) {
        return false;
      }
      Optional<String> name = Optional.ofNullable(key.group(1));
      other = true;
      whole |= name.isEmpty() || name.get().equalsIgnoreCase(SHIELDED);
      Matcher below = CERTIFICATE.matcher(Optional.ofNullable(key.group(2)).orElse(""));
      if (name.isEmpty()
          || !STORES.contains(name.get().toLowerCase(Locale.ROOT))
          || !below.matches()) {
        return false;
      }
      store = name.get();
      thumbprint = below.group(1);
      return true;
    }

    @Override
    public void blob(byte[] bytes) throws MalformedInputException {
      RegistryBlob blob = RegistryBlob.parse(bytes, where());
      String sha1 = WindowsThumbprint.of(blob.certificate());
      if (!thumbprint.equalsIgnoreCase(sha1)) {
        throw new MalformedInputException(
            Fault.of(
                "bad-registry-export", where(), "a certificate with the SHA-1 " + sha1, "its"));
      }
      if (!seen.add((store + "\n" + sha1).toLowerCase(Locale.ROOT))) {
        throw new MalformedInputException(
            Fault.of("bad-registry-export", where(), "this certificate twice", "it once"));
      }
      if (held.size() == MOST_CERTIFICATES) {
        throw new MalformedInputException(
            Fault.of("too-large", "", "more than 4,096 certificates", "those of one host"));
      }
      held.add(new Held(blob.certificate(), store, blob.privateKey()));
    }

    private String where() {
      return "certificate " + ForeignText.ascii(thumbprint, MOST_SHOWN);
    }

    RegistryStore end() throws MalformedInputException {
      if (!other) {
        throw new MalformedInputException(
            Fault.of(
                    "no-certificates",
                    "",
                    "an export of another part of the registry",
                    "a host's certificate store")
                .withHint("reg export \"" + KEY + "\" HOST.reg writes it"));
      }
      return new RegistryStore(whole, held);
    }
  }
}
