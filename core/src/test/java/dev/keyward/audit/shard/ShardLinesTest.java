package dev.keyward.audit.shard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.MalformedInputException;
import dev.keyward.audit.judge.Examined;
import dev.keyward.audit.judge.Examined.Carried;
import dev.keyward.audit.judge.Examined.Vouched;
import dev.keyward.audit.judge.FileExaminer.Named;
import dev.keyward.audit.result.AuditFindingCode;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.audit.result.GuardianSet;
import dev.keyward.audit.result.Party;
import dev.keyward.audit.result.Standing;
import dev.keyward.finding.Finding;
import dev.keyward.finding.Place;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.TestKeys;
import dev.keyward.guardian.memory.CertificateCache;
import dev.keyward.internal.json.JsonFields;
import dev.keyward.internal.json.JsonWriter;
import dev.keyward.protector.part.UnknownAlgorithm;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Lines of protectors say all that they are about, and what is held for them is bounded. */
class ShardLinesTest {

  private static final Named FILE = new Named("vms/a.xml", "a.xml");

  private static final GuardianCertificate MADE =
      TestKeys.selfSigned(TestKeys.pair(0), TestKeys.Wish.of("owner", TestKeys.SIGNS));

  private final WholeLines lines = new WholeLines(new CertificateCache());
  private final List<String> written = new ArrayList<>();
  private final ShardCertificates certificates = new ShardCertificates(this::take);

  private int take(Map<String, Object> line) throws IOException {
    byte[] bytes = JsonWriter.line(line);
    written.add(new String(bytes, StandardCharsets.UTF_8));
    try {
      assertTrue(define(lines, written.get(written.size() - 1), bytes.length));
    } catch (MalformedInputException e) {
      throw new IOException(e);
    }
    return bytes.length;
  }

  private static boolean define(ProtectorLines lines, String line, int size)
      throws MalformedInputException {
    JsonFields fields = JsonFields.parseLine(line.getBytes(StandardCharsets.UTF_8), "line");
    return lines.define(fields.firstName(), fields, size);
  }

  private String line(Examined examined) throws IOException {
    certificates.makeRoom();
    Map<String, Object> line = ProtectorLine.of(new LinkedHashMap<>(), examined, certificates);
    return new String(JsonWriter.line(line), StandardCharsets.UTF_8);
  }

  private Examined read(String line) throws MalformedInputException {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    return lines.examined(JsonFields.parseLine(bytes, "line"), FILE);
  }

  /** A certificate with another signature, which costs no key and is another one. */
  private static GuardianCertificate certificate(int number) throws MalformedInputException {
    byte[] der = MADE.der().clone();
    ByteBuffer.wrap(der).putInt(der.length - Integer.BYTES, number);
    return GuardianCertificate.parse(der, "test");
  }

  private static Party stranger(int number) {
    return new Party("\ud83d\ude00 " + number, Optional.empty(), Optional.empty());
  }

  private static Finding finding(AuditFindingCode code, int number) {
    return Finding.of(code, "number " + number, Finding.Remedy.by("wait"));
  }

  private static Examined examined(int number) throws MalformedInputException {
    Party owner = new Party("owner-" + number, Optional.of("owner-" + number), Optional.empty());
    Finding expired = finding(AuditFindingCode.EXPIRED, number);
    Carried own = new Carried(owner, certificate(number), certificate(1), true);
    Vouched instead =
        new Vouched(
            List.of(expired), finding(AuditFindingCode.MIXED_CERTIFICATES, number), stranger(7));
    Carried borrowed =
        new Carried(stranger(number), certificate(2), certificate(1), false).vouchedBy(instead);
    AuditedProtector result =
        new AuditedProtector(
            new Place("vms/a.xml", OptionalInt.of(number), "\ud800 vm \u0000" + number),
            Standing.VALID,
            new GuardianSet(Optional.of(owner), List.of(stranger(number))),
            Optional.of(stranger(number)),
            List.of(expired, finding(AuditFindingCode.SAME_PROTECTOR, number)),
            Optional.of(certificate(1).thumbprint()),
            Examined.proved(Standing.VALID, List.of(own, borrowed)),
            Set.of(new UnknownAlgorithm(UnknownAlgorithm.Use.MAC, "urn:mac:" + number)));
    return new Examined(
        result, List.of(own, borrowed), Set.of("urn:a:" + number % 3), Optional.empty());
  }

  @Test
  void aLineBringsBackWhatWasWritten() throws Exception {
    assertEquals(examined(3), read(line(examined(3))));
  }

  @Test
  void aLineNamesItsFileItsPartiesAndItsFindings() throws Exception {
    String line = line(examined(5));
    for (String part : List.of("\"vms/a.xml\"", "\"owner-5\"", "\"number 5\"", "\"urn:a:2\"")) {
      assertTrue(line.contains(part), line);
    }
    assertTrue(written.stream().allMatch(each -> each.startsWith("{\"certificate\":\"")));
  }

  @Test
  void aCertificateIsWrittenOnce() throws Exception {
    for (int time = 0; time < 100; time++) {
      line(examined(1));
    }
    assertEquals(2, written.size());
  }

  @Test
  void certificatesAreForgottenWhenThereAreMany() throws Exception {
    for (int number = 0; number < 6_000; number++) {
      String line = line(examined(number));
      if (number % 1_000 == 0) {
        assertEquals(examined(number), read(line));
      }
    }
    assertTrue(written.stream().filter(line -> line.startsWith("{\"forget\":")).count() > 1);
  }

  @Test
  void aLineOfAnotherFileIsRefused() throws Exception {
    refused("line/file", line(examined(1)).replace("vms/a.xml", "vms/b.xml"));
  }

  @Test
  void aNumberThatNoPartyHasIsRefused() throws Exception {
    refused("line/sealer", line(examined(1)).replace("\"sealer\":1", "\"sealer\":9"));
  }

  @Test
  void aCertificateThatNoLineHasIsRefused() throws Exception {
    String name = certificate(2).thumbprint().toString();
    String line = line(examined(1)).replace(name, "0".repeat(64));
    refused("line/wrappings[2]/signing", line);
  }

  private void refused(String where, String line) {
    MalformedInputException e = assertThrows(MalformedInputException.class, () -> read(line));
    assertEquals(where, e.fault().where());
  }

  @Test
  void aCertificateUnderAnotherNameIsRefused() throws Exception {
    line(examined(1));
    String first = written.get(0);
    String name = certificate(1).thumbprint().toString();
    assertThrows(MalformedInputException.class, () -> define(lines, first, 30));
    String other = first.replace(name, "0".repeat(64));
    assertThrows(
        MalformedInputException.class,
        () -> define(new WholeLines(new CertificateCache()), other, 30));
  }

  @Test
  void moreBytesOfCertificatesThanMayBeHeldAreRefused() throws Exception {
    line(examined(1));
    String first = written.get(0);
    assertThrows(
        MalformedInputException.class,
        () ->
            define(
                new WholeLines(new CertificateCache()), first, ShardCertificates.MOST_BYTES + 1));
  }

  @Test
  void moreDefinitionsOfAnOlderShardThanMayBeHeldAreRefused() throws Exception {
    NumberedLines older = new NumberedLines(new CertificateCache());
    for (int number = 0; number < ShardCertificates.MOST; number++) {
      assertTrue(define(older, "{\"party\":" + number + ",\"label\":\"a\"}", 30));
    }
    String next = "{\"party\":" + ShardCertificates.MOST + ",\"label\":\"a\"}";
    assertThrows(MalformedInputException.class, () -> define(older, next, 30));
  }

  @Test
  void aNumberOfAnOlderShardThatNothingHasIsRefused() throws Exception {
    NumberedLines older = new NumberedLines(new CertificateCache());
    String line =
        "{\"vm\":\"a\",\"standing\":\"valid\",\"owner\":0,\"guardians\":[],\"findings\":[],"
            + "\"carried\":[]}";
    JsonFields fields = JsonFields.parseLine(line.getBytes(StandardCharsets.UTF_8), "line");
    MalformedInputException e =
        assertThrows(MalformedInputException.class, () -> older.examined(fields, FILE));
    assertEquals("line/owner", e.fault().where());
  }
}
