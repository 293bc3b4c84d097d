package dev.keyward.hgs.message;

import dev.keyward.MalformedInputException;
import dev.keyward.internal.json.JsonFields;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What an attestation service says of itself (MS-HGSA, ServiceInfoReply).
 *
 * @param functionalLevel the version it works at
 * @param mode how hosts prove their health
 * @param supportedLevels the versions it could work at
 */
public record ServiceInfo(int functionalLevel, OperationMode mode, List<Integer> supportedLevels) {

  private static final String TYPE = "ServiceInfoReply";
  private static final int MOST_LEVEL = 1000;
  private static final int MOST_LEVELS = 64;

  /** What a service of Keyward says that attests in that mode. */
  public static ServiceInfo of(OperationMode mode) {
    return new ServiceInfo(2, mode, List.of(1, 2));
  }

  /** Copies the list. */
  public ServiceInfo {
    supportedLevels = List.copyOf(supportedLevels);
  }

  /** Reads one. */
  public static ServiceInfo parse(byte[] json) throws MalformedInputException {
    JsonFields fields = AttestationDocument.read(json, TYPE);
    int level = (int) fields.number("FunctionalLevel", MOST_LEVEL);
    long number = fields.number("OperationMode", MOST_LEVEL);
    OperationMode mode =
        Stream.of(OperationMode.values())
            .filter(each -> each.number() == number)
            .findFirst()
            .orElseThrow(() -> fields.bad("OperationMode", "an unknown mode", "1, 2 or 3"));
    List<Integer> levels =
        fields.numbers("SupportedFunctionalLevels", MOST_LEVELS, MOST_LEVEL).stream()
            .map(Long::intValue)
            .toList();
    return new ServiceInfo(level, mode, levels);
  }

  /** The document. */
  public byte[] encode() {
    Map<String, Object> tree = AttestationDocument.tree(TYPE);
    tree.put("FunctionalLevel", (long) functionalLevel);
    tree.put("OperationMode", (long) mode.number());
    tree.put("SupportedFunctionalLevels", supportedLevels.stream().map(Long::valueOf).toList());
    return AttestationDocument.write(tree);
  }
}
