package dev.keyward.protector.file;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** An export of machines in all the forms that PowerShell reads, and some that mislead. */
final class RandomExport {

  private final Random random;
  private final List<Integer> protectors = new ArrayList<>();
  private final List<Integer> texts = new ArrayList<>();
  private final List<Integer> machines = new ArrayList<>();
  private int ids;
  private int documents;

  RandomExport(long seed) {
    random = new Random(seed);
  }

  String text() {
    StringBuilder export =
        new StringBuilder("<Objs xmlns='http://schemas.microsoft.com/powershell/2004/04'>");
    for (int i = 3 + random.nextInt(6); i > 0; i--) {
      export.append(random.nextInt(5) == 0 ? table() : machine());
    }
    return export.append("</Objs>").toString();
  }

  private boolean once(int in) {
    return random.nextInt(in) == 0;
  }

  private String id() {
    // Sometimes a number is given again: then the last object of that number is meant.
    boolean again = once(12) && !protectors.isEmpty();
    return String.valueOf(again ? protectors.get(random.nextInt(protectors.size())) : ids++);
  }

  private String reference(String field, List<Integer> ids) {
    boolean lost = ids.isEmpty() || once(8);
    int id = lost ? 9999 : ids.get(random.nextInt(ids.size()));
    return "<Ref" + field + " RefId='" + id + "'/>";
  }

  private String machine() {
    int id = ids++;
    StringBuilder groups = new StringBuilder();
    boolean adapted = once(2);
    String props = adapted ? "<Props>" + group(true) + "</Props>" : "";
    String parent = once(3) ? reference(" N='Parent'", machines) : "";
    String added = "<MS>" + group(!adapted || once(3)) + parent + "</MS>";
    groups.append("<TNRef RefId='0'/>");
    groups.append(once(2) ? props + added : added + props);
    machines.add(id);
    return "<Obj RefId='" + id + "'>" + groups + "</Obj>";
  }

  private String group(boolean whole) {
    List<String> members = new ArrayList<>();
    if (whole || once(3)) {
      members.add(name(" N='Name'"));
    }
    if (whole || once(4)) {
      members.add(protector(" N='KeyProtector'"));
    }
    if (once(12)) {
      members.add(name(" N='name'"));
    }
    if (once(12)) {
      members.add(protector(" N='Key_x0050_rotector'"));
    }
    if (once(3)) {
      members.add("<MS N='Set'><S N='Name'>set</S></MS>");
    }
    if (once(3)) {
      members.add("<Obj N='Info'><MS><S N='Name'>inner</S></MS></Obj>");
    }
    Collections.shuffle(members, random);
    return String.join("", members);
  }

  private String name(String field) {
    String text = "vm" + random.nextInt(99);
    return switch (random.nextInt(6)) {
      case 0 -> "<S" + field + ">_x0056_" + text + "</S>";
      case 1 -> "<I32" + field + ">0" + random.nextInt(99) + "</I32>";
      case 2 -> reference(field, texts);
      case 3 -> {
        int id = ids++;
        texts.add(id);
        String note = "<MS><S N='Name'>note</S></MS>";
        yield "<Obj" + field + " RefId='" + id + "'><S>" + text + "</S>" + note + "</Obj>";
      }
      default -> "<S" + field + ">" + text + "</S>";
    };
  }

  private String protector(String field) {
    return switch (random.nextInt(9)) {
      case 0 -> "<Nil" + field + "/>";
      case 1 -> "<I32" + field + ">0</I32>";
      case 2 -> "<S" + field + ">" + base64() + "</S>";
      case 3 -> reference(field, protectors);
      case 4, 5, 6 -> wrapped(field);
      default -> "<BA" + field + ">" + base64() + "</BA>";
    };
  }

  private String wrapped(String field) {
    String id = id();
    protectors.add(Integer.valueOf(id));
    String value =
        switch (random.nextInt(5)) {
          case 0 -> "<LST>" + numbers() + "</LST>";
          case 1 -> "<LST><BA>" + base64() + "</BA></LST>";
          case 2 ->
              "<LST>" + reference("", protectors.subList(0, protectors.size() - 1)) + "</LST>";
          default -> "<BA>" + base64() + "</BA>";
        };
    String note = once(2) ? "<MS><S N='Name'>note</S></MS>" : "";
    return "<Obj" + field + " RefId='" + id + "'>" + value + note + "</Obj>";
  }

  private byte[] document() {
    String mark = "<Protector>d" + documents++ + " " + "x ".repeat(200) + "</Protector>";
    return ProtectorEncoding.FRAMED.encode(mark.getBytes(StandardCharsets.UTF_8));
  }

  private String base64() {
    return Base64.getEncoder().encodeToString(document());
  }

  private String numbers() {
    StringBuilder numbers = new StringBuilder();
    for (byte each : document()) {
      numbers.append("<By>").append(each & 0xff).append("</By>");
    }
    return numbers.toString();
  }

  private String table() {
    StringBuilder entries = new StringBuilder();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      String key = "<S N='Key'>key" + random.nextInt(9) + "</S>";
      String value = once(2) ? wrapped(" N='Value'") : "<BA N='Value'>" + base64() + "</BA>";
      entries.append("<En>").append(key).append(value).append("</En>");
    }
    return "<Obj RefId='" + ids++ + "'><DCT>" + entries + "</DCT></Obj>";
  }
}
