package dev.keyward.cli.fleet.matrix;

import dev.keyward.cli.Seeded;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.crypto.Tools;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianCertificates;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.GuardianMaker;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.WindowsThumbprint;
import dev.keyward.guardian.trust.TrustedGuardian;
import dev.keyward.internal.crypto.Rsa;
import dev.keyward.internal.crypto.certificate.CertificateMaker;
import dev.keyward.protector.Grantee;
import dev.keyward.protector.ProtectorAuthor;
import dev.keyward.protector.TransportKey;
import dev.keyward.protector.file.ProtectorEncoding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Makes the exports of the case that was worked out by hand, as PowerShell writes them. */
final class HandWorkedHosts {

  private static final RsaEngine ENGINE = RsaEngine.jdk();
  private static final int DAYS = 3650;
  private static final byte[] NONE = {0, 0, 0, 4};

  private final SecureRandom random = Seeded.random();
  private final Tools tools =
      new Tools(ENGINE, random, () -> Instant.parse("2026-11-29T12:00:00Z"));
  private final Map<String, GuardianKeys> guardians = new HashMap<>();
  private final List<String> objects = new ArrayList<>();
  private int ids;

  private HandWorkedHosts() throws Exception {
    made("first", "(UntrustedGuardian) (HV1)", "2016-10-01");
    made("second", "(UntrustedGuardian) (HV1)", "2024-04-15");
    made("two", "(UntrustedGuardian) (HV2)", "2017-03-01");
    made("three", "(UntrustedGuardian) (HV3)", "2022-05-01");
    made("backup", "(Backup) (HV3)", "2023-01-10");
    made("five", "(UntrustedGuardian) (HV5)", "2023-06-01");
    made("gone", "(UntrustedGuardian) (HV0)", "2021-01-01");
    made("nine", "(UntrustedGuardian) (HV9)", "2020-01-01");
    made("hgs", "", "2025-01-01");
  }

  private void made(String name, String suffix, String from) throws Exception {
    KeyPair signing = Rsa.generate(2048, random);
    KeyPair encryption = Rsa.generate(2048, random);
    boolean windows = !suffix.isEmpty();
    String signs = windows ? "Shielded VM Signing Certificate " + suffix : "Datacenter HGS Signing";
    String opens =
        windows ? "Shielded VM Encryption Certificate " + suffix : "Datacenter HGS Encryption";
    GuardianCertificates certificates =
        new GuardianCertificates(
            GuardianName.parse(name),
            certificate(signing, signs, CertificateMaker.Use.SIGNING, from),
            certificate(encryption, opens, CertificateMaker.Use.ENCRYPTION, from),
            List.of());
    guardians.put(
        name,
        GuardianMaker.assemble(
            certificates, signing.getPrivate(), encryption.getPrivate(), ENGINE));
  }

  private GuardianCertificate certificate(
      KeyPair pair, String name, CertificateMaker.Use use, String from) throws Exception {
    Instant start = Instant.parse(from + "T08:00:00Z");
    return GuardianCertificate.of(
        CertificateMaker.selfSigned(
            pair,
            new CertificateMaker.Subject(name, use, start, DAYS),
            CertificateMaker.Making.jdk(random)));
  }

  /** Writes the three exports. */
  static void write(Path folder) throws Exception {
    HandWorkedHosts made = new HandWorkedHosts();
    made.machines();
    made.save(folder.resolve("vms.clixml"));
    made.certificates();
    made.save(folder.resolve("certificates.clixml"));
    for (String host : List.of("HV1", "HV2", "HV3", "HV4", "HV5")) {
      made.mode(host, host.equals("HV4"));
    }
    made.save(folder.resolve("modes.clixml"));
  }

  private void save(Path file) throws Exception {
    String head =
        "<Objs Version=\"1.1.0.1\" xmlns=\"http://schemas.microsoft.com/powershell/2004/04\">\n";
    Files.writeString(file, head + String.join("", objects) + "</Objs>\n");
    objects.clear();
  }

  private void object(String host, String... properties) {
    objects.add(
        "  <Obj RefId=\""
            + objects.size()
            + "\"><MS>\n    "
            + String.join("\n    ", properties)
            + "\n    <S N=\"PSComputerName\">"
            + host
            + "</S>\n  </MS></Obj>\n");
  }

  private static String text(String name, String value) {
    return "<S N=\"" + name + "\">" + value + "</S>";
  }

  private static String flag(String name, boolean value) {
    return "<B N=\"" + name + "\">" + value + "</B>";
  }

  private static String bytes(String name, byte[] value) {
    return "<BA N=\"" + name + "\">" + Base64.getEncoder().encodeToString(value) + "</BA>";
  }

  private void machines() throws Exception {
    machine("web-01", "HV1", true, protector("second"));
    machine("web-02", "HV1", true, protector("first"));
    machine("db-01", "HV2", true, protector("two"));
    machine("db-02", "HV2", false, protector("two", "second"));
    machine("app-01", "HV3", false, protector("three"));
    machine("app-02", "HV3", false, protector("backup"));
    machine("old-01", "HV3", false, protector("gone"));
    machine("dc-01", "HV4", false, protector("three", "hgs"));
    machine("edge-01", "HV5", false, protector("five"));
    entry("plain-01", "HV1", false, bytes("KeyProtector", NONE), "Disabled", false, "");
    entry("cloud-01", "HV2", false, bytes("KeyProtector", NONE), "TrustedLaunch", true, "");
    entry("tpm-01", "HV5", false, bytes("KeyProtector", NONE), "Disabled", true, "");
    machine("db-01", "HV3", false, protector("two"));
    String nothing = "<Nil N=\"KeyProtector\" />";
    entry("app-01", "HV5", false, nothing, "Disabled", true, "The operation timed out.");
  }

  private void machine(String name, String host, boolean clustered, byte[] protector) {
    entry(name, host, clustered, bytes("KeyProtector", protector), "Disabled", true, "");
  }

  private void entry(
      String name,
      String host,
      boolean clustered,
      String protector,
      String isolation,
      boolean tpm,
      String problem) {
    ids++;
    object(
        host,
        text("Name", name),
        String.format(Locale.ROOT, "<G N=\"Id\">11111111-2222-4333-8444-%012d</G>", ids),
        text("State", "Running"),
        flag("IsClustered", clustered),
        text("GuestStateIsolationType", isolation),
        flag("TpmEnabled", tpm),
        protector,
        problem.isEmpty() ? "<Nil N=\"Problem\" />" : text("Problem", problem));
  }

  private byte[] protector(String owner, String... others) throws Exception {
    List<Grantee> grantees = new ArrayList<>();
    for (String other : others) {
      TrustedGuardian trusted = TrustedGuardian.madeHere(guardians.get(other), tools);
      grantees.add(Grantee.of(trusted));
    }
    try (TransportKey key = TransportKey.create(random)) {
      return ProtectorEncoding.FRAMED.encode(
          new ProtectorAuthor(tools)
              .createFor(guardians.get(owner).signing(), grantees, key)
              .encode());
    }
  }

  private void certificates() {
    both("HV1", "first", true);
    both("HV1", "second", true);
    both("HV1", "two", false);
    both("hv2.example.org", "two", true);
    both("hv2.example.org", "second", true);
    held("hv2.example.org", guardians.get("nine").guardian().signing(), true);
    both("HV3", "three", true);
    both("HV3", "backup", true);
    both("HV3", "two", true);
    both("HV4", "first", true);
    object("HV5", bytes("RawData", guardians.get("five").guardian().signing().der()));
    object("HV5", bytes("RawData", guardians.get("five").guardian().encryption().der()));
  }

  private void both(String host, String guardian, boolean key) {
    held(host, guardians.get(guardian).guardian().signing(), key);
    held(host, guardians.get(guardian).guardian().encryption(), key);
  }

  private void held(String host, GuardianCertificate certificate, boolean key) {
    object(
        host,
        text("Thumbprint", WindowsThumbprint.of(certificate)),
        flag("HasPrivateKey", key),
        text("Store", "Shielded VM Local Certificates"),
        bytes("RawData", certificate.der()));
  }

  private void mode(String host, boolean hgs) {
    object(
        host,
        "<Obj N=\"Mode\" RefId=\"9"
            + objects.size()
            + "\"><ToString>"
            + (hgs ? "HostGuardianService" : "Local")
            + "</ToString><I32>"
            + (hgs ? 1 : 0)
            + "</I32></Obj>",
        text("KeyProtectionServerUrl", hgs ? "http://hgs.example.org/KeyProtection" : ""));
  }
}
