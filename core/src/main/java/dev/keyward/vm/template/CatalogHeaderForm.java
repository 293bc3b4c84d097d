package dev.keyward.vm.template;

import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.internal.json.JsonFields;
import dev.keyward.internal.json.JsonWriter;
import dev.keyward.vm.disk.ByteRange;
import dev.keyward.vm.disk.VirtualDisk;
import dev.keyward.vm.disk.digest.DiskDigest;
import dev.keyward.vm.disk.digest.TreeHash;
import dev.keyward.vm.disk.partition.Partition;
import dev.keyward.vm.disk.partition.PartitionTable;
import dev.keyward.vm.layout.FileKind;
import dev.keyward.vm.layout.HeaderFields;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;

/** A catalog's header as JSON: {@code encode} and {@code decode}, side by side. */
final class CatalogHeaderForm {

  private static final String SECTOR_SIZE = "sectorSize";
  private static final int LONGEST = 64;
  private static final int MAX_SPANS = 4096 * TreeHash.SIZE;
  private static final int MAX_PARTITION_NUMBER = 8192;
  private static final int MAX_PARTITION_NAME = 36;

  private CatalogHeaderForm() {}

  static byte[] encode(CatalogHeader header) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("schema", FileKind.VOLUME_SIGNATURE_CATALOG.schema());
    Map<String, Object> disk = new LinkedHashMap<>();
    disk.put("name", header.name().text());
    disk.put("version", header.version().toString());
    disk.put("length", header.digest().length());
    header.partitions().sectorSize().ifPresent(size -> disk.put(SECTOR_SIZE, (long) size));
    json.put("disk", disk);
    json.put(
        "partitions",
        header.partitions().partitions().stream().map(CatalogHeaderForm::partition).toList());
    Map<String, Object> digest = new LinkedHashMap<>();
    digest.put("root", header.digest().root().toString());
    digest.put("spanSize", header.digest().spanSize());
    digest.put("spans", spans(header.digest().spans()));
    json.put("digest", digest);
    Map<String, Object> signer = new LinkedHashMap<>();
    signer.put("sha256", header.signerId().toString());
    signer.put("certificate", Base64.getEncoder().encodeToString(header.signer().der()));
    json.put("signer", signer);
    return JsonWriter.write(json);
  }

  private static Map<String, Object> partition(Partition partition) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("number", (long) partition.number());
    json.put("type", partition.typeId().toString());
    json.put("id", partition.uniqueId().toString());
    json.put("name", partition.name());
    json.put("start", partition.start());
    json.put("length", partition.length());
    return json;
  }

  private static String spans(List<TreeHash> spans) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    spans.forEach(each -> all.writeBytes(each.encode()));
    return Base64.getEncoder().encodeToString(all.toByteArray());
  }

  static CatalogHeader decode(byte[] bytes) throws KeywardException {
    JsonFields json = JsonFields.parse(bytes, "header");
    FileKind.VOLUME_SIGNATURE_CATALOG.require(json);
    JsonFields disk = json.object("disk");
    DiskName name = disk.parsed("name", DiskName.MAX_LENGTH, DiskName::parse);
    DiskVersion version = disk.parsed("version", DiskVersion.MAX_LENGTH, DiskVersion::parse);
    long length = disk.number("length", VirtualDisk.MOST_BYTES);
    OptionalInt sectorSize = sectorSize(disk);
    disk.end();
    PartitionTable partitions = new PartitionTable(partitions(json, length), sectorSize);
    DiskDigest digest = digest(json.object("digest"), length);
    GuardianCertificate signer = signer(json.object("signer"));
    json.end();
    return new CatalogHeader(name, version, digest, partitions, signer);
  }

  private static List<Partition> partitions(JsonFields json, long length)
      throws MalformedInputException {
    List<Partition> partitions = new ArrayList<>();
    for (JsonFields each : json.objects("partitions", CatalogHeader.MAX_PARTITIONS)) {
      partitions.add(partition(each, length));
    }
    if (!CatalogHeader.fits(new PartitionTable(partitions), length)) {
      throw json.bad("partitions", "partitions out of order or in each other", "them apart");
    }
    return partitions;
  }

  /** Older catalogs do not have it. */
  private static OptionalInt sectorSize(JsonFields disk) throws MalformedInputException {
    if (!disk.has(SECTOR_SIZE)) {
      return OptionalInt.empty();
    }
    long size = disk.number(SECTOR_SIZE, VirtualDisk.MOST_BYTES);
    if (size != 512 && size != 4096) {
      throw disk.bad(SECTOR_SIZE, size + " bytes a sector", "512 or 4096");
    }
    return OptionalInt.of((int) size);
  }

  private static Partition partition(JsonFields json, long length) throws MalformedInputException {
    int number = (int) json.number("number", MAX_PARTITION_NUMBER);
    UUID type = HeaderFields.guid(json, "type");
    UUID id = HeaderFields.guid(json, "id");
    String name = json.text("name", MAX_PARTITION_NAME);
    long start = json.number("start", length);
    long size = json.number("length", length - start);
    json.end();
    if (number == 0 || size == 0) {
      throw json.bad("number", "0 as number or length", "1 or more");
    }
    return new Partition(number, type, id, name, new ByteRange(start, size));
  }

  private static DiskDigest digest(JsonFields json, long length) throws MalformedInputException {
    TreeHash root = TreeHash.of(HeaderFields.digest(json, "root").bytes());
    long spanSize = json.number("spanSize", VirtualDisk.MOST_BYTES);
    byte[] all = json.base64("spans", MAX_SPANS);
    json.end();
    if (all.length % TreeHash.SIZE != 0) {
      throw json.bad("spans", all.length + " bytes", "digests of " + TreeHash.SIZE + " bytes");
    }
    List<TreeHash> spans = new ArrayList<>();
    for (int at = 0; at < all.length; at += TreeHash.SIZE) {
      spans.add(TreeHash.of(Arrays.copyOfRange(all, at, at + TreeHash.SIZE)));
    }
    DiskDigest digest;
    try {
      digest = DiskDigest.parse(length, root, spans);
    } catch (MalformedInputException e) {
      throw e.within(json.path());
    }
    if (digest.spanSize() != spanSize) {
      throw json.bad("spanSize", "" + spanSize, "" + digest.spanSize());
    }
    return digest;
  }

  private static GuardianCertificate signer(JsonFields json) throws KeywardException {
    String claimed = json.text("sha256", LONGEST);
    GuardianCertificate certificate = HeaderFields.certificate(json, "certificate");
    json.end();
    if (!certificate.thumbprint().toString().equals(claimed)) {
      throw json.bad("sha256", "another digest than the certificate's", "that one");
    }
    return certificate;
  }
}
