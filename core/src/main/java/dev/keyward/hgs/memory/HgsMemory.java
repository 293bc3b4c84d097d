package dev.keyward.hgs.memory;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.hgs.description.HgsNumber;
import dev.keyward.internal.json.JsonFields;
import dev.keyward.internal.json.JsonWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What somebody remembers of a service outside its folder: the newest state that was served.
 *
 * @param service its name
 * @param number of that state; 0 where it had no manifest
 * @param manifest the SHA-256 of its manifest
 */
public record HgsMemory(GuardianName service, int number, Thumbprint manifest) {

  private static final String SCHEMA = "keyward.hgs-state/1";
  private static final int MOST_WORD = 64;
  private static final String MEND =
      "if the service's folder is the newest one, remove the file: keyward hgs serve --state"
          + " writes it again";

  /** How a state relates to the one that is remembered. */
  public enum Standing {
    /** It is that one. */
    SAME,
    /** It comes after that one, or an operator declared that one void. */
    NEWER,
    /** It was before that one, such as a restored backup. */
    OLDER,
    /** It was changed apart from that one, so it may lack what that one has. */
    APART,
    /** It has no manifest, but that one had: its files may be anything. */
    UNCOUNTED
  }

  /** Remembers that state. */
  public static HgsMemory of(GuardianName service, HgsNumber state) {
    return new HgsMemory(service, state.value(), state.manifest());
  }

  /** How that state relates to this one. */
  public Standing judge(HgsNumber state) {
    if (state.manifest().equals(manifest)) {
      return Standing.SAME;
    }
    if (number == 0) {
      return Standing.NEWER;
    }
    if (!state.isCounted()) {
      return Standing.UNCOUNTED;
    }
    if (state.value() <= number) {
      return state.value() < number ? Standing.OLDER : Standing.APART;
    }
    boolean isAccepted = state.over().filter(over -> over >= number).isPresent();
    boolean follows = state.value() > number + 1 || state.previous().equals(Optional.of(manifest));
    return isAccepted || follows ? Standing.NEWER : Standing.APART;
  }

  /** Reads what {@link #encode} wrote. */
  static HgsMemory parse(byte[] json, String where) throws MalformedInputException {
    try {
      JsonFields fields = JsonFields.parse(json, where);
      if (!fields.text("schema", MOST_WORD).equals(SCHEMA)) {
        throw fields.bad("schema", "another schema", SCHEMA);
      }
      GuardianName service = fields.parsed("service", MOST_WORD, GuardianName::parse);
      int number = (int) fields.number("number", HgsNumber.MOST);
      Optional<Thumbprint> manifest = Thumbprint.find(fields.text("manifest", MOST_WORD));
      fields.end();
      return new HgsMemory(
          service,
          number,
          manifest.orElseThrow(
              () -> fields.bad("manifest", "not a SHA-256", "64 hexadecimal digits")));
    } catch (MalformedInputException e) {
      throw new MalformedInputException(e.fault().withHint(MEND), e);
    }
  }

  byte[] encode() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("schema", SCHEMA);
    tree.put("service", service.toString());
    tree.put("number", (long) number);
    tree.put("manifest", manifest.toString());
    return JsonWriter.write(tree);
  }

  /** Refuses the memory of another service. */
  void requireOf(GuardianName name, String where) throws MalformedInputException {
    if (!service.equals(name)) {
      throw new MalformedInputException(
          Fault.of("other-service", where, "the state of the service " + service, "of " + name)
              .withHint("give each service a state file of its own"));
    }
  }
}
