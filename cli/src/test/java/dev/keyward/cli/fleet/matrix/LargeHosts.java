package dev.keyward.cli.fleet.matrix;

import dev.keyward.cli.Seeded;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.crypto.Tools;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.GuardianMaker;
import dev.keyward.guardian.GuardianName;
import dev.keyward.protector.ProtectorAuthor;
import dev.keyward.protector.file.ProtectorEncoding;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * The exports of 64 hosts with 5,000 VMs: clusters of four nodes, in which every node has every key
 * but that the last node lacks one of the first; a VM is owned by the host that it was made on.
 */
public final class LargeHosts {

  public static final int HOSTS = 64;
  public static final int VMS = 5_000;
  public static final int NODES = 4;

  private static final RsaEngine ENGINE = RsaEngine.jdk();
  private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

  private final SecureRandom random = Seeded.random();
  private final List<GuardianKeys> guardians = new ArrayList<>();

  /** Writes {@code vms.clixml} and {@code certificates.clixml}. */
  public static void write(Path folder) throws Exception {
    LargeHosts made = new LargeHosts();
    for (int host = 0; host < HOSTS; host++) {
      made.guardians.add(made.guardian(host));
    }
    made.machines(folder.resolve("vms.clixml"));
    made.certificates(folder.resolve("certificates.clixml"));
  }

  public static String host(int number) {
    return String.format(Locale.ROOT, "HV%02d", number);
  }

  /** The clusters as {@code --clusters} takes them. */
  public static String clusters() {
    List<String> clusters = new ArrayList<>();
    for (int first = 0; first < HOSTS; first += NODES) {
      List<String> nodes = new ArrayList<>();
      for (int node = first; node < first + NODES; node++) {
        nodes.add(host(node));
      }
      clusters.add(String.join("+", nodes));
    }
    return String.join(",", clusters);
  }

  private GuardianKeys guardian(int host) throws Exception {
    return new GuardianMaker(random, ENGINE)
        .create(
            new GuardianMaker.Plan(GuardianName.parse("UntrustedGuardian"), 2048, 3650, host(host)),
            NOW.minus(Duration.ofDays(50L * host)));
  }

  private static Writer open(Path file) throws IOException {
    Writer out = Files.newBufferedWriter(file);
    out.write("<Objs xmlns=\"http://schemas.microsoft.com/powershell/2004/04\">\n");
    return out;
  }

  private void machines(Path file) throws Exception {
    ProtectorAuthor author = new ProtectorAuthor(new Tools(ENGINE, random, () -> NOW));
    try (Writer out = open(file)) {
      for (int vm = 0; vm < VMS; vm++) {
        int host = vm % HOSTS;
        GuardianKeys owner = guardians.get(host - host % NODES + vm / HOSTS % NODES);
        byte[] document = author.create(owner.signing(), List.of()).encode();
        byte[] framed = ProtectorEncoding.FRAMED.encode(document);
        out.write("<Obj><MS><S N=\"Name\">vm-" + vm + "</S>");
        out.write(String.format(Locale.ROOT, "<G N=\"Id\">11111111-2222-4333-8444-%012d</G>", vm));
        out.write("<B N=\"IsClustered\">true</B><BA N=\"KeyProtector\">");
        out.write(Base64.getEncoder().encodeToString(framed));
        out.write("</BA><S N=\"PSComputerName\">" + host(host) + "</S></MS></Obj>\n");
      }
      out.write("</Objs>\n");
    }
  }

  private void certificates(Path file) throws Exception {
    try (Writer out = open(file)) {
      for (int host = 0; host < HOSTS; host++) {
        for (int node = host - host % NODES; node < host - host % NODES + NODES; node++) {
          boolean lacks = host % NODES == NODES - 1 && node % NODES == 0;
          if (!lacks) {
            held(out, host, guardians.get(node).guardian().signing().der());
            held(out, host, guardians.get(node).guardian().encryption().der());
          }
        }
      }
      out.write("</Objs>\n");
    }
  }

  private static void held(Writer out, int host, byte[] der) throws IOException {
    out.write("<Obj><MS><B N=\"HasPrivateKey\">true</B>");
    out.write("<S N=\"Store\">Shielded VM Local Certificates</S><BA N=\"RawData\">");
    out.write(Base64.getEncoder().encodeToString(der));
    out.write("</BA><S N=\"PSComputerName\">" + host(host) + "</S></MS></Obj>\n");
  }
}
