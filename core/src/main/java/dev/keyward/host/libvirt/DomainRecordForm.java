package dev.keyward.host.libvirt;

import dev.keyward.KeywardException;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.host.Acceptance;
import dev.keyward.internal.json.HostDocument;
import dev.keyward.internal.json.JsonFields;
import dev.keyward.internal.json.JsonWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A record as JSON: {@code keyward.host-domain/1}. */
final class DomainRecordForm {

  private static final String NAME = "host-domain";
  private static final int MOST_TEXT = 64;
  private static final String ROLLBACK = "rollback";
  private static final String BRANCH = "branch";

  private DomainRecordForm() {}

  static byte[] encode(DomainRecord record) {
    Map<String, Object> tree = HostDocument.tree(NAME);
    tree.put("id", record.id().toString());
    tree.put("file", record.file().toString());
    tree.put("tpmState", record.tpmState().toString());
    tree.put("status", record.status().code());
    record.digest().ifPresent(digest -> tree.put("stateSha256", digest.toString()));
    tree.put("at", record.at().toString());
    if (record.accepted().isAnything()) {
      tree.put("accepted", accepted(record.accepted()));
    }
    return JsonWriter.write(tree);
  }

  private static Map<String, Object> accepted(AcceptedOnce accepted) {
    Map<String, Object> tree = new LinkedHashMap<>();
    accepted.state().ifPresent(state -> tree.put("stateSha256", state.toString()));
    List<String> history = new ArrayList<>();
    if (accepted.history().rollback()) {
      history.add(ROLLBACK);
    }
    if (accepted.history().branch()) {
      history.add(BRANCH);
    }
    tree.put("history", history);
    accepted.history().owner().ifPresent(owner -> tree.put("owner", owner.toString()));
    return tree;
  }

  static DomainRecord decode(byte[] json, String domain, String where) throws KeywardException {
    JsonFields fields = HostDocument.read(json, NAME, where);
    String code = fields.text("id", MOST_TEXT);
    UUID id;
    try {
      id = UUID.fromString(code);
    } catch (IllegalArgumentException e) {
      throw fields.bad("id", "no UUID", "one");
    }
    Path file = HostDocument.path(fields, "file");
    Path tpmState = HostDocument.path(fields, "tpmState");
    String word = fields.text("status", MOST_TEXT);
    DomainStatus status =
        DomainStatus.find(word)
            .orElseThrow(() -> fields.bad("status", "an unknown one", "stopped or runs"));
    DomainRecord record =
        new DomainRecord(
            domain,
            id,
            file,
            tpmState,
            status,
            digest(fields, "stateSha256"),
            HostDocument.instant(fields, "at"),
            fields.has("accepted") ? accepted(fields.object("accepted")) : AcceptedOnce.NOTHING);
    fields.end();
    return record;
  }

  private static AcceptedOnce accepted(JsonFields fields) throws KeywardException {
    Optional<Thumbprint> state = digest(fields, "stateSha256");
    List<String> history = fields.texts("history", 2, MOST_TEXT);
    Optional<Thumbprint> owner = digest(fields, "owner");
    fields.end();
    return new AcceptedOnce(
        state, new Acceptance(history.contains(ROLLBACK), history.contains(BRANCH), owner));
  }

  private static Optional<Thumbprint> digest(JsonFields fields, String name)
      throws KeywardException {
    return fields.has(name)
        ? Optional.of(fields.parsed(name, MOST_TEXT, Thumbprint::parse))
        : Optional.empty();
  }
}
